// npm run demo: the phone does its main job on a virtual screen, and every step of it is measured.
import { pathToFileURL } from 'node:url';
import { build, prepare, runTypeScript } from './prepare.mjs';
import { main } from './say.mjs';

export async function demo(args = process.argv.slice(2)) {
  const { env } = await prepare({ use: ['display'] });
  await build(env);
  return runTypeScript('build/demo/demo.ts', args, { env, display: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(() => demo());
