/** The settings file: versioned, written atomically; one that cannot be read is kept aside and reported. */
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import {
  AccountSchema,
  SettingsSchema,
  type AccountRecord,
  type LoadedSettings,
  type Settings,
} from '../preload/contract';
import { removeLeftovers, writeAtomically } from './atomic-file';
import { errorCode, Failure } from './failure';
import type { Log } from './log';

const VERSION = 1;

const DEFAULTS: Settings = {
  theme: 'system',
  autoAnswer: 'off',
  startWithSystem: false,
  microphone: { id: '', label: '' },
  speaker: { id: '', label: '' },
  ringDevice: { id: '', label: '' },
  ringVolume: 0.8,
  callVolume: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  warmMicrophone: false,
};

/** `settings` may lack what a later version of the program added; defaults stand in. */
const FileSchema = v.object({
  version: v.literal(VERSION),
  settings: v.partial(SettingsSchema),
  account: v.nullable(AccountSchema),
  /** The keyring holds this account's password, so an empty answer from it means that it is locked. */
  passwordInKeyring: v.boolean(),
});

/** The account as it is kept: never with a password, nor with those of its TURN servers. */
export interface KeptAccount {
  account: AccountRecord;
  passwordInKeyring: boolean;
}

/** Settings to change; one that is left out or undefined stays. */
type Changes = { [K in keyof Settings]?: Settings[K] | undefined };

export interface SettingsStore {
  readonly settings: Settings;
  readonly kept: KeptAccount | null;
  /** What the window asks for at its start. */
  loaded(): LoadedSettings;
  /** Rejects with a Failure when it could not be written; then nothing changed. */
  save(changes: Changes): Promise<void>;
  keepAccount(kept: KeptAccount | null): Promise<void>;
  onChanged(listener: (settings: Settings, before: Settings) => void): void;
}

interface Contents {
  settings: Settings;
  kept: KeptAccount | null;
}

/** Opens `settings.json` in this folder, which is made if need be. */
export function openSettings(folder: string, log: Log, now: () => Date = () => new Date()): SettingsStore {
  const file = join(folder, 'settings.json');
  const listeners: ((settings: Settings, before: Settings) => void)[] = [];
  const { contents: read, setAside } = readFile(file, log, now);
  let contents = read;
  let queue: Promise<unknown> = removeLeftovers(file);

  /** One change after the other; memory follows only what is on the disk. */
  function change(next: (contents: Contents) => Contents): Promise<void> {
    const turn = queue.then(async () => {
      const wanted = next(contents);
      await write(file, wanted);
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
    get kept() {
      return contents.kept;
    },
    loaded: () => ({ settings: contents.settings, setAside }),
    save: (changes) => change((now) => ({ ...now, settings: { ...now.settings, ...definedOnly(changes) } })),
    keepAccount: (kept) => change((now) => ({ ...now, kept: kept && withoutSecrets(kept) })),
    onChanged: (listener) => void listeners.push(listener),
  };
}

function readFile(file: string, log: Log, now: () => Date): { contents: Contents; setAside: string | null } {
  const fresh: Contents = { settings: DEFAULTS, kept: null };
  let text: string;
  try {
    mkdirSync(dirname(file), { recursive: true });
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') log.error('settings', `cannot be read: ${errorCode(error)}`);
    return { contents: fresh, setAside: null };
  }
  try {
    const { settings, account, passwordInKeyring } = v.parse(FileSchema, JSON.parse(text));
    return {
      contents: {
        settings: { ...DEFAULTS, ...definedOnly(settings) },
        kept: account && { account, passwordInKeyring },
      },
      setAside: null,
    };
  } catch (error) {
    // Broken, or written by a newer version that knows more: kept for whoever can read it.
    const aside = join(dirname(file), `settings.broken-${now().toISOString().replace(/[:.]/g, '-')}.json`);
    const why = v.isValiError(error)
      ? error.issues.map((issue) => v.getDotPath(issue) ?? 'file').join(', ')
      : 'no JSON';
    try {
      renameSync(file, aside);
      log.error('settings', `not readable (${why}), kept aside as ${aside}`);
    } catch (failure) {
      log.error('settings', `not readable (${why}) and not movable: ${errorCode(failure)}`);
    }
    return { contents: fresh, setAside: aside };
  }
}

async function write(file: string, { settings, kept }: Contents): Promise<void> {
  const record: v.InferOutput<typeof FileSchema> = {
    version: VERSION,
    settings,
    account: kept?.account ?? null,
    passwordInKeyring: kept?.passwordInKeyring ?? false,
  };
  try {
    await writeAtomically(file, `${JSON.stringify(record, null, 2)}\n`);
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Failure('failure.settings.disk-full', {}, { cause });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw new Failure('failure.settings.not-allowed', { folder: dirname(file) }, { cause });
    }
    throw new Failure('failure.settings.other', { code: code || 'unknown' }, { cause });
  }
}

function withoutSecrets({ account, passwordInKeyring }: KeptAccount): KeptAccount {
  const iceServers = account.iceServers.map(({ urls, username }) => ({
    urls,
    ...(username !== undefined && { username }),
  }));
  return { account: { ...account, iceServers }, passwordInKeyring };
}

/** Without keys whose value is undefined, which would blot out a default. */
function definedOnly(changes: Changes): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
