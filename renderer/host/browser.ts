/** The host in a plain browser: settings in localStorage, no password kept anywhere, the page's own notifications. */
import * as v from 'valibot';
import { SettingsSchema, type AccountRecord, type Settings, type Snapshot } from '../../preload/contract';
import { watchCalls } from './browser-calls';
import type { Host } from './host';

const settingsKey = 'sidetone.settings';
const accountKey = 'sidetone.account';

const usual: Settings = {
  theme: 'system',
  autoAnswer: 'off',
  startWithSystem: false,
  microphone: { id: '', label: '' },
  speaker: { id: '', label: '' },
  ringDevice: { id: '', label: '' },
  ringVolume: 0.7,
  callVolume: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  warmMicrophone: false,
};

const PracticeSchema = v.object({
  account: v.object({
    id: v.string(),
    servers: v.array(v.pipe(v.string(), v.regex(/^wss?:\/\//iu))),
    user: v.string(),
    authUser: v.string(),
    domain: v.string(),
    displayName: v.string(),
    expires: v.number(),
    iceServers: v.array(v.object({ urls: v.union([v.string(), v.array(v.string())]) })),
    practice: v.literal(true),
  }),
  password: v.string(),
});

/** The practice exchange runs beside the page on this computer, or not at all. */
const isLocal = (hostname: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

export function createBrowserHost(window: Window, storage: Storage): Host {
  const memory = { kind: 'memory', why: 'browser' } as const;
  const loaded = readSettings(storage);
  let settings = loaded.settings;
  const calls = watchCalls(window, () => settings);
  return {
    account: {
      load: () => Promise.resolve({ account: readAccount(storage), password: null, storage: memory }),
      save: (account) => {
        askToNotify();
        // Without TURN credentials, which are secrets too.
        const kept = { ...account, iceServers: account.iceServers.filter((server) => server.credential === undefined) };
        storage.setItem(accountKey, JSON.stringify(kept));
        return Promise.resolve(memory);
      },
      forget: () => {
        storage.removeItem(accountKey);
        return Promise.resolve();
      },
    },
    settings: {
      load: () => Promise.resolve(loaded),
      save: (changes) => {
        settings = { ...settings, ...changes };
        try {
          storage.setItem(settingsKey, JSON.stringify(settings));
          return Promise.resolve();
        } catch (error) {
          return Promise.reject(error instanceof Error ? error : new Error(String(error)));
        }
      },
      // Another tab has changed them.
      onChanged: (listener) => {
        const changed = (event: StorageEvent): void => {
          if (event.key !== settingsKey) return;
          settings = readSettings(storage).settings;
          listener(settings);
        };
        window.addEventListener('storage', changed);
        return () => {
          window.removeEventListener('storage', changed);
        };
      },
      startWithSystem: false,
    },
    practice: isLocal(window.location.hostname)
      ? {
          start: async () => {
            askToNotify();
            const response = await fetch('practice', { cache: 'no-store' });
            if (!response.ok) throw new Error(`the practice exchange answered ${String(response.status)}`);
            return v.parse(PracticeSchema, await response.json());
          },
        }
      : null,
    phone: {
      report: (snapshot: Snapshot) => {
        calls.report(snapshot);
      },
      onAnswer: calls.onAnswer,
      onDecline: () => () => {},
      onHangUp: () => () => {},
      onSetMuted: () => () => {},
      onSetDoNotDisturb: () => () => {},
      onClose: (listener) => {
        const leave = (): void => {
          void listener();
        };
        window.addEventListener('pagehide', leave);
        return () => {
          window.removeEventListener('pagehide', leave);
        };
      },
      onMissedOpened: calls.onMissedOpened,
    },
    power: null,
    // A page is not told why a connection failed.
    links: { certificateProblem: () => Promise.resolve(null) },
    window: null,
    log: { write: () => {} },
  };
}

/** Browsers ask the user only after a click, and only once. */
function askToNotify(): void {
  if (typeof Notification !== 'undefined' && Notification.permission === 'default')
    void Notification.requestPermission();
}

function readSettings(storage: Storage): { settings: Settings; setAside: string | null } {
  const text = storage.getItem(settingsKey);
  if (text === null) return { settings: usual, setAside: null };
  const read = v.safeParse(SettingsSchema, { ...usual, ...asObject(text) });
  if (read.success) return { settings: read.output, setAside: null };
  storage.setItem(`${settingsKey}.damaged`, text);
  storage.removeItem(settingsKey);
  return { settings: usual, setAside: `${settingsKey}.damaged` };
}

const KeptAccount = v.object({ ...PracticeSchema.entries.account.entries, practice: v.literal(false) });

function readAccount(storage: Storage): AccountRecord | null {
  const read = v.safeParse(KeptAccount, asObject(storage.getItem(accountKey) ?? ''));
  return read.success && read.output.servers.length > 0 ? read.output : null;
}

function asObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
