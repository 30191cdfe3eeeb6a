// npm run audit: known faults in the packages, as the npm registry tells them; apart for what users get and what stays
// with us. What is answered in docs/audit.md stands in `answered`, each with its reason.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { bundledPackages } from '../packaging/bundled.mjs';
import { build, prepare } from './prepare.mjs';
import { root } from './places.mjs';
import { main, say, SetupProblem } from './say.mjs';

/** @typedef {{ source: number, title: string, url: string, severity: string }} Advisory */
/** @typedef {{ name: string, severity: string, via: (string | Advisory)[], nodes: string[] }} Finding */

/** By the end of the advisory's address: why it does not touch us. @type {Record<string, string>} */
export const answered = {
  // xml2js 0.4, of dbus-next: it parses what services tell of themselves; we call by name and never ask for that.
  'GHSA-776f-qx25-q3cc': 'only its writer is used, the parser is not',
};

/**
 * @param {Record<string, Finding>} findings as `npm audit --json` has them
 * @param {string[]} shipped places in node_modules
 */
export function sorted(findings, shipped) {
  const all = Object.values(findings).flatMap(({ name, nodes, via }) =>
    via
      .filter((each) => typeof each === 'object')
      .map(({ title, url, severity }) => ({
        text: `${severity}: ${name}: ${title} (${url})`,
        reason: answered[url.slice(url.lastIndexOf('/') + 1)],
        isShipped: nodes.some((node) => shipped.includes(node)),
        isGrave: severity === 'high' || severity === 'critical',
      })),
  );
  const open = all.filter(({ reason }) => reason === undefined);
  return {
    // Anything in the product; in our tools what is grave.
    faults: open.filter(({ isShipped, isGrave }) => isShipped || isGrave).map(({ text }) => text),
    told: open.filter(({ isShipped, isGrave }) => !isShipped && !isGrave).map(({ text }) => text),
    answered: all.flatMap(({ text, reason }) => (reason === undefined ? [] : [`${text}: ${reason}`])),
  };
}

async function audit() {
  const { env } = await prepare({ electron: false });
  await build(env);
  const shell = process.platform === 'win32';
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8', shell, maxBuffer: 64 << 20 });
  const answer = JSON.parse(stdout || '{}');
  if (!answer.vulnerabilities)
    throw new SetupProblem(
      `the registry told nothing about known faults: ${answer.message ?? answer.error?.summary ?? 'no answer'}.`,
      'run it where the npm registry itself is in reach; a mirror often answers this question with an error.',
    );
  const result = sorted(answer.vulnerabilities, [
    ...bundledPackages(root),
    'node_modules/keytar',
    'node_modules/electron',
  ]);
  for (const line of result.answered) say(`answered  ${line}`);
  for (const line of result.told) say(`tool      ${line}`);
  for (const line of result.faults) say(`✗         ${line}`);
  say(`${result.faults.length} to mend, ${result.told.length} in tools, ${result.answered.length} answered`);
  return result.faults.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(audit);
