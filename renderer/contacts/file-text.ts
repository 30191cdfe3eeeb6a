/** The text of a file of any origin, piece by piece: nothing is ever read as a whole. */
import { FileError } from './transfer';

/** Bytes of a piece: decoded and parsed within a few ms. */
export const pieceBytes = 64 * 1024;
const largestFile = 512 * 1024 * 1024;

export interface Piece {
  /** Lines end in `\n`, whatever the file has. */
  readonly text: string;
  /** Bytes of the file up to here. */
  readonly read: number;
  readonly last: boolean;
}

/**
 * As TextDecoder names it: what the mark at the beginning says, what the zeros of UTF-16 say, UTF-8 where all of it is
 * that, else that of Windows. Rejects with FileError for what is no text.
 */
export async function encodingOf(file: Blob, signal?: AbortSignal): Promise<string> {
  if (file.size === 0) throw new FileError('empty');
  if (file.size > largestFile) throw new FileError('too-large');
  const start = await bytesOf(file, 0);
  const wide = wideEncoding(start.subarray(0, 4096));
  if (wide) return wide;
  if (start.subarray(0, 65_536).includes(0)) throw new FileError('neither');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < file.size; at += pieceBytes) {
      signal?.throwIfAborted();
      decoder.decode(at === 0 ? start : await bytesOf(file, at), { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

export async function* piecesOf(file: Blob, encoding: string, signal?: AbortSignal): AsyncGenerator<Piece> {
  const decoder = new TextDecoder(encoding);
  let held = '';
  for (let at = 0; at < file.size; at += pieceBytes) {
    signal?.throwIfAborted();
    const read = Math.min(at + pieceBytes, file.size);
    const last = read === file.size;
    const text = held + decoder.decode(await bytesOf(file, at), { stream: !last });
    // `\r\n` may lie across two pieces.
    held = !last && text.endsWith('\r') ? '\r' : '';
    yield { text: text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n'), read, last };
  }
}

async function bytesOf(file: Blob, at: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
  } catch {
    throw new FileError('unreadable');
  }
}

function wideEncoding(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [index, byte] of bytes.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = bytes.length / 4;
  if (odd > many && even < many / 8) return 'utf-16le';
  if (even > many && odd < many / 8) return 'utf-16be';
  return null;
}
