// node_modules: there, and what package-lock.json says?
import fs from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';
import { run } from './run.mjs';
import { say, SetupProblem } from './say.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockEntry */

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | null}
 */
function readLock(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Packages that the lock names and node_modules lacks or has in another version. npm keeps its own record of what it
 * installed, so that no stamp of ours can be wrong.
 * @param {Record<string, LockEntry>} wanted
 * @param {Record<string, LockEntry>} installed
 */
export const outdated = (wanted, installed) =>
  Object.entries(wanted)
    .filter(([place, entry]) => {
      const found = installed[place];
      if (place === '' || entry.link) return false;
      if (!found) return !entry.optional; // an optional one may be for another system
      return (
        found.version !== entry.version ||
        (!!found.integrity && !!entry.integrity && found.integrity !== entry.integrity)
      );
    })
    .map(([place]) => place);

export async function ensurePackages() {
  const lock = readLock(path.join(root, 'package-lock.json'));
  if (!lock) throw new SetupProblem('package-lock.json cannot be read.', 'restore it: git checkout package-lock.json');
  const installed = readLock(path.join(root, 'node_modules/.package-lock.json'));
  const missing = installed && outdated(lock, installed);
  if (missing?.length === 0) return;
  const why = missing
    ? `${missing.length} of ${Object.keys(lock).length} are not as package-lock.json has them`
    : 'there is no node_modules yet';
  say(`installing packages with npm ci (${why}; usually under a minute)`);
  const started = Date.now();
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    doing: 'npm ci',
    output: 'stderr',
  });
  if (code !== 0) {
    throw new SetupProblem(
      `npm ci ended with ${code}.`,
      'see the lines above; most often the registry is out of reach: check network and proxy, then run the command again.',
    );
  }
  say(`packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
}
