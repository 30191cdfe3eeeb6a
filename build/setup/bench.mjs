// npm run bench [-- --json]: the budgets of DESIGN.md, each measured beside its limit.
import { build, prepare, runTypeScript } from './prepare.mjs';
import { main } from './say.mjs';

await main(async () => {
  const { env } = await prepare({ use: ['tests'] });
  await build(env);
  return runTypeScript('bench/bench.ts', process.argv.slice(2), { env });
});
