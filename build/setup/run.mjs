// Running other programs.
import { spawn, spawnSync } from 'node:child_process';
import { say, SetupProblem } from './say.mjs';
import { root } from './places.mjs';

/**
 * Runs a program to its end and resolves with its exit code (128 + n after a signal). Its output goes where ours goes.
 * A long silence is broken by a line that says it is still at work.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, doing?: string, output?: 'inherit' | 'stderr' | 'none' }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { cwd = root, env = process.env, doing, output = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const stdout = output === 'stderr' ? 2 : output === 'none' ? 'ignore' : 'inherit';
    // npm and npx are command scripts on Windows, which only a shell can start.
    const shell = process.platform === 'win32' && /^np[mx]$/.test(command);
    const child = spawn(command, args, { cwd, env, shell, stdio: ['inherit', stdout, 'inherit'] });
    const heart = doing
      ? setInterval(() => say(`${doing}: ${Math.round((Date.now() - started) / 1000)} s so far`), 10_000)
      : undefined;
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    const done = () => {
      clearInterval(heart);
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
    };
    child.on('error', (error) => {
      done();
      reject(
        new SetupProblem(`${command} could not be started: ${error.message}`, `install ${command} and try again.`),
      );
    });
    child.on('exit', (code, signal) => {
      done();
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : 15));
    });
  });
}

/**
 * Output of a short program, or null when it is not there or fails.
 * @param {string} command
 * @param {string[]} args
 */
export function read(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  return result.status === 0 ? result.stdout : null;
}

/**
 * A program of node_modules, run by this very Node.
 * @param {string} script for example `node_modules/vitest/vitest.mjs`
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);
