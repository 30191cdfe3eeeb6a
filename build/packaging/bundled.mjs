// Which packages are in the bundles: they are all development dependencies, and the bundler alone knows what it took.
import fs from 'node:fs';
import path from 'node:path';

// Not by `places.mjs`: electron-vite reads its configuration, and us with it, from another folder.
const folderIn = (/** @type {string} */ root) => path.join(root, '.cache/bundled');
const bundles = ['main', 'preload', 'renderer'];

/**
 * `node_modules/ws`, or of a package within a package the longer path; null: a module of ours.
 * @param {string} id of a module, or a file below the project's folder
 */
export function packageOf(id) {
  // A folder called node_modules deeper in a package is part of it.
  const place = /(?:^|\/)(node_modules\/(?:@[^/]+\/)?[^/?]+(?:\/node_modules\/(?:@[^/]+\/)?[^/?]+)*)/;
  return place.exec(id.replaceAll('\\', '/'))?.[1] ?? null;
}

/**
 * Writes them down for the bill of materials (bill.mjs).
 * @param {string} root the project's folder
 * @param {string} name of the bundle
 * @returns {import('vite').Plugin}
 */
export const bundled = (root, name) => ({
  name: 'bundled',
  apply: 'build',
  generateBundle(_, bundle) {
    const ids = Object.values(bundle).flatMap((output) =>
      output.type === 'chunk'
        ? Object.entries(output.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []))
        : output.originalFileNames,
    );
    const packages = [...new Set(ids.map(packageOf).filter((found) => found !== null))].sort();
    fs.mkdirSync(folderIn(root), { recursive: true });
    fs.writeFileSync(path.join(folderIn(root), `${name}.json`), JSON.stringify(packages));
  },
});

/**
 * @param {string} root the project's folder
 * @returns {string[]} of all bundles, sorted
 */
export function bundledPackages(root) {
  const lists = bundles.map(
    (name) => /** @type {string[]} */ (JSON.parse(fs.readFileSync(path.join(folderIn(root), `${name}.json`), 'utf8'))),
  );
  return [...new Set(lists.flat())].sort();
}
