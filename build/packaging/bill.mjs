// The bill of materials of what is shipped (CycloneDX 1.5), and the licences of all of it in one file. `npm sbom` would
// name keytar alone, since everything else is bundled. Nothing here changes from one build of the same sources to the
// next, or from one architecture to the other: the halves of macOS's universal program must be alike.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../setup/places.mjs';

/** @typedef {{ version: string, license?: string | string[], integrity?: string, name?: string }} Locked */
/** @typedef {Record<'electron' | 'chrome' | 'node' | 'v8', string>} Versions what is in the runtime */

/**
 * As CycloneDX has it: an SPDX identifier, an expression, or words where a package has neither.
 * @param {string | string[] | undefined} license
 */
function licensesOf(license) {
  if (typeof license !== 'string') return [license ?? 'in LICENSES.txt'].flat().map((name) => ({ license: { name } }));
  if (/^[\w.+-]+$/.test(license)) return [{ license: { id: license } }];
  return [{ expression: license.replace(/^\((.*)\)$/, '$1') }];
}

/**
 * @param {string} name
 * @param {Locked} locked
 */
function npmComponent(name, { version, license, integrity = '' }) {
  const [alg, sum] = integrity.split('-');
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    'bom-ref': purl,
    type: 'library',
    name,
    version,
    purl,
    licenses: licensesOf(license),
    ...(alg === 'sha512' && sum
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(sum, 'base64').toString('hex') }] }
      : {}),
  };
}

/** @param {Versions} versions */
function runtimeComponents({ electron, chrome, node, v8 }) {
  const cpe = (/** @type {string} */ product, /** @type {string} */ version) =>
    `cpe:2.3:a:${product}:${version}:*:*:*:*:*:*:*`;
  const of = (
    /** @type {string} */ name,
    /** @type {string} */ version,
    /** @type {string} */ purl,
    /** @type {string} */ product,
    /** @type {string} */ license,
  ) => ({
    'bom-ref': purl,
    type: 'framework',
    name,
    version,
    purl,
    cpe: cpe(product, version),
    licenses: licensesOf(license),
  });
  return [
    of('electron', electron, `pkg:npm/electron@${electron}`, 'electronjs:electron', 'MIT'),
    of('chromium', chrome, `pkg:generic/chromium@${chrome}`, 'google:chrome', 'BSD-3-Clause'),
    of('node', node, `pkg:generic/node@${node}`, 'nodejs:node.js', 'MIT'),
    of('v8', v8, `pkg:generic/v8@${v8}`, 'google:v8', 'BSD-3-Clause'),
  ];
}

/**
 * @param {object} shipped
 * @param {string} shipped.version ours
 * @param {string[]} shipped.packages places in node_modules
 * @param {Record<string, Locked>} shipped.lock `packages` of package-lock.json
 * @param {Versions} shipped.runtime
 */
export function billOfMaterials({ version, packages, lock, runtime }) {
  const libraries = packages.map((place) => {
    const locked = lock[place];
    if (!locked) throw new Error(`${place} is in the bundle and not in package-lock.json`);
    return npmComponent(locked.name ?? nameOf(place), locked);
  });
  const components = [...runtimeComponents(runtime), ...libraries];
  const ref = `pkg:generic/sidetone@${version}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        'bom-ref': ref,
        type: 'application',
        name: 'sidetone',
        version,
        purl: ref,
        licenses: licensesOf('MIT'),
      },
    },
    components,
    dependencies: [{ ref, dependsOn: components.map((each) => each['bom-ref']) }],
  };
}

/** @param {string} place */
const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

const mit = (/** @type {string} */ holder) =>
  fs.readFileSync(path.join(root, 'LICENSE'), 'utf8').replace(/^Copyright.*$/m, `Copyright (c) ${holder}`);

/**
 * The text as the package has it; where it has none, that of the licence it names.
 * @param {string} place
 */
export function licenceText(place) {
  const folder = path.join(root, place);
  const files = fs.readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  if (files.length > 0)
    return files
      .sort()
      .map((name) => fs.readFileSync(path.join(folder, name), 'utf8').trim())
      .join('\n\n');
  const { license, author } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (license === 'MIT') return mit(author?.name ?? author ?? `the authors of ${nameOf(place)}`).trim();
  // TypeScript carries the whole text; it is here with our tools.
  if (license === 'Apache-2.0')
    return fs.readFileSync(path.join(root, 'node_modules/typescript/LICENSE.txt'), 'utf8').trim();
  throw new Error(`${place} has no licence file, and we have no text of ${license}`);
}

/**
 * @param {string[]} packages places in node_modules
 * @param {Record<string, Locked>} lock
 */
export function licences(packages, lock) {
  const rule = '='.repeat(80);
  const part = (/** @type {string} */ title, /** @type {string} */ text) =>
    `${rule}\n${title}\n${rule}\n\n${text.trim()}\n`;
  return [
    'Sidetone, and the packages that are in it. Electron and Chromium have files of their own beside the program.\n',
    part('Sidetone: MIT', fs.readFileSync(path.join(root, 'LICENSE'), 'utf8')),
    ...packages.map((place) => {
      const { name = nameOf(place), version, license = 'as follows' } = lock[place] ?? { version: '' };
      return part(`${name} ${version}: ${[license].flat().join(' or ')}`, licenceText(place));
    }),
  ].join('\n');
}
