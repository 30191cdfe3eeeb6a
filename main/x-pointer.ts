/**
 * Where the pointer is, asked of the X server itself: since version 29 Electron knows it only while it is over one of
 * our windows (electron/electron#42519). The few bytes are the X Window System Protocol, sections 8 and 9.
 */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Point {
  x: number;
  y: number;
}

/** ms; the card waits for this, and could not be drawn by a server that takes longer. */
const LIMIT_MS = 500;
const QUERY_POINTER = 38;
const COOKIE = 'MIT-MAGIC-COOKIE-1';

/** In pixels of the whole desktop; null where there is no X server of this computer, or it does not answer in time. */
export async function xPointer(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Point | null> {
  const number = displayNumber(env['DISPLAY'] ?? '');
  if (number === null) return null;
  const file = await readFile(env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')).catch(() => Buffer.alloc(0));
  return ask(`/tmp/.X11-unix/X${number}`, greeting(cookieOf(file, number)));
}

/** Only a server of this computer: others are too far away to wait for. */
export function displayNumber(name: string): string | null {
  return /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(name)?.[1] ?? null;
}

function ask(path: string, hello: Buffer): Promise<Point | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const finish = (point: Point | null): void => {
      clearTimeout(limit);
      socket.destroy();
      resolve(point);
    };
    const limit = setTimeout(finish, LIMIT_MS, null);
    let heard = Buffer.alloc(0);
    let isAsked = false;
    socket.on('error', () => finish(null));
    socket.on('close', () => finish(null));
    socket.on('connect', () => socket.write(hello));
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      const welcome = isAsked ? null : readWelcome(heard);
      if (welcome === 'refused') finish(null);
      else if (welcome) {
        isAsked = true;
        heard = heard.subarray(welcome.bytes);
        socket.write(question(welcome.root));
      }
      // 1: an answer, not an error.
      if (isAsked && heard.length >= 32)
        finish(heard[0] === 1 ? { x: heard.readInt16LE(16), y: heard.readInt16LE(18) } : null);
    });
  });
}

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function greeting(cookie: Buffer | null): Buffer {
  const name = cookie ? Buffer.from(COOKIE) : Buffer.alloc(0);
  const data = cookie ?? Buffer.alloc(0);
  const head = Buffer.alloc(12);
  // The order of bytes: little end first.
  head.write('l');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(data.length, 8);
  return Buffer.concat([head, padded(name), padded(data)]);
}

/** null: not all of it has come yet. */
export function readWelcome(heard: Buffer): { root: number; bytes: number } | 'refused' | null {
  if (heard.length < 8) return null;
  if (heard[0] !== 1) return 'refused';
  const bytes = 8 + 4 * heard.readUInt16LE(6);
  if (heard.length < bytes) return null;
  const vendor = heard.readUInt16LE(24);
  const formats = heard.readUInt8(29);
  const screen = 40 + vendor + ((4 - (vendor % 4)) % 4) + 8 * formats;
  return screen + 4 > bytes ? 'refused' : { root: heard.readUInt32LE(screen), bytes };
}

function question(window: number): Buffer {
  const request = Buffer.alloc(8);
  request.writeUInt8(QUERY_POINTER, 0);
  request.writeUInt16LE(2, 2);
  request.writeUInt32LE(window, 4);
  return request;
}

/** Of an `.Xauthority` file: family, then address, number, name and data, each after its length; high byte first. */
export function cookieOf(file: Buffer, number: string): Buffer | null {
  let at = 0;
  const counted = (): Buffer | null => {
    if (at + 2 > file.length) return null;
    const length = file.readUInt16BE(at);
    const from = at + 2;
    at = from + length;
    return at > file.length ? null : file.subarray(from, at);
  };
  while (at + 2 <= file.length) {
    at += 2;
    const [, display, name, data] = [counted(), counted(), counted(), counted()];
    if (!display || !name || !data) return null;
    if ((display.length === 0 || display.toString() === number) && name.toString() === COOKIE) return data;
  }
  return null;
}
