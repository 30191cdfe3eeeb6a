/**
 * Versions of the packaged program, each in one file that can be started, as an AppImage is. The tool that makes AppImages
 * cannot be had everywhere; so the runtime lies beside, and the file carries the program: `app.asar`, with the block map
 * that electron-builder would append.
 */
import { execFile } from 'node:child_process';
import { appendFile, chmod, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createPackageWithOptions, extractAll } from '@electron/asar';

const run = promisify(execFile);
const unpacked = resolve(import.meta.dirname, '../../dist/linux-unpacked');
const HEAD = 4096;

export interface Release {
  version: string;
  file: string;
  size: number;
  sha512: string;
  blockMapSize: number;
}

/** Where versions are made and run: their common runtime, and what they are unpacked into. */
export interface Workshop {
  folder: string;
  make(version: string, changes?: { crashes?: boolean }): Promise<Release>;
}

interface BlockMap {
  size: number;
  sha512: string;
  blockMapSize: number;
}
/** electron-builder's own, which it exports to nobody. */
const { buildBlockMap } = createRequire(import.meta.url)('app-builder-lib/out/targets/blockmap/blockmap.js') as {
  buildBlockMap(file: string, compression: 'deflate'): Promise<BlockMap>;
};

/** `server`: where the package says that its updates are. */
export async function openWorkshop(folder: string, server: string): Promise<Workshop> {
  const runtime = join(folder, 'runtime');
  await mkdir(join(folder, 'running'), { recursive: true });
  await copyTree(unpacked, runtime);
  const resources = join(runtime, 'resources');
  const source = join(folder, 'source');
  extractAll(join(resources, 'app.asar'), source);
  // What is linked to the package in dist/ is not written over.
  await rm(join(resources, 'app.asar'));
  await rm(join(resources, 'app-update.yml'), { force: true });
  await writeFile(
    join(resources, 'app-update.yml'),
    `provider: generic\nurl: ${server}\nupdaterCacheDirName: sidetone-updater\n`,
  );
  return {
    folder,
    async make(version, { crashes = false } = {}) {
      const tree = join(folder, `source-${version}`);
      await cp(source, tree, { recursive: true });
      const manifest = join(tree, 'package.json');
      await writeFile(
        manifest,
        (await readFile(manifest, 'utf8')).replace(/"version": ".*?"/, `"version": "${version}"`),
      );
      // After the program's own first lines, as a fault of it would be.
      if (crashes) await appendFile(join(tree, 'out/main/index.js'), '\nprocess.abort();\n');
      const asar = join(folder, `${version}.asar`);
      await createPackageWithOptions(tree, asar, { unpack: '**/*.node' });
      const code = await readFile(asar);
      const file = join(folder, `Sidetone-${version}.AppImage`);
      const script = head(folder, code.length);
      if (script.length > HEAD) throw new Error('the head is too long');
      await writeFile(file, Buffer.concat([Buffer.from(script.padEnd(HEAD, '\n')), code]));
      await chmod(file, 0o755);
      const { size, sha512, blockMapSize } = await buildBlockMap(file, 'deflate');
      await rm(tree, { recursive: true });
      return { version, file, size, sha512, blockMapSize };
    },
  };
}

/** Unpacks itself and starts what was in it, with the two variables that an AppImage's own runtime sets. */
const head = (folder: string, size: number) => `#!/bin/sh
APPIMAGE="$(realpath "$0")"
APPDIR="$(mktemp -d '${folder}/running/XXXXXX')"
export APPIMAGE APPDIR
cp -al '${folder}/runtime/.' "$APPDIR"
tail -c +${HEAD + 1} "$APPIMAGE" | head -c ${size} > "$APPDIR/resources/app.asar"
echo $$ >> "$HOME/started"
exec "$APPDIR/sidetone" $STANDIN_SWITCHES "$@"
`;

async function copyTree(from: string, to: string): Promise<void> {
  // Links cost nothing; another file system has none.
  await run('cp', ['-al', from, to]).catch(async () => {
    await rm(to, { recursive: true, force: true });
    await run('cp', ['-a', from, to]);
  });
}

export interface Offer {
  release: Release;
  stagingPercentage?: number;
  /** Another checksum than the file's. */
  sha512?: string;
}

/** Publishes as electron-builder does: the file, and `<channel>-linux.yml`, which replaces the one before in one step. */
export async function publish(
  folder: string,
  channel: string,
  { release, stagingPercentage, sha512 }: Offer,
): Promise<void> {
  const name = `Sidetone-${release.version}.AppImage`;
  await run('cp', ['-l', '-f', release.file, join(folder, name)]).catch(() => cp(release.file, join(folder, name)));
  const sum = sha512 ?? release.sha512;
  const lines = [
    `version: ${release.version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sum}`,
    `    size: ${release.size}`,
    `    blockMapSize: ${release.blockMapSize}`,
    `path: ${name}`,
    `sha512: ${sum}`,
    `releaseDate: '2026-01-01T00:00:00.000Z'`,
    ...(stagingPercentage === undefined ? [] : [`stagingPercentage: ${stagingPercentage}`]),
  ];
  const path = join(folder, `${channel}-linux.yml`);
  await writeFile(`${path}.new`, `${lines.join('\n')}\n`);
  await rename(`${path}.new`, path);
}
