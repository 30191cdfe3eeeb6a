import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installation, installsQuietly, ownAppImage, type Surroundings } from './update-kind';

let folder: string;
let around: Surroundings;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sidetone-kind-')));
  mkdirSync(join(folder, 'mount', 'resources'), { recursive: true });
  around = {
    platform: 'linux',
    isPackaged: true,
    execPath: join(folder, 'mount', 'sidetone'),
    resources: join(folder, 'mount', 'resources'),
    env: {},
    name: 'Sidetone',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const file = (...path: string[]) => {
  writeFileSync(join(folder, ...path), '');
  return join(folder, ...path);
};

it('is nothing that can be replaced while it is developed, or was only unpacked', () => {
  expect(installation({ ...around, isPackaged: false })).toBeNull();
  expect(installation(around)).toBeNull();
});

it('is an AppImage, by its real name', () => {
  const program = file('Sidetone.AppImage');
  symlinkSync(program, join(folder, 'link'));
  const env = { APPIMAGE: join(folder, 'link'), APPDIR: join(folder, 'mount') };
  expect(installation({ ...around, env })).toEqual({ kind: 'appimage', program });
  expect(ownAppImage({ ...around, env })).toBe(env.APPIMAGE);
});

it('is not the AppImage of another program that has started it', () => {
  const env = { APPIMAGE: file('Other.AppImage'), APPDIR: join(folder, 'moun') };
  expect(installation({ ...around, env })).toBeNull();
  expect(ownAppImage({ ...around, env })).toBeNull();
});

it('is a package of the system, whatever AppImage has started it', () => {
  writeFileSync(join(around.resources, 'package-type'), 'deb\n');
  const env = { APPIMAGE: file('Other.AppImage'), APPDIR: join(folder, 'moun') };
  expect(installation({ ...around, env })).toEqual({ kind: 'deb', program: around.execPath });
});

it('is an AppImage, although the making of a package has left its mark there', () => {
  writeFileSync(join(around.resources, 'package-type'), 'deb\n');
  const program = file('Sidetone.AppImage');
  const env = { APPIMAGE: program, APPDIR: join(folder, 'mount') };
  expect(installation({ ...around, env })).toEqual({ kind: 'appimage', program });
});

it('is an NSIS installation of Windows only beside its uninstaller', () => {
  const windows = { ...around, platform: 'win32' as const };
  expect(installation(windows)).toBeNull();
  file('mount', 'Uninstall Sidetone.exe');
  expect(installation(windows)?.kind).toBe('nsis');
});

it('asks nobody but for packages of the system', () => {
  expect(installsQuietly('appimage')).toBe(true);
  expect(installsQuietly('deb')).toBe(false);
});
