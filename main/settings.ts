/**
 * The settings: what the user has chosen, over the defaults, with an administrator's word above. Of that word nothing is
 * written, so that the user's own comes back when it ends. The file is versioned and written atomically; one that cannot be
 * read is kept aside and reported.
 */
import { copyFileSync, constants, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { LoadedSettings, Settings } from '../preload/contract';
import { defaultSettings } from '../preload/settings';
import { removeLeftovers } from './atomic-file';
import { describe, errorCode } from './failure';
import { asideName, writeKept } from './kept-file';
import type { Log } from './log';
import { managedBy, type Policies } from './policies';
import { fileText, parseFile, type Contents, type KeptAccount } from './settings-file';

/** Settings to change; one that is left out or undefined stays. */
type Changes = { [K in keyof Settings]?: Settings[K] | undefined };

export interface SettingsStore {
  readonly settings: Settings;
  /** In the user's order. */
  readonly accounts: readonly KeptAccount[];
  /** What the window asks for at its start. */
  loaded(): LoadedSettings;
  /** Rejects with a Failure when it could not be written; then nothing changed. Settings that a policy decides stay. */
  save(changes: Changes): Promise<void>;
  /** Gives the list as it is and keeps what comes back; what the settings say of an account that is gone goes with it. */
  keepAccounts(change: (accounts: readonly KeptAccount[]) => readonly KeptAccount[]): Promise<void>;
  onChanged(listener: (settings: Settings, before: Settings) => void): void;
}

/** Opens `settings.json` in this folder, which is made if need be. */
export function openSettings(
  folder: string,
  log: Log,
  policies: Policies,
  now: () => Date = () => new Date(),
): SettingsStore {
  const file = join(folder, 'settings.json');
  const listeners: ((settings: Settings, before: Settings) => void)[] = [];
  const { contents: read, setAside, repaired } = readFile(file, log, now);
  const managed = managedBy(policies);
  const { defaults, decided } = valuesOf(policies);
  const inForce = (chosen: Partial<Settings>): Settings => ({
    ...defaultSettings,
    ...defaults,
    ...chosen,
    ...decided,
  });
  let contents = read;
  let settings = inForce(read.settings);
  let queue: Promise<unknown> = removeLeftovers(file);
  // The copy that was kept aside has it all; the next start need not find the same fault again.
  if (repaired) void change((now) => now).catch((error: unknown) => log.error('settings', describe(error)));

  /** One change after the other; memory follows only what is on the disk. */
  function change(next: (contents: Contents) => Contents): Promise<void> {
    const turn = queue.then(async () => {
      const wanted = next(contents);
      await writeKept(file, fileText(wanted));
      const before = settings;
      const changed = wanted.settings !== contents.settings;
      contents = wanted;
      if (!changed) return;
      settings = inForce(wanted.settings);
      for (const listener of listeners) listener(settings, before);
    });
    queue = turn.catch(() => {});
    return turn;
  }

  return {
    get settings() {
      return settings;
    },
    get accounts() {
      return contents.accounts;
    },
    loaded: () => ({ settings, setAside, managed }),
    save: (changes) => {
      const refused = Object.keys(changes).filter((name) => Object.hasOwn(managed.settings, name));
      if (refused.length > 0) log.warn('settings', `a policy decides ${refused.join(', ')}: not changed`);
      return change((now) => ({ ...now, settings: { ...now.settings, ...changesOf(changes, refused) } }));
    },
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
  const fresh = { contents: { settings: {}, accounts: [] }, repaired: false };
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

function withoutLine(settings: Partial<Settings>, { account: { id } }: KeptAccount): Partial<Settings> {
  const { doNotDisturbLines = {}, chosenLine = '' } = settings;
  if (chosenLine !== id && !Object.hasOwn(doNotDisturbLines, id)) return settings;
  const lines = Object.entries(doNotDisturbLines).filter(([line]) => line !== id);
  return {
    ...settings,
    doNotDisturbLines: Object.fromEntries(lines),
    chosenLine: chosenLine === id ? '' : chosenLine,
  };
}

/** What a policy says instead of our defaults, and what it says above the user's choice. */
function valuesOf(policies: Policies): { defaults: Partial<Settings>; decided: Partial<Settings> } {
  const all = Object.entries(policies.settings);
  const valued = (entries: typeof all): Partial<Settings> =>
    Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
  return {
    defaults: valued(all.filter(([, { as }]) => as === 'user')),
    decided: valued(all.filter(([, { as }]) => as !== 'user')),
  };
}

/** Without keys whose value is undefined, which would blot out a default. */
function changesOf(changes: Changes, refused: readonly string[]): Partial<Settings> {
  const mine = Object.entries(changes).filter(([name, value]) => value !== undefined && !refused.includes(name));
  return Object.fromEntries(mine);
}
