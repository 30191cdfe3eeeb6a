// Everything that a command of package.json needs before it can do its own work.
import path from 'node:path';
import { checkNode } from './node-version.mjs';
import { ensurePackages } from './packages.mjs';
import { root } from './places.mjs';
import { runNode } from './run.mjs';
import { say, SetupProblem } from './say.mjs';
import { ensureSystem } from './system.mjs';

/**
 * @typedef {object} Prepared
 * @property {import('./runtime.mjs').Runtime | null} runtime
 * @property {NodeJS.ProcessEnv} env for every child: it finds the runtime there
 * @property {string[]} missing programs and libraries that this system still lacks
 */

/**
 * @param {{ electron?: boolean, use?: (keyof typeof import('./system.mjs').uses)[], must?: boolean }} [wanted]
 * @returns {Promise<Prepared>}
 */
export async function prepare({ electron = true, use = [], must = true } = {}) {
  checkNode();
  await ensurePackages();
  let runtime = null;
  /** @type {NodeJS.ProcessEnv} */
  let env = process.env;
  if (electron) {
    // Only now: it uses packages.
    const { ensureRuntime, runtimeEnvironment } = await import('./runtime.mjs');
    runtime = await ensureRuntime();
    env = { ...process.env, ...runtimeEnvironment(runtime) };
  }
  const missing = await ensureSystem({ electron: runtime?.executable, use, must });
  if (runtime) await checkKeytar();
  return { runtime, env, missing };
}

/** npm may have kept keytar's install script from running; its prebuilt binary must load all the same. */
async function checkKeytar() {
  if ((await runNode('-e', ["require('keytar')"], { output: 'none' })) === 0) return;
  say('keytar does not load here: the phone will keep passwords in memory for the session only (see the error above)');
}

/**
 * Compiles the program into out/.
 * @param {NodeJS.ProcessEnv} env
 */
export async function build(env) {
  say('building');
  const vite = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const code = await runNode(vite, ['build', '--logLevel', 'error'], { env, output: 'stderr' });
  if (code !== 0)
    throw new SetupProblem('the build failed.', 'the lines above say where; `npm run check:types` says more.');
}

/**
 * Runs a TypeScript program of ours: Node 20 cannot by itself, Vite can.
 * @param {string} file below the project's folder
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, display?: boolean }} options `display`: on a virtual screen
 */
export async function runTypeScript(file, args, { env, display = false }) {
  const loader = path.join(root, 'build/setup/typescript.mjs');
  const { run } = await import('./run.mjs');
  if (!display || process.platform !== 'linux') return runNode(loader, [file, ...args], { env });
  return run('xvfb-run', ['-a', '-s', '-screen 0 1400x1000x24', process.execPath, loader, file, ...args], { env });
}

/** As root Chromium's sandbox cannot be had; everybody else has it. */
export const sandboxSwitches = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);
