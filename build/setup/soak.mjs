// npm run soak [-- --calls N] [-- --mix answered=3,missed=1]: many calls through a real Asterisk; see e2e/soak.
import { parseArgs } from 'node:util';
import { build, prepare } from './prepare.mjs';
import { main, say, SetupProblem } from './say.mjs';
import { inWords, runPlaywright } from './suites.mjs';

/** ms a call may take on a slow machine; besides, what starting and coming to rest take. */
const each = 6_000;
const besides = 5 * 60_000;

/** @param {string[]} args */
function read(args) {
  const { values } = parseArgs({
    args,
    options: { calls: { type: 'string', default: '1000' }, mix: { type: 'string', default: '' } },
  });
  const calls = Number(values.calls);
  if (!Number.isInteger(calls) || calls < 1 || calls > 100_000)
    throw new SetupProblem(`${values.calls} is no number of calls.`, 'say --calls and a number from 1 to 100000.');
  return { calls, mix: values.mix };
}

await main(async () => {
  const { calls, mix } = read(process.argv.slice(2));
  const { env } = await prepare({ use: ['tests'] });
  await build(env);
  say(`${String(calls)} calls`);
  const count = await runPlaywright(
    'soak',
    { ...env, SIDETONE_SOAK_CALLS: String(calls), SIDETONE_SOAK_MIX: mix },
    { limit: besides + calls * each },
  );
  console.log(inWords(count));
  return count.failed > 0 || count.passed === 0 ? 1 : 0;
});
