/** Listens for the commands of second processes (client.ts), as long as the phone runs. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import * as v from 'valibot';
import { writeAtomically } from '../atomic-file';
import { describe } from '../failure';
import type { Log } from '../log';
import type { Command } from './command';
import { exits, MAX_REQUEST, placeFile, RequestSchema, socketPath, type Place, type Reply } from './protocol';

/** Commands at once; more are turned away. */
const MOST = 8;
/** ms in which the request has to be there. */
const PATIENCE_MS = 2_000;
/** ms between two lines of the log about the same kind of trouble: who sends garbage must not fill it. */
const LOG_EVERY_MS = 10_000;

export interface ControlParts {
  /** Data folder. */
  folder: string;
  /** Does it; never rejects. */
  carryOut: (command: Command) => Promise<Reply>;
  log: Log;
}

export interface Control {
  /** Resolves when commands are heard; also when they cannot be, which is logged: the phone is a phone without them. */
  readonly listening: Promise<void>;
  stop(): Promise<void>;
}

export function setUpControl({ folder, carryOut, log }: ControlParts): Control {
  const secret = randomBytes(32).toString('hex');
  const path = socketPath({
    platform: process.platform,
    runtime: process.env['XDG_RUNTIME_DIR'] ?? '',
    data: folder,
    temporary: tmpdir(),
    random: randomBytes(16).toString('hex'),
  });
  const refused = sparingly((why) => log.warn('control', `refused: ${why}`));
  const server = createServer((socket) => {
    receive(socket, (text) => answer(text, secret, carryOut, refused), refused);
  });
  server.maxConnections = MOST;
  server.on('drop', () => refused('too many at once'));
  const listening = listen(server, path)
    .then(() => announce(folder, { path, secret }))
    .catch((error: unknown) => log.error('control', `no commands are heard: ${describe(error)}`));

  return {
    listening,
    async stop() {
      await listening;
      server.close();
      await rm(placeFile(folder), { force: true });
    },
  };
}

async function listen(server: Server, path: string): Promise<void> {
  const file = process.platform !== 'win32';
  // Of a phone that ended without saying so. There is one phone to a data folder, and the path is that folder's.
  if (file) await rm(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  server.on('error', () => {});
  if (file) await chmod(path, 0o600);
}

const announce = (folder: string, place: Place): Promise<void> =>
  writeAtomically(placeFile(folder), JSON.stringify(place));

/** One line, one answer, then the end. */
function receive(
  socket: Socket,
  reply: (text: string) => Promise<string | null>,
  refused: (why: string) => void,
): void {
  let got: Buffer = Buffer.alloc(0);
  const refuse = (why: string): void => {
    refused(why);
    socket.destroy();
  };
  const patience = setTimeout(() => refuse('nothing came'), PATIENCE_MS);
  socket.on('error', () => {});
  socket.on('close', () => clearTimeout(patience));
  const hear = (chunk: Buffer): void => {
    got = Buffer.concat([got, chunk]);
    const end = got.indexOf('\n');
    if (end < 0 && got.length <= MAX_REQUEST) return;
    clearTimeout(patience);
    socket.off('data', hear);
    // What else comes is thrown away, so that the end is noticed.
    socket.resume();
    if (end < 0 || end > MAX_REQUEST) {
      refuse('too long');
      return;
    }
    void reply(got.toString('utf8', 0, end)).then((text) => {
      if (text === null) socket.destroy();
      else socket.end(text);
    });
  };
  socket.on('data', hear);
}

async function answer(
  text: string,
  secret: string,
  carryOut: ControlParts['carryOut'],
  refused: (why: string) => void,
): Promise<string | null> {
  const request = v.safeParse(RequestSchema, parsed(text));
  if (!request.success) {
    refused('not a command');
    return null;
  }
  if (!isSame(request.output.secret, secret)) {
    refused('without the secret');
    return null;
  }
  const reply: Reply = await carryOut(request.output.command).catch(() => ({ exit: exits.failed, text: '' }));
  return `${JSON.stringify(reply)}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isSame(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Says the same only now and then. */
function sparingly(say: (text: string) => void): (text: string) => void {
  const last = new Map<string, number>();
  return (text) => {
    const now = performance.now();
    if (now - (last.get(text) ?? -Infinity) < LOG_EVERY_MS) return;
    last.set(text, now);
    say(text);
  };
}
