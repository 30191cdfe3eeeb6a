/**
 * An AppImage is one file, replaced in one step: at any moment its name leads to a whole program, the old or the new one,
 * also when the power fails or the disk is full. The old one stays beside it until the new one has proved itself.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './failure';

const CHUNK = 1 << 20;

const previousOf = (program: string): string => `${program}.previous`;

/** Puts `file` in the place of `program`. Throws before anything is changed when it is not one of these SHA-512. */
export function swapIn(program: string, file: string, checksums: readonly string[]): void {
  const made = checksum(file);
  if (!checksums.includes(made)) throw new Error('the file is not the one that was fetched');
  const next = `${program}.new`;
  rmSync(next, { force: true });
  try {
    move(file, next);
    chmodSync(next, 0o755);
    sync(next);
    keep(program);
    renameSync(next, program);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  sync(dirname(program));
}

/** The old one takes its place again; false: it was not kept. */
export function putBack(program: string): boolean {
  if (!existsSync(previousOf(program))) return false;
  renameSync(previousOf(program), program);
  sync(dirname(program));
  return true;
}

export function dropPrevious(program: string): void {
  rmSync(previousOf(program), { force: true });
}

/** A second name for the same file where the disk knows such; else a copy. */
function keep(program: string): void {
  dropPrevious(program);
  try {
    linkSync(program, previousOf(program));
  } catch {
    copyFileSync(program, previousOf(program));
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    copyFileSync(from, to);
    rmSync(from, { force: true });
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** SHA-512 in Base64. */
function checksum(file: string): string {
  const hash = createHash('sha512');
  const buffer = Buffer.alloc(CHUNK);
  const handle = openSync(file, 'r');
  try {
    for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer))
      hash.update(buffer.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return hash.digest('base64');
}
