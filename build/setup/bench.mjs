// npm run bench [-- --json] [-- --calls N] [-- PART…]: the budgets of DESIGN.md, each measured beside its limit.
// PART: calls, size, installed, outage, network, history, contacts, memory; without one, all.
// npm run bench -- reconnect: simulates many phones after a restart of their switch; needs no Electron.
// npm run bench -- hosting: what a web server gives of the phone's files, and what many phones ask for; needs no Electron.
import { build, prepare, runTypeScript } from './prepare.mjs';
import { main } from './say.mjs';

await main(async () => {
  const [alone] = process.argv.slice(2);
  if (alone === 'reconnect' || alone === 'hosting') {
    const { env } = await prepare({ electron: false });
    return runTypeScript(`bench/${alone}/${alone}.ts`, [], { env });
  }
  const { env } = await prepare({ use: ['tests'] });
  await build(env);
  return runTypeScript('bench/bench.ts', process.argv.slice(2), { env });
});
