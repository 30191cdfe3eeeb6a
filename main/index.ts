/** Composition root of the main process: the list of set-ups, nothing else. */
import { app, session } from 'electron';
import { join } from 'node:path';
import { registerAppScheme, serveApp } from './app-protocol';
import { setUpCommandLine } from './command-line';
import { createIpc } from './ipc';
import { createLog } from './log';
import { setUpPermissions } from './permissions';
import { createPhoneLink } from './phone-link';
import { setUpSecurity } from './security';
import { openSettings } from './settings';
import { createTray } from './tray';
import { createMainWindow } from './windows';

const OUT = join(import.meta.dirname, '..');

setUpCommandLine();
registerAppScheme();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const folder = app.getPath('userData');
  const log = createLog({ folder: join(folder, 'logs') });
  const ipc = createIpc(log);
  const settings = openSettings(folder, log);
  const phone = createPhoneLink(ipc, log);
  let quitting = false;
  app.on('before-quit', () => (quitting = true));

  setUpSecurity(log);
  setUpPermissions(session.defaultSession, log);
  serveApp(session.defaultSession, join(OUT, 'renderer'));
  const main = createMainWindow({
    preload: join(OUT, 'preload/index.cjs'),
    folder,
    ipc,
    log,
    isQuitting: () => quitting,
  });
  createTray(phone, { show: main.show, quit: () => app.quit() }, log);
  ipc.handle('settings.load', () => settings.loaded());
  ipc.handle('settings.save', (changes) => settings.save(changes));
}
