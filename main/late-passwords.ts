/**
 * Passwords that the keyring did not give at the start, because it was not there, locked or slow: asked for again when
 * it opens, so that a phone that started with the system signs in by itself. Nobody is asked for anything for it.
 */
import type { LoadedAccount } from '../preload/contract';
import type { Accounts } from './account';
import { describe } from './failure';
import type { Log } from './log';

export interface LatePasswordsParts {
  /** Calls back whenever the keyring opens; gives what ends that. */
  watch(opened: () => void): () => void;
  /** Lets the window load its accounts anew. */
  tell(): Promise<void>;
  log: Log;
}

/** The same accounts; `opened` is for whoever else learns that the keyring gives more than before. */
export function followLatePasswords(
  accounts: Accounts,
  { watch, tell, log }: LatePasswordsParts,
): Accounts & { opened(): void } {
  let stop: (() => void) | null = null;
  let lacking = false;
  const opened = (): void => {
    if (!lacking) return;
    log.info('credentials', 'the keyring gives more than before');
    tell().catch((error: unknown) => log.error('credentials', describe(error)));
  };
  return {
    ...accounts,
    opened,
    async load() {
      const loaded = await accounts.load();
      lacking = loaded.some(lacksPassword);
      if (lacking) stop ??= watch(opened);
      else {
        stop?.();
        stop = null;
      }
      return loaded;
    },
  };
}

/** The keyring may still have it. */
function lacksPassword({ password, storage }: LoadedAccount): boolean {
  if (password !== null || storage.kind !== 'memory') return false;
  return storage.why === 'no-keyring' || storage.why === 'locked' || storage.why === 'timeout';
}
