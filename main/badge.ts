/** Missed calls on the program's own icon: in the Dock, on its button in the task bar, in the launcher; gone once they were looked at. */
import { app, screen, type BrowserWindow } from 'electron';
import { t } from '../renderer/locales/messages';
import { describe } from './failure';
import { tellLauncher } from './launcher-badge';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import { badgePicture, densest } from './tray-pictures';

export function setUpBadge(phone: PhoneLink, window: BrowserWindow, log: Log): void {
  let shown = 0;

  function show(): void {
    if (process.platform === 'darwin') app.dock?.setBadge(shown > 0 ? String(shown) : '');
    else if (process.platform === 'win32') overlay();
    else tellLauncher(shown).catch((error: unknown) => log.warn('badge', describe(error)));
  }

  function overlay(): void {
    if (window.isDestroyed()) return;
    if (shown === 0) window.setOverlayIcon(null, '');
    else window.setOverlayIcon(badgePicture(shown, densest()), t('tray.status.missed', { count: shown }));
  }

  phone.onReport(({ missed }) => {
    if (missed === shown) return;
    shown = missed;
    show();
  });
  if (process.platform === 'win32') {
    // The button is made anew with the window each time that it comes up, without what lay over it.
    window.on('show', overlay);
    screen.on('display-metrics-changed', overlay);
  }
}
