/**
 * Whether the desktop shows tray icons. Windows and macOS do; on Linux a panel says so on the session bus
 * (StatusNotifierItem specification), GNOME only with an extension, and any panel may come late, crash and come back.
 */
import { describe } from './failure';
import type { Log } from './log';
import { callBus, connectSessionBus, watchBus, watchOwner } from './session-bus';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const watcher = {
  destination: WATCHER,
  path: '/StatusNotifierWatcher',
  interface: 'org.freedesktop.DBus.Properties',
};
/** ms: a panel that is restarted, or comes with the desktop a moment after us, was never gone. */
const PATIENCE_MS = 3_000;
/** ms: the start is for the line. */
const FIRST_LOOK_MS = 1_000;

export interface TrayPresence {
  /** At this moment; true until it is known. */
  readonly present: boolean;
  /** Calls back when it is there, or has not been there for some seconds; with the first answer, and with each other one. */
  onSettled(listener: (present: boolean) => void): void;
  /** Calls back when a panel comes that does not know our icon yet. */
  onPanel(listener: () => void): void;
}

export function watchTray(log: Log): TrayPresence {
  const listeners: ((present: boolean) => void)[] = [];
  const panels: (() => void)[] = [];
  let present = true;
  let settled: boolean | null = null;
  let patience: NodeJS.Timeout | undefined;

  function settle(now: boolean): void {
    if (settled === now) return;
    settled = now;
    log.info('tray', now ? 'the desktop shows icons' : 'the desktop shows no icons');
    for (const listener of listeners) listener(now);
  }

  function found(now: boolean): void {
    present = now;
    clearTimeout(patience);
    if (now) settle(true);
    else patience = setTimeout(() => settle(false), PATIENCE_MS);
  }

  async function follow(): Promise<void> {
    const bus = await connectSessionBus();
    if (!bus) return found(false);
    const look = async (): Promise<void> => {
      // Without a host there is only the list that one would show.
      const [host] = await callBus(bus, watcher, 'Get', 'ss', [WATCHER, 'IsStatusNotifierHostRegistered']).catch(() => [
        { value: false },
      ]);
      found((host as { value: unknown }).value === true);
    };
    await watchOwner(bus, WATCHER, (owned) => {
      if (owned) for (const listener of panels) listener();
      void look();
    });
    await watchBus(
      bus,
      `type='signal',sender='${WATCHER}',path='${watcher.path}'`,
      ({ member }) => member?.startsWith('StatusNotifierHost') === true,
      () => void look(),
    );
    await look();
  }

  if (process.platform === 'linux') {
    setTimeout(() => {
      follow().catch((error: unknown) => {
        log.warn('tray', `the panel cannot be asked: ${describe(error)}`);
        found(false);
      });
    }, FIRST_LOOK_MS);
  } else settle(true);

  return {
    get present() {
      return present;
    },
    onSettled(listener) {
      listeners.push(listener);
      if (settled !== null) listener(settled);
    },
    onPanel: (listener) => void panels.push(listener),
  };
}
