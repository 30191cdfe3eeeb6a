/** The settings file: versioned, written atomically; one that cannot be read is kept aside and reported. */
import { copyFileSync, constants, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { LoadedSettings, Settings } from '../preload/contract';
import { defaultSettings } from '../preload/settings';
import { removeLeftovers } from './atomic-file';
import { describe, errorCode } from './failure';
import { asideName, writeKept } from './kept-file';
import type { Log } from './log';
import { managedBy, noPolicies } from './policies';
import { fileText, parseFile, type Contents, type KeptAccount } from './settings-file';

/** Settings to change; one that is left out or undefined stays. */
type Changes = { [K in keyof Settings]?: Settings[K] | undefined };

export interface SettingsStore {
  readonly settings: Settings;
  /** In the user's order. */
  readonly accounts: readonly KeptAccount[];
  /** What the window asks for at its start. */
  loaded(): LoadedSettings;
  /** Rejects with a Failure when it could not be written; then nothing changed. */
  save(changes: Changes): Promise<void>;
  /** Gives the list as it is and keeps what comes back; what the settings say of an account that is gone goes with it. */
  keepAccounts(change: (accounts: readonly KeptAccount[]) => readonly KeptAccount[]): Promise<void>;
  onChanged(listener: (settings: Settings, before: Settings) => void): void;
}

/** Opens `settings.json` in this folder, which is made if need be. */
export function openSettings(folder: string, log: Log, now: () => Date = () => new Date()): SettingsStore {
  const file = join(folder, 'settings.json');
  const listeners: ((settings: Settings, before: Settings) => void)[] = [];
  const { contents: read, setAside, repaired } = readFile(file, log, now);
  let contents = read;
  let queue: Promise<unknown> = removeLeftovers(file);
  // The copy that was kept aside has it all; the next start need not find the same fault again.
  if (repaired) void change((now) => now).catch((error: unknown) => log.error('settings', describe(error)));

  /** One change after the other; memory follows only what is on the disk. */
  function change(next: (contents: Contents) => Contents): Promise<void> {
    const turn = queue.then(async () => {
      const wanted = next(contents);
      await writeKept(file, fileText(wanted));
      const before = contents.settings;
      contents = wanted;
      if (wanted.settings !== before) for (const listener of listeners) listener(wanted.settings, before);
    });
    queue = turn.catch(() => {});
    return turn;
  }

  return {
    get settings() {
      return contents.settings;
    },
    get accounts() {
      return contents.accounts;
    },
    loaded: () => ({
      settings: contents.settings,
      setAside,
      managed: managedBy(noPolicies),
    }),
    save: (changes) => change((now) => ({ ...now, settings: { ...now.settings, ...definedOnly(changes) } })),
    keepAccounts: (of) =>
      change((now) => {
        const accounts = of(now.accounts).map(withoutSecrets);
        const gone = now.accounts.filter(({ account }) => !accounts.some((kept) => kept.account.id === account.id));
        return { accounts, settings: gone.reduce(withoutLine, now.settings) };
      }),
    onChanged: (listener) => void listeners.push(listener),
  };
}

function readFile(
  file: string,
  log: Log,
  now: () => Date,
): { contents: Contents; setAside: string | null; repaired: boolean } {
  const fresh = { contents: { settings: defaultSettings, accounts: [] }, repaired: false };
  let text: string;
  try {
    mkdirSync(dirname(file), { recursive: true });
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') log.error('settings', `cannot be read: ${errorCode(error)}`);
    return { ...fresh, setAside: null };
  }
  const aside = asideName(file, now());
  /** `what` names places in the file, never values. */
  const putAside = (put: () => void, what: string) => {
    try {
      put();
      log.error('settings', `${what}, kept aside as ${aside}`);
    } catch (failure) {
      log.error('settings', `${what}, and cannot be kept aside: ${errorCode(failure)}`);
    }
  };
  try {
    const { settings, accounts, wrong } = parseFile(text);
    if (wrong.length === 0) return { contents: { settings, accounts }, setAside: null, repaired: false };
    putAside(() => copyFileSync(file, aside, constants.COPYFILE_EXCL), `not usable: ${wrong.join(', ')}`);
    return { contents: { settings, accounts }, setAside: aside, repaired: true };
  } catch (error) {
    // Broken, or written by a newer version that knows more: kept for whoever can read it.
    const why = v.isValiError(error)
      ? error.issues.map((issue) => v.getDotPath(issue) ?? 'file').join(', ')
      : 'no JSON';
    putAside(() => renameSync(file, aside), `not readable (${why})`);
    return { ...fresh, setAside: aside };
  }
}

function withoutSecrets(kept: KeptAccount): KeptAccount {
  const iceServers = kept.account.iceServers.map(({ urls, username }) => ({
    urls,
    ...(username !== undefined && { username }),
  }));
  return { ...kept, account: { ...kept.account, iceServers } };
}

function withoutLine(settings: Settings, { account: { id } }: KeptAccount): Settings {
  if (settings.chosenLine !== id && !Object.hasOwn(settings.doNotDisturbLines, id)) return settings;
  const lines = Object.entries(settings.doNotDisturbLines).filter(([line]) => line !== id);
  return {
    ...settings,
    doNotDisturbLines: Object.fromEntries(lines),
    chosenLine: settings.chosenLine === id ? '' : settings.chosenLine,
  };
}

/** Without keys whose value is undefined, which would blot out a default. */
function definedOnly(changes: Changes): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
