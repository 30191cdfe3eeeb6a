/** A page or a process that breaks: the phone comes back by itself, and says so when it cannot. */
import { app, dialog, type BrowserWindow } from 'electron';
import { t } from '../renderer/locales/messages';
import { describe } from './failure';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';

const WITHIN_MS = 60_000;
const MAX_RELOADS = 3;

/** Faults of main itself are logged; the calls live in the window and go on. */
export function setUpFaults(log: Log): void {
  process.on('uncaughtException', (error) => log.error('main', describe(error)));
  process.on('unhandledRejection', (reason) => log.error('main', `unhandled: ${describe(reason)}`));
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.warn('process', `${name ?? type} is gone: ${reason} (${exitCode})`);
  });
}

export function setUpRecovery(window: BrowserWindow, phone: PhoneLink, isQuitting: () => boolean, log: Log): void {
  let reloads: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('window', `its process is gone: ${reason} (${exitCode})`);
    phone.lost();
    if (isQuitting()) return;
    const now = Date.now();
    reloads = [...reloads.filter((at) => now - at < WITHIN_MS), now];
    // Not within the event: Chromium is still taking the old process down.
    if (reloads.length <= MAX_RELOADS) setImmediate(() => window.webContents.reload());
    else void ask(log);
  });
  window.on('unresponsive', () => log.warn('window', 'does not respond'));
  window.on('responsive', () => log.info('window', 'responds again'));
}

async function ask(log: Log): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: t('crash.title'),
    message: t('crash.message'),
    detail: t('crash.detail', { folder: log.folder }),
    buttons: [t('crash.restart'), t('crash.quit')],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) app.relaunch();
  app.quit();
}
