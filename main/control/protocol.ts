/** One line of JSON there, one line back, over a socket that only this user can reach. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { CommandSchema } from './command';

/** Bytes; no request is longer. */
export const MAX_REQUEST = 4_096;
/** Nor an answer: 64 calls with their names. */
export const MAX_REPLY = 262_144;
/** ms that the client waits for an answer: longer than any command takes. */
export const ANSWER_MS = 20_000;

/** Done; tried and failed; not understood; nothing there to do it with: no phone runs, no call is there. */
export const exits = { done: 0, failed: 1, usage: 2, nothing: 3 } as const;

/** Where the phone that runs listens: `control.json` in its data folder, for this user alone to read. */
export const PlaceSchema = v.strictObject({
  path: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
  /** Whoever knows it could read the file. */
  secret: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
});
export type Place = v.InferOutput<typeof PlaceSchema>;

export const RequestSchema = v.strictObject({ secret: v.pipe(v.string(), v.maxLength(64)), command: CommandSchema });

export const ReplySchema = v.strictObject({
  exit: v.picklist([exits.done, exits.failed, exits.nothing]),
  /** For standard output when it is done, else a sentence for standard error. */
  text: v.string(),
});
export type Reply = v.InferOutput<typeof ReplySchema>;

export const placeFile = (folder: string): string => join(folder, 'control.json');

/** Bytes that the address of a Unix socket may have; macOS takes the fewest (104 with the NUL at its end). */
const LONGEST_PATH = 103;

export interface Surroundings {
  platform: NodeJS.Platform;
  /** XDG_RUNTIME_DIR: there for this user alone; empty: none. */
  runtime: string;
  /** The data folder of the phone. */
  data: string;
  temporary: string;
  random: string;
}

/** Where to listen: a name of its own for each data folder. */
export function socketPath({ platform, runtime, data, temporary, random }: Surroundings): string {
  if (platform === 'win32') return `\\\\.\\pipe\\sidetone-${random}`;
  const name = `sidetone-${createHash('sha256').update(data).digest('hex').slice(0, 16)}.sock`;
  const paths = [...(runtime ? [join(runtime, name)] : []), join(data, 'control.sock')];
  // The last has a name that nobody can know before: others may write there, too.
  return paths.find((path) => Buffer.byteLength(path) <= LONGEST_PATH) ?? join(temporary, `sidetone-${random}.sock`);
}
