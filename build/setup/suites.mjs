// Test suites of the project, and what each needs from the machine.
import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { checks } from './checks.mjs';
import { root, scratch } from './places.mjs';
import { runNode } from './run.mjs';
import { say } from './say.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Count `failures`: each in words */

/** @type {Count} */
const none = { passed: 0, failed: 0, skipped: 0, failures: [] };
/** @type {Count} */
export const one = { passed: 1, failed: 0, skipped: 0, failures: [] };
/** @type {Count} */
export const oneFailed = { passed: 0, failed: 1, skipped: 0, failures: [] };

/** @param {Count[]} counts */
export const sum = (counts) =>
  counts.reduce(
    (all, count) => ({
      passed: all.passed + count.passed,
      failed: all.failed + count.failed,
      skipped: all.skipped + count.skipped,
      failures: [...all.failures, ...count.failures],
    }),
    none,
  );

/**
 * A failed test as it stands in the sum: what, where, and how the error begins.
 * @param {string} what
 * @param {string} [error]
 */
export function failure(what, error = '') {
  // Colours of a terminal say nothing in a log.
  const lines = stripVTControlCharacters(error).trim().split('\n').slice(0, 14);
  return [what, ...lines.filter(Boolean).map((line) => `    ${line}`)].join('\n');
}

/**
 * Every failed test of a Playwright report, with the line of its first error.
 * @param {any} suite
 * @returns {string[]}
 */
export function failuresOf({ specs = [], suites = [] }) {
  const here = specs
    .filter((/** @type {any} */ spec) => !spec.ok)
    .map((/** @type {any} */ { file, line, title, tests }) => {
      const [error] = tests.flatMap((/** @type {any} */ test) =>
        test.results.flatMap((/** @type {any} */ r) => r.errors),
      );
      return failure(`${file}:${error?.location?.line ?? line} ${title}`, error?.message);
    });
  return [...here, ...suites.flatMap(failuresOf)];
}

/** @param {Count} count */
export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

/**
 * A runner's own figures; a runner that broke off, or found nothing to run, failed once.
 * @param {string} file
 * @param {number} code
 * @param {(json: any) => Count} read
 */
function figures(file, code, read) {
  try {
    const count = read(JSON.parse(fs.readFileSync(file, 'utf8')));
    const ran = count.passed + count.failed > 0;
    return count.failed === 0 && (code !== 0 || !ran) ? sum([count, oneFailed]) : count;
  } catch {
    return oneFailed;
  }
}

/** @param {string} name */
function resultFile(name) {
  const file = path.join(scratch, 'results', `${name}.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  return file;
}

/** @param {NodeJS.ProcessEnv} env */
export async function runChecks(env) {
  const counts = [];
  for (const { name, script, args } of checks) {
    const started = Date.now();
    const code = await runNode(script, args, { env });
    say(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    counts.push(code === 0 ? one : { ...oneFailed, failures: [failure(`check: ${name}`)] });
  }
  return sum(counts);
}

/** @param {NodeJS.ProcessEnv} env */
export async function runUnit(env) {
  const file = resultFile('unit');
  const code = await runNode(
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { env },
  );
  return figures(file, code, (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests + json.numFailedTestSuites * Number(json.numFailedTests === 0),
    skipped: json.numPendingTests + json.numTodoTests,
    failures: json.testResults
      .filter((/** @type {any} */ file) => file.status !== 'passed')
      .flatMap((/** @type {any} */ file) => [
        ...(file.message ? [failure(file.name, file.message)] : []),
        ...file.assertionResults
          .filter((/** @type {any} */ test) => test.status === 'failed')
          .map((/** @type {any} */ test) => failure(`${file.name}: ${test.fullName}`, test.failureMessages[0])),
      ]),
  }));
}

/**
 * One project of playwright.config.ts.
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 * @param {{ limit?: number, files?: string[] }} [options] `limit`: ms for all of it, instead of the configuration's; `files`: only these
 */
export async function runPlaywright(project, env, { limit, files = [] } = {}) {
  const file = resultFile(project);
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const limits = limit === undefined ? [] : [`--global-timeout=${String(limit)}`];
  const code = await runNode(cli, ['test', ...files, '--project', project, '--reporter=list,json', ...limits], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  return figures(file, code, ({ stats, errors, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length * Number(stats.unexpected === 0),
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap(failuresOf),
      ...errors.map((/** @type {any} */ error) => failure(`${project}: outside of a test`, error.message)),
    ],
  }));
}
