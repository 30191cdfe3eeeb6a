// npm test [-- SUITE…]: sets up, then runs every test that this machine allows, and names what it left out.
import { build, prepare } from './prepare.mjs';
import { read } from './run.mjs';
import { main, say, SetupProblem } from './say.mjs';
import { isThere, uses } from './system.mjs';
import { failure, inWords, one, oneFailed, runChecks, runPlaywright, runUnit, sum } from './suites.mjs';

/** @typedef {import('./suites.mjs').Count} Count */
/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {boolean} desk it needs a Linux desktop of its own
 * @property {(env: NodeJS.ProcessEnv) => Promise<Count>} run
 */

/** @type {Suite[]} */
const suites = [
  { name: 'checks', desk: false, run: runChecks },
  { name: 'unit', desk: false, run: runUnit },
  { name: 'media', desk: true, run: (env) => runPlaywright('media', env) },
  { name: 'desktop', desk: true, run: (env) => runPlaywright('desktop', env) },
  { name: 'web', desk: true, run: (env) => runPlaywright('web', env) },
  { name: 'interop', desk: true, run: (env) => runPlaywright('interop', env) },
  { name: 'survival', desk: true, run: (env) => runPlaywright('survival', env) },
  { name: 'soak', desk: true, run: (env) => runPlaywright('soak', env) },
  { name: 'screenshots', desk: true, run: (env) => runPlaywright('screenshots', env) },
  { name: 'packaged', desk: true, run: (env) => runWithPackage('packaged', env) },
  { name: 'updates', desk: true, run: (env) => runWithPackage('updates', env) },
  { name: 'installed', desk: true, run: (env) => runWithPackage('installed', env) },
  { name: 'demo', desk: true, run: runDemo },
];
/** Whose absence leaves out the test of the rpm and nothing else. @param {string} program */
const isForRpm = (program) => uses.rpm.some((each) => each === program);
const withPackage = new Set(['packaged', 'installed', 'updates']);
const withAsterisk = new Set(['interop', 'survival', 'soak']);
const groups = { e2e: ['media', 'desktop', 'web', 'screenshots'], all: suites.map(({ name }) => name) };

/** Seen by nobody else, and gone with the shell that runs it. */
const overlay = `mount -t tmpfs none /mnt && cd /mnt && mkdir changes work root &&
  mount -t overlay none -o lowerdir=/,upperdir=/mnt/changes,workdir=/mnt/work root`;

/** @type {Promise<number> | null} */
let packing = null;

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 */
async function runWithPackage(project, env) {
  const { dist } = await import('./dist.mjs');
  packing ??= dist([]);
  if ((await packing) !== 0) return { ...oneFailed, failures: [failure('the package could not be built')] };
  return runPlaywright(project, env);
}

async function runDemo() {
  const { demo } = await import('./demo.mjs');
  const code = await demo([]);
  return code === 0 ? one : { ...oneFailed, failures: [failure('the demonstration')] };
}

/**
 * Why this machine cannot run a suite; null when it can.
 * @param {Suite} suite
 * @param {string[]} missing
 */
function obstacle({ name, desk }, missing) {
  if (!desk) return null;
  if (process.platform !== 'linux') return 'it needs a Linux desktop (Xvfb, D-Bus, a keyring, a notification daemon)';
  const lacking = missing.filter(
    (each) => !isForRpm(each) && (withPackage.has(name) || !uses.installers.some((program) => program === each)),
  );
  if (lacking.length > 0) return `this system lacks ${lacking.join(', ')}`;
  if (withAsterisk.has(name) && (!isThere('apt-get') || process.arch !== 'x64'))
    return "Asterisk is taken from Debian's packages, which needs apt-get and x64";
  if (name === 'installed' && process.getuid?.() !== 0)
    return 'it installs the package, in a copy of this system that only root can make: sudo npm test -- installed';
  if (name === 'installed' && read('unshare', ['--mount', 'sh', '-c', overlay]) === null)
    return 'it installs the package, in a copy of this system, for which the kernel gives no mount namespace or overlayfs';
  return null;
}

/** @param {string[]} words */
function choose(words) {
  const names = new Set(
    (words.length > 0 ? words : ['all']).flatMap((word) => groups[/** @type {keyof typeof groups} */ (word)] ?? [word]),
  );
  const unknown = [...names].filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    throw new SetupProblem(
      `there is no test suite called ${unknown.join(', ')}.`,
      `say one or more of ${[...groups.all, ...Object.keys(groups)].join(', ')}.`,
    );
  }
  return suites.filter((suite) => names.has(suite.name));
}

await main(async () => {
  const chosen = choose(process.argv.slice(2));
  const desk = chosen.some((suite) => suite.desk) && process.platform === 'linux';
  const { env, missing } = await prepare({
    electron: desk,
    use: desk ? ['tests', 'installers', 'rpm'] : [],
    must: false,
  });
  if (desk) await build(env);

  /** @type {{ name: string, count: Count, seconds: number }[]} */
  const results = [];
  const leftOut = [];
  for (const suite of chosen) {
    const reason = obstacle(suite, missing);
    if (reason) {
      leftOut.push(`${suite.name}: ${reason}`);
      continue;
    }
    const lacking = missing.filter(isForRpm);
    if (suite.name === 'installed' && lacking.length > 0)
      leftOut.push(`installed, the rpm: this system lacks ${lacking.join(', ')}`);
    const started = Date.now();
    say(`── ${suite.name}`);
    const count = await suite.run(env);
    results.push({ name: suite.name, count, seconds: (Date.now() - started) / 1000 });
  }

  console.log('');
  for (const { count } of results) for (const each of count.failures) console.log(`✗ ${each}\n`);
  for (const { name, count, seconds } of results)
    console.log(`${name.padEnd(12)} ${inWords(count)} (${seconds.toFixed(0)} s)`);
  for (const line of leftOut) console.log(`left out     ${line}`);
  console.log('');
  const total = sum(results.map(({ count }) => count));
  console.log(inWords(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});
