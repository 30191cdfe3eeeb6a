/** Composition root of the main process: the list of set-ups, nothing else. */
import { app, session } from 'electron';
import { join } from 'node:path';
import type { DialWish } from '../preload/contract';
import { createAccounts, setUpAccount } from './account';
import { registerAppScheme, serveApp } from './app-protocol';
import { setUpAppearance } from './appearance';
import { setUpAutoAnswer } from './auto-answer';
import { setUpBadge } from './badge';
import { setUpCallCard } from './call-card';
import { setUpCertificates } from './certificates';
import { setUpCommandLine } from './command-line';
import { createCarryOut } from './control/carry-out';
import { runCommandLine } from './control/client';
import { readCommandLine } from './control/command';
import { setUpControl } from './control/server';
import { createCredentials, loadKeytar } from './credentials';
import { setUpConnectionCheck } from './connection-check';
import { leavesWindow, setUpDialWishes } from './dial-wishes';
import { startCrashReporter, thinCrashDumps } from './crash-dumps';
import { setUpHeadsets } from './headsets';
import { catchLinks, setUpInvitations } from './invitations';
import { createIpc } from './ipc';
import { watchKeyring } from './keyring-watch';
import { followLatePasswords } from './late-passwords';
import { setUpLinkHandler } from './link-handler';
import { setUpLinks } from './links';
import { createLog } from './log';
import { setUpLoginItem } from './login-item';
import { setUpMediaKeys } from './media-keys';
import { setUpMenu } from './menu';
import { setUpNetwork } from './network';
import { setUpNotifications, showLetter } from './notifications';
import { setUpOperator } from './operator';
import { openOperatorFile } from './operator-file';
import { setUpPermissions } from './permissions';
import { createPhoneLink } from './phone-link';
import { readPolicies, type ReadPolicies } from './policy';
import { createPortalAsk } from './portal-ask';
import { createForward } from './portal-forward';
import { createTokenKeeper } from './portal-tokens';
import { setUpPower } from './power';
import { setUpPractice } from './practice';
import { setUpQuit } from './quit';
import { keepInReach } from './reach';
import { setUpFaults, setUpRecovery } from './recovery';
import { setUpSecurity } from './security';
import { openSettings } from './settings';
import { setUpSettings } from './settings-requests';
import { setUpSupport } from './support';
import { setUpShortcuts } from './shortcuts';
import { setUpTray } from './tray';
import { watchTray } from './tray-presence';
import { openUpdateFile } from './update-file';
import { installation } from './update-kind';
import { endsHere } from './update-watch';
import { setUpUpdates } from './updates';
import { createMainWindow } from './windows';

const OUT = join(import.meta.dirname, '..');
const PRELOAD = join(OUT, 'preload/index.cjs');

const commandLine = readCommandLine(process.argv.slice(1));
// For the phone that runs: this process ends here, before there is a window, a lock or a GPU.
if (commandLine) app.exit(await runCommandLine(commandLine, app.getPath('userData'), app.getVersion()));

const shortcutsBy = setUpCommandLine();
setUpMenu();
const opened = catchLinks();
registerAppScheme();
const updateFile = openUpdateFile(app.getPath('userData'));
const installed = installation({
  platform: process.platform,
  isPackaged: app.isPackaged,
  execPath: process.execPath,
  resources: process.resourcesPath,
  env: process.env,
  name: app.name,
});
if (app.requestSingleInstanceLock()) {
  // A new version that breaks off at every start is over before it can do so again.
  if (!endsHere(updateFile, installed, app.getVersion()))
    void Promise.all([readPolicies(app.isPackaged), app.whenReady()]).then(([policies]) => start(policies));
} else app.quit();

