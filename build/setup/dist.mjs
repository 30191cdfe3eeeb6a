// npm run dist [-- electron-builder's options]: a package of the program for this system, in dist/.
import path from 'node:path';
import { fromEnvironment } from '../packaging/from-environment.mjs';
import { build, prepare } from './prepare.mjs';
import { root } from './places.mjs';
import { runNode } from './run.mjs';
import { main, say } from './say.mjs';
import { isThere } from './system.mjs';
import { pathToFileURL } from 'node:url';

/** @param {string[]} args */
export async function dist(args) {
  const { env, runtime } = await prepare({ use: process.platform === 'linux' ? ['deb'] : [] });
  await build(env);
  const options = [...args, ...fromEnvironment(process.env), '--publish', 'never'];
  /** @type {NodeJS.ProcessEnv} */
  const builderEnv = { ...env };
  if (runtime && !runtime.pinned) {
    options.push(`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`);
    // Where Electron is out of reach, so is what electron-builder would fetch.
    if (isThere('fpm')) builderEnv['CUSTOM_FPM_PATH'] ??= 'fpm';
    else {
      builderEnv['CUSTOM_FPM_PATH'] ??= path.join(root, 'build/packaging/fpm-stand-in.mjs');
      say('fpm is out of reach too: .deb and .rpm are made by a stand-in of ours, good for tests');
    }
    // The folder keeps the mark (package-type) of what is made of it last.
    if (args.length === 0) options.push('--linux', 'dir', ...(isThere('rpmbuild') ? ['rpm'] : []), 'deb');
    say(`packing with Electron ${runtime.version}: for tests, not a release`);
  }
  if (args.length === 0 && runtime && process.platform === 'linux' && !isThere('rpmbuild')) {
    if (runtime.pinned) options.push('--linux', 'deb', 'AppImage');
    say('rpmbuild is not here (apt-get install rpm): no .rpm is made');
  }
  const builder = path.join(root, 'node_modules/electron-builder/cli.js');
  const code = await runNode(builder, ['build', ...options], { env: builderEnv, doing: 'packing', output: 'stderr' });
  if (code === 0) say('done: see dist/');
  return code;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(() => dist(process.argv.slice(2)));
