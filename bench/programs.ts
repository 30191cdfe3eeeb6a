/** Starts our program and the empty one the same way: by hand, without a debugger looking in. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
const runtime = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
export const electron = join(runtime ?? join(root, 'node_modules/electron/dist'), 'electron');
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export interface Program {
  pid: number;
  /** ms since the epoch. */
  startedAt: number;
  /** Resolves with the first line that matches. */
  line(pattern: RegExp): Promise<string>;
  stop(): Promise<void>;
}

export function start(folder: string, args: readonly string[], env: NodeJS.ProcessEnv): Program {
  const startedAt = performance.timeOrigin + performance.now();
  const child: ChildProcess = spawn(electron, [...sandbox, ...args, folder], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  if (!child.pid) throw new Error(`${electron} did not start`);
  return {
    pid: child.pid,
    startedAt,
    async line(pattern) {
      for (;;) {
        const found = output.split('\n').find((line) => pattern.test(line));
        if (found !== undefined) return found;
        if (child.exitCode !== null) throw new Error(`ended before it said ${pattern.source}`);
        await Promise.race([child.stdout ? once(child.stdout, 'data') : null, once(child, 'exit')]);
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
