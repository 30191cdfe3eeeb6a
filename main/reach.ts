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
  /** `parked`: in the task bar only for want of a tray. A hidden window may count as minimised, too, and tells nothing. */
  let place: 'open' | 'hidden' | 'parked' = 'hidden';

  let comesUnfolded = false;

  function park(): void {
    // A hidden window has no place in the task bar. One that was hidden out of it comes back unfolded, and is taken for
    // folded until it is told otherwise (Electron on X11).
    comesUnfolded = !window.isVisible() && window.isMinimized();
    if (!window.isVisible()) window.showInactive();
    if (comesUnfolded) window.restore();
    else window.minimize();
    place = 'parked';
  }

  function hide(): void {
    window.hide();
    place = 'hidden';
  }

  window.on('restore', () => {
    if (comesUnfolded) window.minimize();
    else place = 'open';
    comesUnfolded = false;
  });
  window.on('show', () => {
    if (!window.isMinimized()) place = 'open';
  });
  tray.onSettled((present) => {
    missing = !present;
    if (window.isDestroyed()) return;
    if (!present && place === 'hidden') park();
    else if (present && place === 'parked') hide();
    ipc.send('phone', 'tray.missing', missing && !told);
  });
  ipc.handle('tray.missing', () => missing && !told);
  ipc.handle('tray.missingTold', () => {
    told = true;
    writeFile(note, '').catch((error: unknown) => log.warn('tray', `not noted: ${describe(error)}`));
    ipc.send('phone', 'tray.missing', false);
  });
  return { putAway: () => (tray.present ? hide() : park()) };
}
