/** The session bus of Linux desktops, for what Electron does not speak itself; read on first use, never needed to start. */
import type { Message, MessageBus } from 'dbus-next';

/** ms until a bus that does not greet counts as none. */
const GREETING_MS = 5_000;

let connected: Promise<MessageBus | null> | null = null;

/** One connection for all who ask; null where there is no bus. Never rejects. One that was lost is made anew for the next who asks. */
export function connectSessionBus(): Promise<MessageBus | null> {
  if (process.platform !== 'linux') return Promise.resolve(null);
  connected ??= connect().catch(() => null);
  return connected;
}

async function connect(): Promise<MessageBus | null> {
  const { default: dbus } = await import('dbus-next');
  const bus = dbus.sessionBus();
  const lost = (): void => {
    connected = null;
  };
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(null), GREETING_MS);
    bus.once('connect', () => {
      clearTimeout(limit);
      resolve(bus);
    });
    // Emitted also later, when the bus goes away.
    bus.on('error', () => {
      clearTimeout(limit);
      lost();
      resolve(null);
    });
  });
}

export interface BusObject {
  destination: string;
  path: string;
  interface: string;
}

export const busItself: BusObject = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** One method call; resolves with the body of the reply. A service that does not run is not started for it, unless wanted. */
export async function callBus(
  bus: MessageBus,
  where: BusObject,
  member: string,
  signature = '',
  body: readonly unknown[] = [],
  startsService = false,
): Promise<unknown[]> {
  const { default: dbus } = await import('dbus-next');
  const flags = startsService ? 0 : dbus.MessageFlag.NO_AUTO_START;
  const reply = await bus.call(new dbus.Message({ ...where, member, signature, body: [...body], flags }));
  return reply?.body ?? [];
}

/** Calls back with each signal that this rule (D-Bus specification, "Match Rules") lets through; `matches` says which those are. */
export async function watchBus(
  bus: MessageBus,
  rule: string,
  matches: (message: Message) => boolean,
  heard: (message: Message) => void,
): Promise<void> {
  bus.on('message', (message) => {
    if (matches(message)) heard(message);
  });
  await callBus(bus, busItself, 'AddMatch', 's', [rule]);
}

/** Calls back whenever somebody takes this name (`true`) or it is given up (`false`); resolves with how it is now. */
export async function watchOwner(bus: MessageBus, name: string, changed: (owned: boolean) => void): Promise<boolean> {
  await watchBus(
    bus,
    `type='signal',sender='${busItself.destination}',member='NameOwnerChanged',arg0='${name}'`,
    ({ member, body }) => member === 'NameOwnerChanged' && body[0] === name,
    ({ body }) => changed(body[2] !== ''),
  );
  const [owned] = await callBus(bus, busItself, 'NameHasOwner', 's', [name]);
  return owned === true;
}