function start({ policies, tell }: ReadPolicies): void {
  const folder = app.getPath('userData');
  const log = createLog({ folder: join(folder, 'logs') });
  setUpFaults(log);
  log.info('main', `Sidetone ${app.getVersion()} on ${process.platform}, Electron ${process.versions.electron}`);
  const ipc = createIpc(log);
  ipc.handle('log.write', ({ level, area, message }) => log.write(level, area, message));
  tell(log);
  startCrashReporter(policies.crashServer, log);
  const settings = openSettings(folder, log, policies);
  const phone = createPhoneLink(ipc, log);
  const quit = setUpQuit(ipc, phone, log);

  setUpSecurity((url) => ipc.send('phone', 'links.wanted', url), log);
  setUpPermissions(session.defaultSession, setUpHeadsets(session.defaultSession, ipc, settings, log).mayUse, log);
  const watchCertificates = setUpCertificates(session.defaultSession, ipc, log);
  const operatorFile = openOperatorFile(folder, log);
  const credentials = createCredentials({ loadKeyring: loadKeytar, log, arrivedLate: () => accounts.opened() });
  const tokens = createTokenKeeper(credentials, operatorFile);
  const forward = createForward({
    file: operatorFile,
    tokens,
    askOf: (origin) => createPortalAsk(session.defaultSession, origin, log),
    now: Date.now,
    log,
  });
  serveApp(session.defaultSession, join(OUT, 'renderer'), forward);
  setUpAppearance(settings);
  setUpSettings(ipc, settings);
  const main = createMainWindow({
    preload: PRELOAD,
    folder,
    ipc,
    settings,
    log,
    leaves: (argv) => leavesWindow(argv, policies),
    isQuitting: () => quit.isQuitting,
    putAway: () => reach.putAway(),
  });
  quit.watch(main.window);
  quit.before(main.keepPlace);

  // From here on nothing is needed for the first paint.
  quit.isHeldUp(() => credentials.isWaiting);
  const accounts = followLatePasswords(createAccounts(settings, credentials, policies), {
    watch: (changed) => watchKeyring(changed, log),
    tell: async (open) => {
      const kept = open ? await operatorFile.read() : null;
      if (kept) await tokens.load(kept.operator.origin);
      ipc.send('phone', 'account.unlocked');
    },
    log,
  });
  quit.before(setUpAccount(ipc, accounts).settled);
  quit.before(tokens.settled);
  setUpLinks(ipc, log);
  setUpLinkHandler(ipc, log);
  const args = process.argv.slice(1);
  const wishes = setUpDialWishes({ ipc, rules: policies, log, show: main.show, args, opened });
  /** By the tray or a notification: whoever asked for it wants to see it. */
  const call = (wish: DialWish): void => {
    main.show();
    wishes.want(wish);
  };
  const carryOut = createCarryOut({
    phone,
    want: wishes.want,
    show: main.show,
    quit: quit.now,
    version: app.getVersion(),
  });
  quit.before(setUpControl({ folder, carryOut, log }).stop);
  setUpConnectionCheck(ipc, watchCertificates);
  setUpAutoAnswer(phone, settings, settings.loaded().managed.settings.autoAnswer !== undefined);
  // The card is told of a call before the notifications are.
  setUpCallCard({ preload: PRELOAD, ipc, phone, settings, main, isQuiet: () => notifications.isQuiet(), log });
  setUpPower(ipc, phone, log);
  setUpNetwork(ipc, phone, log);
  void thinCrashDumps(log);
  setUpSupport({
    ipc,
    window: main.window,
    phone,
    settings,
    policies,
    facts: () => [['installed', installed ?? 'no']],
    log,
  });
  setUpShortcuts({
    ipc,
    phone,
    settings,
    by: shortcutsBy,
    window: main.window,
    show: main.show,
    dial: wishes.want,
    log,
  });
  setUpMediaKeys(phone, settings, shortcutsBy, log);
  setUpLoginItem({ settings, folder, byPolicy: policies.settings.startWithSystem !== undefined, log });
  const practice = setUpPractice({
    script: join(OUT, 'main/exchange.js'),
    data: join(folder, 'practice'),
    allowed: policies.practice,
    ipc,
    keep: (made) => accounts.save(made.account, made.password),
    deliver: showLetter,
    log,
  });
  quit.before(practice.stop);
  setUpOperator({
    ipc,
    file: operatorFile,
    tokens,
    invitations: setUpInvitations({ ipc, log, show: main.show, args: process.argv.slice(1), opened }),
    policy: policies.operator,
    practice: () => practice.portal,
    log,
  });
  setUpBadge(phone, main.window, log);
  const tray = watchTray(log);
  const reach = keepInReach({ window: main.window, tray, ipc, folder, log });
  const notifications = setUpNotifications({
    phone,
    settings,
    window: main.window,
    show: main.show,
    openMissed: () => {
      main.show();
      ipc.send('phone', 'phone.missedOpened');
    },
    dial: call,
    log,
  });
  const updates = setUpUpdates({
    ipc,
    phone,
    settings,
    policy: policies.updates,
    quit,
    window: main.window,
    installed,
    packaged: join(process.resourcesPath, 'app-update.yml'),
    folder,
    file: updateFile,
    log,
  });
  setUpTray(
    phone,
    {
      show: main.show,
      dial: call,
      checkForUpdates: updates.check,
      quit: quit.now,
    },
    tray,
    log,
  );
  setUpRecovery({
    window: main.window,
    ipc,
    phone,
    isQuitting: () => quit.isQuitting,
    tell: notifications.tellOfLost,
    log,
  });
}
