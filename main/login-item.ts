/** Start with the system, into the tray. */
import { app } from 'electron';
import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from './atomic-file';
import { autostartEntry } from './autostart-entry';
import { describe } from './failure';
import type { Log } from './log';
import type { SettingsStore } from './settings';
import { HIDDEN_SWITCH } from './windows';

export function setUpLoginItem(settings: SettingsStore, log: Log): void {
  const apply = (on: boolean): void => {
    setLoginItem(on).catch((error: unknown) => log.error('login-item', describe(error)));
  };
  settings.onChanged((now, before) => {
    if (now.startWithSystem !== before.startWithSystem) apply(now.startWithSystem);
  });
  // An update may have moved the program.
  if (app.isPackaged && settings.settings.startWithSystem) apply(true);
}

async function setLoginItem(on: boolean): Promise<void> {
  if (process.platform === 'linux') return setAutostart(on);
  app.setLoginItemSettings({ openAtLogin: on, args: [`--${HIDDEN_SWITCH}`] });
}

async function setAutostart(on: boolean): Promise<void> {
  const folder = join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart');
  const file = join(folder, 'sidetone.desktop');
  if (!on) return rm(file, { force: true });
  // An AppImage runs from a mount that changes with each start.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  const command = [program, ...(app.isPackaged ? [] : [app.getAppPath()]), `--${HIDDEN_SWITCH}`];
  await mkdir(folder, { recursive: true });
  await writeAtomically(file, autostartEntry(app.name, command));
}
