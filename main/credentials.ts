/**
 * Passwords: in the keyring of the operating system, or in memory for this session. Every call of the keyring has a
 * time limit, because a locked one waits for its user; `findCredentials` is never used, it crashes on a locked one.
 */
import type { SecretStorage } from '../preload/contract';
import { describe } from './failure';
import type { Log } from './log';

/** What is used of keytar. */
export interface Keyring {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

type MemoryReason = Extract<SecretStorage, { kind: 'memory' }>['why'];

export interface Wanted {
  name: string;
  /** The keyring is known to hold it, so that nothing from it means that it is locked. */
  expected: boolean;
}

export interface Secret {
  secret: string | null;
  storage: SecretStorage;
}

export interface Credentials {
  /**
   * All of them in one go, in this order: the keyring's user is asked once at most. `unattended`: not at all, when the
   * user has put such a question away before. Never rejects.
   */
  load(wanted: readonly Wanted[], unattended?: boolean): Promise<Secret[]>;
  /** Never rejects: what the keyring does not take stays in memory. */
  save(name: string, secret: string): Promise<SecretStorage>;
  /** From both; resolves also when the keyring does not answer, and deletes there as soon as it does. */
  forget(name: string): Promise<void>;
  /** The keyring still owes an answer: a thread of Node's waits for it, and the program's end would, too. */
  readonly isWaiting: boolean;
}

export interface CredentialsOptions {
  /** The module is loaded on first use: it is native, and not needed by a phone that is not signed in. */
  loadKeyring: () => Promise<Keyring>;
  log: Log;
  /** The keyring gave something after its time was up: the next `load` has it. */
  arrivedLate?: () => void;
  /** ms that one request may take. */
  timeout?: number;
}

const SERVICE = 'Sidetone';
/** An answer that took longer than so many ms was the user's, who was asked to unlock the keyring. */
const ASKED_MS = 300;

class KeyringTimeout extends Error {}

export function createCredentials({
  loadKeyring,
  log,
  arrivedLate = () => {},
  timeout = 5_000,
}: CredentialsOptions): Credentials {
  const memory = new Map<string, { secret: string; why: MemoryReason }>();
  let keyring: Promise<Keyring> | null = null;
  /** One after the other: a request that hangs may hold one thread of Node's pool, not all four. */
  let queue: Promise<unknown> = Promise.resolve();
  let open = 0;
  /** The last question to the keyring's user was not answered with the keyring's password. */
  let wasPutAway = false;

  function ask<T>(run: (keyring: Keyring) => Promise<T>): { answer: Promise<T>; inTime: Promise<T> } {
    const answer = queue.then(async () => run(await (keyring ??= loadKeyring())));
    open += 1;
    queue = answer
      .catch(() => {})
      .finally(() => {
        open -= 1;
      });
    const inTime = new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => reject(new KeyringTimeout('no answer in time')), timeout);
      void answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
    return { answer, inTime };
  }

  function reason(error: unknown, during: string): MemoryReason {
    const why = error instanceof KeyringTimeout ? 'timeout' : reasonOf(error);
    // The error's own words are the keyring's; they hold no secret, and the log masks in any case.
    log.warn('credentials', `${during}: ${why} (${describe(error).split('\n', 1)[0]})`);
    return why;
  }

  return {
    get isWaiting() {
      return open > 0;
    },

    async load(wanted, unattended = false) {
      const found: (Secret | undefined)[] = wanted.map(({ name }) => {
        const here = memory.get(name);
        return here && { secret: here.secret, storage: { kind: 'memory', why: here.why } };
      });
      const open = wanted.flatMap((each, index) => (found[index] ? [] : [{ ...each, index }]));
      /** What was not found for this reason. */
      const rest = (why: MemoryReason): Secret[] =>
        found.map((secret) => secret ?? { secret: null, storage: { kind: 'memory', why } });
      if (open.length === 0) return rest('locked');

      let late = false;
      let came = false;
      let asked = 0;
      const { answer, inTime } = ask(async (keyring) => {
        if (unattended && wasPutAway) return;
        for (const { name, expected, index } of open) {
          asked = performance.now();
          const secret = await keyring.getPassword(SERVICE, name);
          if (secret === null && expected) {
            log.warn('credentials', 'load: the keyring gave nothing, it is locked or the entry was removed');
            found[index] = { secret, storage: { kind: 'memory', why: 'locked' } };
            // Put away by its user, it would ask again for the next one.
            wasPutAway = performance.now() - asked > ASKED_MS;
            if (wasPutAway) return;
          } else {
            wasPutAway = false;
            found[index] = { secret, storage: { kind: 'keyring' } };
            // The user may still have been typing the keyring's password: then the next load has it at once.
            if (late && secret !== null && !memory.has(name)) {
              memory.set(name, { secret, why: 'timeout' });
              came = true;
            }
          }
        }
        if (came) arrivedLate();
      });
      answer.catch((error: unknown) => {
        wasPutAway = reasonOf(error) === 'locked' && performance.now() - asked > ASKED_MS;
      });
      try {
        await inTime;
        return rest('locked');
      } catch (error) {
        late = error instanceof KeyringTimeout;
        return rest(reason(error, 'load'));
      }
    },

    async save(name, secret) {
      const { answer, inTime } = ask((keyring) => keyring.setPassword(SERVICE, name, secret));
      try {
        await inTime;
        wasPutAway = false;
        memory.delete(name);
        return { kind: 'keyring' };
      } catch (error) {
        const why = reason(error, 'save');
        memory.set(name, { secret, why });
        answer.then(
          () => log.info('credentials', 'save: the keyring took it after all'),
          () => {},
        );
        return { kind: 'memory', why };
      }
    },

    async forget(name) {
      memory.delete(name);
      const { answer, inTime } = ask((keyring) => keyring.deletePassword(SERVICE, name));
      // A load that is still waiting for the keyring stands before us in the queue and may bring it back.
      answer.finally(() => memory.delete(name)).catch(() => {});
      await inTime.catch((error: unknown) => reason(error, 'forget'));
    },
  };
}

/** Why the keyring failed, from the words of libsecret, Keychain Services and the Windows Credential Manager. */
function reasonOf(error: unknown): MemoryReason {
  const text = error instanceof Error ? error.message : String(error);
  if (
    /org\.freedesktop\.secrets|D-?Bus|unsupported transport|autolaunch|Cannot find module|ERR_DLOPEN|shared object|ServiceUnknown/i.test(
      text,
    )
  ) {
    return 'no-keyring';
  }
  return /locked|dismissed|cancel+ed|user interaction is not allowed/i.test(text) ? 'locked' : 'failed';
}

/** keytar's own module; rejects where libsecret is not installed. */
export async function loadKeytar(): Promise<Keyring> {
  const { default: keytar } = await import('keytar');
  return keytar;
}
