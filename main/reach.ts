/** The phone stays within reach: a window that would hide in the tray goes to the task bar where the desktop shows no tray. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { TrayPresence } from './tray-presence';

export interface ReachParts {
  window: BrowserWindow;
  tray: TrayPresence;
  ipc: Ipc;
  /** The program's own, in which is noted that the user was told. */
  folder: string;
  log: Log;
}

/** Gives what takes the window out of sight. */
export function keepInReach({ window, tray, ipc, folder, log }: ReachParts): { putAway(): void } {
  const note = join(folder, 'no-tray-told');
  let told = existsSync(note);
  let missing = false;
  /** In the task bar only because there was no tray: once there is one, it hides there. */
  let parked = false;

  function park(): void {
    // A window that was never shown has no place in the task bar yet.
    if (!window.isVisible()) window.showInactive();
    window.minimize();
    parked = true;
  }

  const putAway = (): void => {
    if (tray.present) window.hide();
    else park();
  };

  window.on('restore', () => {
    parked = false;
  });
  window.on('show', () => {
    if (!window.isMinimized()) parked = false;
  });
  tray.onSettled((present) => {
    missing = !present;
    if (window.isDestroyed()) return;
    if (!present && !window.isVisible() && !window.isMinimized()) park();
    else if (present && parked && window.isMinimized()) window.hide();
    if (present) parked = false;
    ipc.send('phone', 'tray.missing', missing && !told);
  });
  ipc.handle('tray.missing', () => missing && !told);
  ipc.handle('tray.missingTold', () => {
    told = true;
    writeFile(note, '').catch((error: unknown) => log.warn('tray', `not noted: ${describe(error)}`));
    ipc.send('phone', 'tray.missing', false);
  });
  return { putAway };
}
