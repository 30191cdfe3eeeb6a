/** The package that was built, once more as a later version: what an upgrade is tried with. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createPackageWithOptions, extractAll } from '@electron/asar';

const run = promisify(execFile);

/**
 * Takes the program out of its archive, changes the version and packs it as electron-builder did. Linux checks no sums
 * of the archive; a fuse for that is there on Windows and macOS only.
 */
export async function newerDeb(deb: string, folder: string, version: string): Promise<string> {
  const tree = join(folder, 'tree');
  await run('dpkg-deb', ['--raw-extract', deb, tree]);
  const control = join(tree, 'DEBIAN/control');
  await writeFile(control, (await readFile(control, 'utf8')).replace(/^Version: .*$/m, `Version: ${version}`));

  const archive = join(tree, 'opt/Sidetone/resources/app.asar');
  const program = join(folder, 'program');
  extractAll(archive, program);
  const file = join(program, 'package.json');
  const description = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...description, version }));
  await createPackageWithOptions(program, archive, { unpackDir: 'node_modules/keytar' });

  const newer = join(folder, `sidetone_${version}.deb`);
  await run('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, newer]);
  return newer;
}
