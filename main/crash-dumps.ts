/**
 * What remains of a process that crashed: Crashpad's dumps. They hold parts of its memory, so they stay on this computer,
 * few and not for long, unless an administrator names a server for them.
 */
import { app, crashReporter } from 'electron';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLoopback } from '../preload/invitation';
import { describe } from './failure';
import type { Log } from './log';

const KEPT = 10;
const MAX_AGE_MS = 30 * 24 * 3600_000;

export interface CrashDump {
  path: string;
  /** Of its file, which is a random one. */
  name: string;
  bytes: number;
  /** ms since the epoch */
  at: number;
}

/** Where dumps may be sent: over TLS, or to this computer. */
export function mayReceive(server: string): boolean {
  if (!URL.canParse(server)) return false;
  const { protocol, hostname, username, password } = new URL(server);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** Before the window is made: a process that runs already is not watched. `server`: of the policy, empty without. */
export function startCrashReporter(server: string, log: Log): void {
  const sends = server !== '' && mayReceive(server);
  if (server !== '' && !sends) log.error('crash', 'the server for crash dumps is none: they stay here');
  if (sends) log.info('crash', `dumps are sent to ${new URL(server).host}`);
  crashReporter.start({ submitURL: sends ? server : '', uploadToServer: sends, rateLimit: true });
}

/** Those that there are, newest first. */
export async function crashDumps(folder = app.getPath('crashDumps')): Promise<CrashDump[]> {
  // Crashpad has its own folders in there, named differently on each system.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'));
  const dumps = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const found = await stat(path).catch(() => null);
      return found && { path, name, bytes: found.size, at: found.mtimeMs };
    }),
  );
  return dumps.filter((dump) => dump !== null).toSorted((a, b) => b.at - a.at);
}

/** Removes those that are old or too many; what is waiting to be sent goes with them. */
export async function thinCrashDumps(log: Log, folder = app.getPath('crashDumps'), now = Date.now()): Promise<void> {
  const dumps = await crashDumps(folder);
  const gone = dumps.filter(({ at }, place) => place >= KEPT || now - at > MAX_AGE_MS);
  try {
    // Beside the dump Crashpad keeps what it knows of it.
    await Promise.all(
      gone.flatMap(({ path }) => [path, path.replace(/dmp$/, 'meta')]).map((path) => rm(path, { force: true })),
    );
  } catch (error) {
    log.warn('crash', `an old dump is still there: ${describe(error)}`);
  }
}
