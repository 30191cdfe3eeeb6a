// npm run screenshots: every screen as it is now, drawn from its own code; e2e/screenshots says where they go.
import { build, prepare } from './prepare.mjs';
import { main } from './say.mjs';
import { inWords, runPlaywright } from './suites.mjs';

await main(async () => {
  const { env } = await prepare({ use: ['tests'] });
  await build(env);
  const count = await runPlaywright('screenshots', env);
  console.log(inWords(count));
  return count.failed > 0 ? 1 : 0;
});
