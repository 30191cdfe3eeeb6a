/**
 * Notices when the keyring of a Linux desktop opens: at logon it may come up after us, or locked. Read over D-Bus
 * (Secret Service API 0.2), where looking at `Locked` asks nobody for a password.
 */
import type { MessageBus } from 'dbus-next';
import { describe } from './failure';
import type { Log } from './log';
import { busItself, callBus, connectSessionBus, watchBus, watchOwner } from './session-bus';

const SERVICE = 'org.freedesktop.secrets';
const FOLDER = '/org/freedesktop/secrets';
/** ms between two looks: not every keyring tells of a change. */
const FIRST_LOOK_MS = 2_000;
const LAST_LOOK_MS = 30_000;

export type KeyringState = 'absent' | 'locked' | 'open';

/** Calls back with how it is, now and whenever that changes. The function that it gives ends that. */
export function watchKeyring(changed: (state: KeyringState) => void, log: Log): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let state: KeyringState | null = null;
  let pause = FIRST_LOOK_MS;

  async function look(bus: MessageBus): Promise<void> {
    const now = await stateOf(bus);
    if (stopped || now === state) return;
    state = now;
    log.info('keyring', now);
    changed(now);
  }

  function lookLater(bus: MessageBus): void {
    timer = setTimeout(() => {
      pause = Math.min(2 * pause, LAST_LOOK_MS);
      void look(bus).finally(() => {
        if (!stopped) lookLater(bus);
      });
    }, pause);
    timer.unref();
  }

  async function begin(): Promise<void> {
    const bus = await connectSessionBus();
    if (!bus || stopped) return;
    const again = (): void => {
      if (!stopped) void look(bus);
    };
    await watchOwner(bus, SERVICE, again);
    await watchBus(
      bus,
      `type='signal',sender='${SERVICE}',path_namespace='${FOLDER}'`,
      ({ path, destination }) => path?.startsWith(FOLDER) === true && destination !== busItself.destination,
      again,
    );
    await look(bus);
    if (!stopped) lookLater(bus);
  }
  begin().catch((error: unknown) => log.warn('keyring', describe(error)));

  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** One that is not there is not started for the question. */
async function stateOf(bus: MessageBus): Promise<KeyringState> {
  const collection = {
    destination: SERVICE,
    path: `${FOLDER}/aliases/default`,
    interface: 'org.freedesktop.DBus.Properties',
  };
  try {
    const [locked] = await callBus(bus, collection, 'Get', 'ss', ['org.freedesktop.Secret.Collection', 'Locked']);
    return (locked as { value: unknown }).value === false ? 'open' : 'locked';
  } catch {
    // Nobody has the name, or there is no such collection.
    return 'absent';
  }
}
