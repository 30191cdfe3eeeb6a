/** How this program was installed, and therefore how it can be replaced. */
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

export type InstallKind = 'appimage' | 'deb' | 'rpm' | 'pacman' | 'nsis' | 'mac';

export interface Installation {
  kind: InstallKind;
  /** What is started: the AppImage's own file, else the program. */
  program: string;
}

export interface Surroundings {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  execPath: string;
  resources: string;
  env: NodeJS.ProcessEnv;
  name: string;
}

/** null: it was not installed, or whoever installed it sees to its updates (an MSI, an archive, a folder that is not ours to write). */
export function installation(around: Surroundings): Installation | null {
  const { platform, isPackaged, execPath, resources, name } = around;
  if (!isPackaged) return null;
  switch (platform) {
    case 'darwin':
      return { kind: 'mac', program: execPath };
    case 'win32':
      // An MSI leaves no such file; its administrators bring the next one.
      return existsSync(join(dirname(execPath), `Uninstall ${name}.exe`)) ? { kind: 'nsis', program: execPath } : null;
    default:
      // First: a package that was made beside it may have left its mark in the AppImage.
      return appImage(around) ?? packageOf(resources, execPath);
  }
}

function packageOf(resources: string, program: string): Installation | null {
  try {
    const type = readFileSync(join(resources, 'package-type'), 'utf8').trim();
    const kind = (['deb', 'rpm', 'pacman'] as const).find((known) => known === type);
    return kind ? { kind, program } : null;
  } catch {
    return null;
  }
}

/** The AppImage that this program runs from; null: none. The variables may come from another one that has started us. */
export function ownAppImage({ env, execPath }: Pick<Surroundings, 'env' | 'execPath'>): string | null {
  const { APPIMAGE: file, APPDIR: mount } = env;
  const isOurs = file && mount && execPath.startsWith(mount.endsWith(sep) ? mount : mount + sep);
  return isOurs ? file : null;
}

function appImage(around: Surroundings): Installation | null {
  const file = ownAppImage(around);
  if (file === null) return null;
  try {
    const program = realpathSync(file);
    accessSync(dirname(program), constants.W_OK);
    return { kind: 'appimage', program };
  } catch {
    return null;
  }
}

/** Without a prompt that nobody would answer: packages of the system ask for the administrator's password. */
export const installsQuietly = (kind: InstallKind): boolean => !['deb', 'rpm', 'pacman'].includes(kind);
