// npm run bench [-- --json] [-- --calls N] [-- PART…]: the budgets of DESIGN.md, each measured beside its limit.
// PART: calls, size, outage, network, history, contacts, memory; without one, all.
// npm run bench -- reconnect: simulates many phones after a restart of their switch; needs no Electron.
import { build, prepare, runTypeScript } from './prepare.mjs';
import { main } from './say.mjs';

await main(async () => {
  if (process.argv[2] === 'reconnect') {
    const { env } = await prepare({ electron: false });
    return runTypeScript('bench/reconnect/reconnect.ts', [], { env });
  }
  const { env } = await prepare({ use: ['tests'] });
  await build(env);
  return runTypeScript('bench/bench.ts', process.argv.slice(2), { env });
});
