// npm run soak [-- --calls N] [-- --mix answered=3,missed=1]: many calls through a real Asterisk; see e2e/soak.
// npm run soak -- --idle MINUTES: nobody calls; what a day in the tray does to the phone.
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
    options: {
      calls: { type: 'string', default: '1000' },
      mix: { type: 'string', default: '' },
      idle: { type: 'string' },
    },
  });
  const calls = Number(values.calls);
  if (!Number.isInteger(calls) || calls < 1 || calls > 100_000)
    throw new SetupProblem(`${values.calls} is no number of calls.`, 'say --calls and a number from 1 to 100000.');
  const idle = values.idle === undefined ? null : Number(values.idle);
  if (idle !== null && !(idle > 0 && idle <= 2_880))
    throw new SetupProblem(`${String(values.idle)} is no time.`, 'say --idle and minutes, 2880 at most.');
  return { calls, mix: values.mix, idle };
}

await main(async () => {
  const { calls, mix, idle } = read(process.argv.slice(2));
  const { env } = await prepare({ use: ['tests'] });
  await build(env);
  say(idle === null ? `${String(calls)} calls` : `${String(idle)} minutes in the tray`);
  const count =
    idle === null
      ? await runPlaywright(
          'soak',
          { ...env, SIDETONE_SOAK_CALLS: String(calls), SIDETONE_SOAK_MIX: mix },
          { limit: besides + calls * each, files: ['soak.spec'] },
        )
      : await runPlaywright(
          'soak',
          { ...env, SIDETONE_IDLE_MINUTES: String(idle) },
          { limit: besides + idle * 60_000, files: ['idle.spec'] },
        );
  console.log(inWords(count));
  return count.failed > 0 || count.passed === 0 ? 1 : 0;
});
