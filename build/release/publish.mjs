// node build/release/publish.mjs DIST SITE [--percent N]: puts what electron-builder made into the folder of a web server.
// node build/release/publish.mjs --percent N SITE CHANNEL: changes how many phones get what is there (docs/updates.md).
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { parse, stringify } from 'yaml';

/** @typedef {{ version: string, files: { url: string }[], stagingPercentage?: number }} Info */

const CHANNEL = /^(latest|beta)((?:-mac|-linux(?:-\w+)?)?)\.yml$/;

/**
 * In one step: a phone reads the old file or the new one.
 * @param {string} file
 * @param {Info} info
 */
function write(file, info) {
  fs.writeFileSync(`${file}.new`, stringify(info));
  fs.renameSync(`${file}.new`, file);
}

/** @param {string} file @returns {Info | null} */
const read = (file) => (fs.existsSync(file) ? parse(fs.readFileSync(file, 'utf8')) : null);

/** @param {Info} info @param {number} percent @returns {Info} */
function staged({ stagingPercentage: _, ...info }, percent) {
  return percent >= 100 ? info : { ...info, stagingPercentage: percent };
}

/**
 * A release is for testers too, unless they are ahead of it; electron-builder writes their file in any case.
 * @param {string} release
 * @param {string | undefined} beta
 */
function isAhead(release, beta) {
  if (beta === undefined) return false;
  const numbers = (/** @type {string} */ version) => version.split(/[.+-]/).slice(0, 3).map(Number);
  const [ours, theirs] = [numbers(release), numbers(beta)];
  const at = ours.findIndex((number, index) => number !== theirs[index]);
  return at !== -1 && (theirs[at] ?? 0) > (ours[at] ?? 0);
}

/**
 * Gives the names of the files that phones ask for.
 * @param {string} dist
 * @param {string} site
 * @param {number} percent
 */
export function publish(dist, site, percent) {
  fs.mkdirSync(site, { recursive: true });
  /** @type {string[]} */
  const written = [];
  for (const name of fs.readdirSync(dist).filter((each) => CHANNEL.test(each))) {
    const [, channel, system] = /** @type {RegExpExecArray} */ (CHANNEL.exec(name));
    const info = /** @type {Info} */ (read(path.join(dist, name)));
    for (const { url } of info.files) {
      for (const file of [url, `${url}.blockmap`]) {
        if (path.basename(file) !== file) throw new Error(`${file} is not a file beside ${name}`);
        if (fs.existsSync(path.join(dist, file))) fs.copyFileSync(path.join(dist, file), path.join(site, file));
      }
    }
    // Whoever is pinned to it, or comes back to it, asks for it by its number: always for all of them.
    const channels = channel === 'latest' ? ['latest', 'beta'] : ['beta'];
    write(path.join(site, `${info.version}${system}.yml`), staged(info, 100));
    written.push(`${info.version}${system}.yml`);
    for (const each of channels) {
      const file = path.join(site, `${each}${system}.yml`);
      if (each === 'beta' && isAhead(info.version, read(file)?.version)) continue;
      write(file, staged(info, percent));
      written.push(path.basename(file));
    }
  }
  if (written.length === 0)
    throw new Error(`there is no latest*.yml or beta*.yml in ${dist}: build with a publish configuration`);
  return written;
}

/**
 * @param {string} site
 * @param {string} channel
 * @param {number} percent
 */
export function stage(site, channel, percent) {
  const names = fs.readdirSync(site).filter((name) => CHANNEL.exec(name)?.[1] === channel);
  if (names.length === 0) throw new Error(`${site} has no channel ${channel}`);
  for (const name of names) {
    const file = path.join(site, name);
    write(file, staged(/** @type {Info} */ (read(file)), percent));
  }
  return names;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({ options: { percent: { type: 'string' } }, allowPositionals: true });
  const percent = Number(values.percent ?? 100);
  const [first = '', second = ''] = positionals;
  try {
    if (second === '' || !(percent >= 0 && percent <= 100)) throw new Error('publish.mjs DIST SITE [--percent N]');
    const isChannel = ['latest', 'beta'].includes(second);
    const done = isChannel ? stage(first, second, percent) : publish(first, second, percent);
    console.log(done.join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
