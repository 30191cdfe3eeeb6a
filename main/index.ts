/** Composition root of the main process: the list of set-ups, nothing else. */
import { app, session } from 'electron';
import { join } from 'node:path';
import { createAccounts, setUpAccount } from './account';
import { registerAppScheme, serveApp } from './app-protocol';
import { setUpAppearance } from './appearance';
import { setUpAutoAnswer } from './auto-answer';
import { setUpCallCard } from './call-card';
import { setUpCertificates } from './certificates';
import { setUpCommandLine } from './command-line';
import { createCredentials, loadKeytar } from './credentials';
import { setUpHeadsets } from './headsets';
import { createIpc } from './ipc';
import { createLog } from './log';
import { setUpLoginItem } from './login-item';
import { setUpMenu } from './menu';
import { setUpNetwork } from './network';
import { setUpNotifications } from './notifications';
import { setUpPermissions } from './permissions';
import { createPhoneLink } from './phone-link';
import { setUpPower } from './power';
import { setUpPractice } from './practice';
import { setUpQuit } from './quit';
import { setUpFaults, setUpRecovery } from './recovery';
import { setUpSecurity } from './security';
import { openSettings } from './settings';
import { setUpSettings } from './settings-requests';
import { createTray } from './tray';
import { createMainWindow } from './windows';

const OUT = join(import.meta.dirname, '..');
const PRELOAD = join(OUT, 'preload/index.cjs');

setUpCommandLine();
setUpMenu();
registerAppScheme();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const folder = app.getPath('userData');
  const log = createLog({ folder: join(folder, 'logs') });
  setUpFaults(log);
  log.info('main', `Sidetone ${app.getVersion()} on ${process.platform}, Electron ${process.versions.electron}`);
  const ipc = createIpc(log);
  ipc.handle('log.write', ({ level, area, message }) => log.write(level, area, message));
  const settings = openSettings(folder, log);
  const phone = createPhoneLink(ipc, log);
  const quit = setUpQuit(ipc, phone, log);

  setUpSecurity((url) => ipc.send('phone', 'links.wanted', url), log);
  setUpPermissions(session.defaultSession, setUpHeadsets(session.defaultSession, ipc, settings, log).mayUse, log);
  setUpCertificates(session.defaultSession, ipc, log);
  serveApp(session.defaultSession, join(OUT, 'renderer'));
  setUpAppearance(settings);
  setUpSettings(ipc, settings);
  const main = createMainWindow({ preload: PRELOAD, folder, ipc, log, isQuitting: () => quit.isQuitting });
  quit.watch(main.window);
  quit.before(main.keepPlace);

  // From here on nothing is needed for the first paint.
  const credentials = createCredentials({ loadKeyring: loadKeytar, log });
  quit.isHeldUp(() => credentials.isWaiting);
  const accounts = createAccounts(settings, credentials);
  quit.before(setUpAccount(ipc, accounts).settled);
  setUpAutoAnswer(phone, settings);
  setUpCallCard({ preload: PRELOAD, ipc, phone, settings, main, log });
  setUpPower(ipc, phone, log);
  setUpNetwork(ipc, log);
  setUpLoginItem(settings, log);
  const practice = setUpPractice(
    join(OUT, 'main/exchange.js'),
    ipc,
    (made) => accounts.save(made.account, made.password),
    log,
  );
  quit.before(practice.stop);
  createTray(phone, { show: main.show, quit: quit.now }, log);
  const tellOfLost = setUpNotifications(
    phone,
    {
      show: main.show,
      openMissed: () => {
        main.show();
        ipc.send('phone', 'phone.missedOpened');
      },
      isWatching: () => main.window.isFocused(),
    },
    log,
  );
  setUpRecovery({ window: main.window, ipc, phone, isQuitting: () => quit.isQuitting, tell: tellOfLost, log });
}
