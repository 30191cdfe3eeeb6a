/**
 * The notification daemon of a Linux desktop over D-Bus (Desktop Notifications Specification 1.3): Electron drops the
 * buttons of notifications there.
 */
import type { Message, MessageBus } from 'dbus-next';
import { execFile } from 'node:child_process';
import { t } from '../renderer/locales/messages';
import { busItself, callBus, connectSessionBus, watchBus, type BusObject } from './session-bus';

export interface NotifyRequest {
  summary: string;
  body: string;
  /** Pairs of key and label. */
  actions: string[];
  urgency: 'normal' | 'critical';
  /** A category of the specification. */
  category: string;
  /** Of no interest once it is over: not kept in the list of notifications. */
  transient: boolean;
  /** Stays until it is closed; else as long as the daemon likes. */
  stays: boolean;
}

export interface ServerEvents {
  invoked(id: number, key: string): void;
  closed(id: number): void;
  /** A daemon is there that was not there before; it knows nothing of what another one showed. */
  came(): void;
  /** The daemon is gone, and what it showed. */
  went(): void;
  /** The bus itself is gone. */
  lost(): void;
}

export interface NotificationServer {
  capabilities(): Promise<readonly string[]>;
  /** Gives the number of the notification. */
  notify(request: NotifyRequest): Promise<number>;
  close(id: number): Promise<void>;
  /** null: not to be known. */
  isQuiet(): Promise<boolean | null>;
}

const NAME = 'org.freedesktop.Notifications';
const daemon: BusObject = { destination: NAME, path: '/org/freedesktop/Notifications', interface: NAME };
/** `desktopName` of package.json without its ending. */
const DESKTOP_ENTRY = 'sidetone';
/** ms; the card of those who want peace waits for this answer, and comes up without one. */
const QUIET_MS = 2_000;

/** null without a session bus. */
export async function connectNotificationServer(events: ServerEvents): Promise<NotificationServer | null> {
  const bus = await connectSessionBus();
  if (!bus) return null;
  const { default: dbus } = await import('dbus-next');
  const variant = (signature: string, value: unknown) => new dbus.Variant(signature, value);
  await watchDaemon(bus, events);
  return {
    capabilities: async () => (await callBus(bus, daemon, 'GetCapabilities', '', [], true))[0] as string[],
    async notify({ summary, body, actions, urgency, category, transient, stays }) {
      const hints = {
        urgency: variant('y', urgency === 'critical' ? 2 : 1),
        category: variant('s', category),
        'desktop-entry': variant('s', DESKTOP_ENTRY),
        // The phone rings itself, on the device that was chosen for it.
        'suppress-sound': variant('b', true),
        ...(transient && { transient: variant('b', true) }),
      };
      const args = [t('app.name'), 0, DESKTOP_ENTRY, summary, body, actions, hints, stays ? 0 : -1];
      const [id] = await callBus(bus, daemon, 'Notify', 'susssasa{sv}i', args, true);
      return Number(id);
    },
    close: async (id) => void (await callBus(bus, daemon, 'CloseNotification', 'u', [id])),
    isQuiet: () => isQuiet(bus),
  };
}

async function watchDaemon(bus: MessageBus, events: ServerEvents): Promise<void> {
  /** Unique name of the connection that owns the daemon's name: what others send is not heard. */
  let owner = '';
  await watchBus(
    bus,
    `type='signal',sender='${busItself.destination}',member='NameOwnerChanged',arg0='${NAME}'`,
    ({ member, sender, body }) => sender === busItself.destination && member === 'NameOwnerChanged' && body[0] === NAME,
    ({ body }) => {
      const before = owner;
      owner = String(body[2]);
      if (before) events.went();
      if (owner) events.came();
    },
  );
  await watchBus(
    bus,
    `type='signal',sender='${NAME}',interface='${NAME}'`,
    (message) => message.interface === NAME && message.sender === owner && owner !== '',
    // After the answer to the Notify that this may be about, which lies before it on the same connection.
    (message) => void setImmediate(() => hear(message, events)),
  );
  bus.once('error', events.lost);
  const [now] = await callBus(bus, busItself, 'GetNameOwner', 's', [NAME]).catch(() => ['']);
  owner = String(now);
}

function hear({ member, body }: Message, events: ServerEvents): void {
  const [id, second] = body as [unknown, unknown];
  if (member === 'ActionInvoked') events.invoked(Number(id), String(second));
  if (member === 'NotificationClosed') events.closed(Number(id));
}

/** KDE has a property for it, dunst one of its own; GNOME keeps it in its settings. */
async function isQuiet(bus: MessageBus): Promise<boolean | null> {
  const properties = { ...daemon, interface: 'org.freedesktop.DBus.Properties' };
  const property = async (face: string, name: string): Promise<boolean | null> => {
    const [value] = await callBus(bus, properties, 'Get', 'ss', [face, name]).catch(() => [null]);
    const plain: unknown = (value as { value?: unknown } | null)?.value;
    return typeof plain === 'boolean' ? plain : null;
  };
  const asked = Promise.all([property(NAME, 'Inhibited'), property('org.dunstproject.cmd0', 'paused'), bannersOff()]);
  const late = new Promise<null[]>((resolve) => setTimeout(resolve, QUIET_MS, [null]));
  const answers = (await Promise.race([asked, late])).filter((answer) => answer !== null);
  return answers.length > 0 ? answers.includes(true) : null;
}

function bannersOff(): Promise<boolean | null> {
  if (!/GNOME|Unity|Cinnamon/i.test(process.env['XDG_CURRENT_DESKTOP'] ?? '')) return Promise.resolve(null);
  return new Promise((resolve) => {
    execFile(
      'gsettings',
      ['get', 'org.gnome.desktop.notifications', 'show-banners'],
      { timeout: QUIET_MS },
      (error, said) => resolve(error ? null : said.trim() === 'false'),
    );
  });
}
