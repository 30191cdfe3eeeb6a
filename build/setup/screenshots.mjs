// npm run screenshots: the screens as they are now, into docs/screenshots/.
import { build, prepare, runTypeScript } from './prepare.mjs';
import { main } from './say.mjs';

await main(async () => {
  const { env } = await prepare({ use: ['display'] });
  await build(env);
  return runTypeScript('build/demo/screenshots.ts', process.argv.slice(2), { env, display: true });
});
