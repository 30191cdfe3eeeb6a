// npm run web: the same phone in a browser, with a practice exchange beside it.
import { build, prepare, runTypeScript } from './prepare.mjs';
import { main } from './say.mjs';

await main(async () => {
  const { env } = await prepare({ electron: false });
  await build(env);
  return runTypeScript('build/web/web.ts', process.argv.slice(2), { env });
});
