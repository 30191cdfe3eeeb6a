/** `update.json` in the program's folder: read and written at once, before anything that could crash. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { KeptSchema, nothingKept, type Kept } from './update-trial';

export interface UpdateFile {
  readonly kept: Kept;
  /** On the disk when it returns; a disk that takes nothing costs the watch, never the phone. */
  change(next: (kept: Kept) => Kept): void;
}

export function openUpdateFile(folder: string): UpdateFile {
  const path = join(folder, 'update.json');
  let kept = read(path);
  return {
    get kept() {
      return kept;
    },
    change(next) {
      const before = kept;
      kept = next(before);
      if (JSON.stringify(kept) !== JSON.stringify(before)) write(folder, path, kept);
    },
  };
}

function read(path: string): Kept {
  try {
    return v.parse(KeptSchema, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // None yet, or not readable: then nothing is watched.
    return nothingKept;
  }
}

function write(folder: string, path: string, kept: Kept): void {
  try {
    mkdirSync(folder, { recursive: true });
    const handle = openSync(`${path}.tmp`, 'w', 0o600);
    try {
      writeSync(handle, JSON.stringify(kept));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(`${path}.tmp`, path);
  } catch {
    // Nothing better can be done this early.
  }
}
