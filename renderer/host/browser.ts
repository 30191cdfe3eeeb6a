/** The host in a plain browser: settings in localStorage, no password kept anywhere, the page's own notifications. */
import * as v from 'valibot';
import {
  AccountSchema,
  type AccountRecord,
  type LoadedSettings,
  type Managed,
  type Snapshot,
} from '../../preload/contract';
import { isLoopback } from '../../preload/invitation';
import { defaultSettings, readSettings as read } from '../../preload/settings';
import { watchCalls } from './browser-calls';
import { createBrowserOperator } from './browser-operator';
import type { Host } from './host';

const settingsKey = 'sidetone.settings';
const accountsKey = 'sidetone.accounts';
/** Until there were several. */
const accountKey = 'sidetone.account';

const PracticeSchema = v.object({
  account: v.object({ ...AccountSchema.entries, practice: v.literal(true) }),
  password: v.string(),
  portal: v.optional(v.string(), ''),
});

export function createBrowserHost(window: Window, storage: Storage): Host {
  const memory = { kind: 'memory', why: 'browser' } as const;
  const loaded = readSettings(storage);
  let settings = loaded.settings;
  const calls = watchCalls(window, () => settings);
  return {
    account: {
      load: () =>
        Promise.resolve(readAccounts(storage).map((account) => ({ account, password: null, storage: memory }))),
      save: (account) => {
        askToNotify();
        if (account.practice) return Promise.resolve(memory);
        const all = readAccounts(storage);
        const known = all.some(({ id }) => id === account.id);
        keepAccounts(storage, known ? all.map((each) => (each.id === account.id ? account : each)) : [...all, account]);
        return Promise.resolve(memory);
      },
      forget: (id) => {
        keepAccounts(
          storage,
          readAccounts(storage).filter((account) => account.id !== id),
        );
        return Promise.resolve();
      },
      order: (ids) => {
        const place = ({ id }: AccountRecord): number => (ids.includes(id) ? ids.indexOf(id) : ids.length);
        keepAccounts(
          storage,
          readAccounts(storage).toSorted((one, other) => place(one) - place(other)),
        );
        return Promise.resolve();
      },
    },
    // The page that could tell is the one that is gone.
    recovery: null,
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
      zoom: false,
      card: false,
    },
    // It runs beside the page on this computer, or not at all.
    practice: isLoopback(window.location.hostname)
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
      onChooseDevice: () => () => {},
    },
    dial: null,
    shortcuts: null,
    updates: null,
    support: null,
    power: null,
    // A page is not told why a connection failed.
    links: {
      serverProblem: () => Promise.resolve(null),
      open: (url) => Promise.resolve(mayOpen(url) && window.open(url, '_blank', 'noopener') === null),
      paymentReturn: '',
      onPayment: () => () => {},
      onWanted: () => () => {},
    },
    operator: createBrowserOperator(window, window.fetch.bind(window)),
    pageFrame: 'page-frame.html',
    check: null,
    headsets: 'hid' in window.navigator ? { offers: null } : null,
    window: null,
    keyring: null,
    log: { write: () => {} },
  };
}

/** As in main/links.ts. */
function mayOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  const isAllowed = ['https:', 'mailto:'].includes(protocol) || (protocol === 'http:' && isLoopback(hostname));
  return isAllowed && username === '' && password === '';
}

/** Browsers ask the user only after a click, and only once. */
function askToNotify(): void {
  if (typeof Notification !== 'undefined' && Notification.permission === 'default')
    void Notification.requestPermission();
}

/** Nobody manages a browser's tab. */
const managed: Managed = { settings: {}, practice: true, ownSystem: true, crashServer: '' };

function readSettings(storage: Storage): LoadedSettings {
  const text = storage.getItem(settingsKey);
  if (text === null) return { settings: defaultSettings, setAside: null, managed };
  const { settings, wrong } = read(asObject(text));
  if (wrong.length === 0) return { settings, setAside: null, managed };
  storage.setItem(`${settingsKey}.damaged`, text);
  storage.setItem(settingsKey, JSON.stringify(settings));
  return { settings, setAside: `${settingsKey}.damaged`, managed };
}

/** One that cannot be read does not cost the others. */
function readAccounts(storage: Storage): AccountRecord[] {
  const kept = asObject(storage.getItem(accountsKey) ?? '');
  const former = asObject(storage.getItem(accountKey) ?? '');
  const all: unknown[] = Array.isArray(kept) ? kept : former ? [former] : [];
  return all.flatMap((each) => {
    const account = v.safeParse(AccountSchema, each);
    return account.success && !account.output.practice ? [account.output] : [];
  });
}

/** Without TURN credentials, which are secrets too. */
function keepAccounts(storage: Storage, accounts: readonly AccountRecord[]): void {
  const kept = accounts.map((account) => ({
    ...account,
    iceServers: account.iceServers.filter((server) => server.credential === undefined),
  }));
  storage.setItem(accountsKey, JSON.stringify(kept));
  storage.removeItem(accountKey);
}

function asObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
