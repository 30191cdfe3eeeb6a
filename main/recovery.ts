/** A page or a process that breaks or hangs: the phone comes back by itself, and says so when it cannot. */
import { app, dialog, powerMonitor, type BrowserWindow } from 'electron';
import type { LostCall } from '../preload/contract';
import { t } from '../renderer/locales/messages';
import { crashPage, QUIT, RESTART } from './crash-page';
import { describe } from './failure';
import { createHangWatch, LOOK_EVERY_MS } from './hang-watch';
import type { Ipc } from './ipc';
import type { Log } from './log';
import { lostCalls } from './lost-calls';
import type { PhoneLink } from './phone-link';

const WITHIN_MS = 60_000;
const MAX_RELOADS = 3;
/** A process that was ended and is still there after so many ms is asked in Chromium's own way, too. */
const KILL_LIMIT_MS = 1_000;

/** Faults of main itself are logged; the calls live in the window and go on. */
export function setUpFaults(log: Log): void {
  process.on('uncaughtException', (error) => log.error('main', describe(error)));
  process.on('unhandledRejection', (reason) => log.error('main', `unhandled: ${describe(reason)}`));
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.warn('process', `${name ?? type} is gone: ${reason} (${exitCode})`);
  });
}

export interface RecoveryOptions {
  window: BrowserWindow;
  ipc: Ipc;
  phone: PhoneLink;
  isQuitting: () => boolean;
  /** Calls were cut off, somebody has to hear of it. */
  tell: (lost: readonly LostCall[]) => void;
  log: Log;
}

export function setUpRecovery({ window, ipc, phone, isQuitting, tell, log }: RecoveryOptions): void {
  const contents = window.webContents;
  const watch = createHangWatch(() => performance.now());
  let reloads: number[] = [];
  /** Since the page last asked. */
  let lost: LostCall[] = [];
  let state: 'running' | 'ending' | 'given-up' = 'running';

  ipc.handle('phone.alive', () => watch.alive());
  ipc.handle('recovery.take', () => {
    const taken = lost;
    lost = [];
    return taken;
  });
  powerMonitor.on('resume', () => watch.woke());

  /** The process is made to end, whatever it is doing; what follows is as after a crash. */
  function end(): void {
    state = 'ending';
    const pid = contents.getOSProcessId();
    try {
      // Asked in Chromium's way it may hang as well: on Linux that is a message to the process.
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      log.warn('window', `process ${pid} cannot be ended: ${describe(error)}`);
    }
    setTimeout(() => {
      if (state === 'ending') contents.forcefullyCrashRenderer();
    }, KILL_LIMIT_MS);
  }

  const looking = setInterval(() => {
    // A debugger stops the page for as long as its user likes.
    if (contents.isDestroyed() || contents.isDevToolsOpened() || state !== 'running') return watch.alive();
    if (isQuitting() || !watch.look()) return;
    log.error('window', 'gives no sign of life: it is started anew');
    end();
  }, LOOK_EVERY_MS);
  window.on('closed', () => clearInterval(looking));

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('window', `its process is gone: ${reason} (${exitCode})`);
    const cutOff = lostCalls(phone.snapshot, Date.now());
    lost.push(...cutOff);
    phone.lost(t('crash.recovering'));
    if (isQuitting()) return;
    const now = Date.now();
    reloads = [...reloads.filter((at) => now - at < WITHIN_MS), now];
    // Not within the event: Chromium is still taking the old process down.
    setImmediate(() => {
      if (contents.isDestroyed()) return;
      if (state === 'given-up') return void ask(log);
      if (reloads.length > MAX_RELOADS) return giveUp();
      state = 'running';
      watch.loading();
      contents.reload();
      if (cutOff.length === 0) return;
      // Whoever talked hears nothing any more: the window says why, without taking the keys from another program.
      window.showInactive();
      tell(cutOff);
    });
  });
  window.on('unresponsive', () => log.warn('window', 'does not respond'));
  window.on('responsive', () => log.info('window', 'responds again'));

  /** Another start would end as these did. */
  function giveUp(): void {
    state = 'given-up';
    phone.lost(t('crash.given-up'));
    log.error('window', `broke ${MAX_RELOADS + 1} times within ${WITHIN_MS / 1000} s: it is not started again`);
    window.show();
    contents.loadURL(crashPage(log.folder)).catch((error: unknown) => {
      log.error('window', `the page that says so cannot be shown: ${describe(error)}`);
      void ask(log);
    });
  }
  contents.on('will-navigate', ({ url }) => {
    // Only the page of giveUp() has these; every navigation is denied in any case.
    if (state !== 'given-up') return;
    if (url === RESTART) app.relaunch();
    if (url === RESTART || url === QUIT) app.quit();
  });
}

/** Where no page can be shown at all. */
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
