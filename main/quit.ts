/** The end: the phone hangs up and unregisters, what is waiting is written, then the program ends. */
import { app, powerMonitor, session, type BrowserWindow } from 'electron';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';

/** ms that the phone may take to unregister, and everything else together. */
const PHONE_LIMIT_MS = 3_000;
const TASKS_LIMIT_MS = 1_000;

export interface Quit {
  readonly isQuitting: boolean;
  /** Begins to end; the second call changes nothing. */
  now(): void;
  /** Something that has to be done after the phone is closed. */
  before(task: () => void | Promise<void>): void;
  /** What comes last of all, when everything is written: it may replace the program. */
  last(step: () => void): void;
  /** Something that would hold the very end up for good, such as a thread that waits for the keyring's user. */
  isHeldUp(test: () => boolean): void;
  /** The operating system ends the session with this window open (Windows). */
  watch(window: BrowserWindow): void;
}

export function setUpQuit(ipc: Ipc, phone: PhoneLink, log: Log): Quit {
  const tasks: (() => void | Promise<void>)[] = [];
  let state: 'running' | 'closing' | 'done' = 'running';
  let atLast = (): void => {};
  let heldUp = (): boolean => false;
  let closed = (): void => {};
  const phoneClosed = new Promise<void>((resolve) => (closed = resolve));
  ipc.handle('phone.closed', () => closed());

  async function close(): Promise<void> {
    log.info('quit', 'ending');
    const told = ipc.send('phone', 'phone.close');
    // Signed out, there is nothing to unregister and nothing to wait for.
    if (told && phone.snapshot.signedIn && !(await inTime(phoneClosed, PHONE_LIMIT_MS))) {
      log.warn('quit', 'the phone did not close in time');
    }
    const all = Promise.all(tasks.map(async (task) => task())).catch((error: unknown) => {
      log.error('quit', describe(error));
    });
    await inTime(all, TASKS_LIMIT_MS);
    session.defaultSession.flushStorageData();
    atLast();
    log.flush();
    state = 'done';
    app.quit();
  }

  function begin(): void {
    if (state !== 'running') return;
    state = 'closing';
    void close();
  }

  app.on('before-quit', (event) => {
    if (state === 'done') return;
    event.preventDefault();
    begin();
  });
  app.on('window-all-closed', begin);
  app.on('quit', () => {
    // Node joins its threads at the end and would wait as long as the prompt is open. All is written by now.
    if (heldUp()) process.kill(process.pid, 'SIGKILL');
  });
  // Linux and macOS: the computer is about to shut down, and waits for us if asked to (logind 5 s at most).
  powerMonitor.on('shutdown', (event?: Event) => {
    event?.preventDefault();
    begin();
  });

  return {
    get isQuitting() {
      return state !== 'running';
    },
    now: begin,
    before: (task) => void tasks.push(task),
    last: (step) => (atLast = step),
    isHeldUp: (test) => (heldUp = test),
    watch: (window) => void window.on('session-end', begin),
  };
}

/** Whether it was done within so many ms. */
async function inTime(done: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(false), ms);
    void done.then(() => {
      clearTimeout(limit);
      resolve(true);
    });
  });
}
