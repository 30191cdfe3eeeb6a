/** Start with the system, into the tray. */
import { app } from 'electron';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from './atomic-file';
import { autostartEntry } from './autostart-entry';
import { describe } from './failure';
import type { Log } from './log';
import type { SettingsStore } from './settings';
import { ownAppImage } from './update-kind';
import { HIDDEN_SWITCH } from './windows';

export interface LoginItemParts {
  settings: SettingsStore;
  /** The program's own, for what a later start must know. */
  folder: string;
  /** A policy says whether it starts with the system. */
  byPolicy: boolean;
  log: Log;
}

export function setUpLoginItem({ settings, folder, byPolicy, log }: LoginItemParts): void {
  const apply = async (on: boolean): Promise<void> => {
    await setLoginItem(on).catch((error: unknown) => log.error('login-item', describe(error)));
  };
  settings.onChanged((now, before) => {
    if (now.startWithSystem !== before.startWithSystem) void apply(now.startWithSystem);
  });
  const on = settings.settings.startWithSystem;
  // A policy speaks without a change of the settings, and what it has done is undone when it is gone.
  const mark = join(folder, 'start-by-policy');
  const wasByPolicy = existsSync(mark);
  // An update may have moved the program.
  if (byPolicy || wasByPolicy || (app.isPackaged && on)) void apply(on);
  if (byPolicy !== wasByPolicy) {
    const noted = byPolicy ? writeFile(mark, '') : rm(mark, { force: true });
    noted.catch((error: unknown) => log.error('login-item', describe(error)));
  }
}

async function setLoginItem(on: boolean): Promise<void> {
  if (process.platform === 'linux') return setAutostart(on);
  const args = [`--${HIDDEN_SWITCH}`];
  // Written once more, it would be on again for whoever has switched it off in the system's own settings.
  if (app.getLoginItemSettings({ args }).openAtLogin === on) return;
  app.setLoginItemSettings({ openAtLogin: on, args });
}

async function setAutostart(on: boolean): Promise<void> {
  const folder = join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart');
  const file = join(folder, 'sidetone.desktop');
  if (!on) return rm(file, { force: true });
  // An AppImage runs from a mount that changes with each start.
  const program = ownAppImage(process) ?? process.execPath;
  const command = [program, ...(app.isPackaged ? [] : [app.getAppPath()]), `--${HIDDEN_SWITCH}`];
  await mkdir(folder, { recursive: true });
  await writeAtomically(file, autostartEntry(app.name, command));
}
