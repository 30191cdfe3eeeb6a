/**
 * Passwords that the keyring did not give at the start, because it was not there, locked or slow: asked for again when
 * it opens, so that a phone that started with the system signs in by itself.
 */
import type { LoadedAccount } from '../preload/contract';
import type { Accounts } from './account';
import { describe } from './failure';
import type { KeyringState } from './keyring-watch';
import type { Log } from './log';

export interface LatePasswordsParts {
  /** Calls back with the keyring's state, now and whenever that changes; gives what ends it. */
  watch(changed: (state: KeyringState) => void): () => void;
  /** Lets the window load its accounts anew. `open`: nobody will be asked for anything. */
  tell(open: boolean): Promise<void>;
  log: Log;
}

/** The same accounts; `opened` is for whoever else learns that the keyring gives more than before. */
export function followLatePasswords(
  accounts: Accounts,
  { watch, tell, log }: LatePasswordsParts,
): Accounts & { opened(): void } {
  let stop: (() => void) | null = null;
  let lacking: LoadedAccount[] = [];
  /** A locked keyring asks its user when it is asked: once, however often it comes and goes. */
  let mayAsk = true;

  function again(open: boolean): void {
    if (lacking.length === 0) return;
    log.info('credentials', 'the keyring may give more than before');
    tell(open).catch((error: unknown) => log.error('credentials', describe(error)));
  }

  function changed(state: KeyringState): void {
    if (state === 'open') again(true);
    else if (state === 'locked' && mayAsk && lacking.some(lackedKeyring)) {
      mayAsk = false;
      again(false);
    }
  }

  return {
    ...accounts,
    opened: () => again(true),
    async load() {
      const loaded = await accounts.load();
      lacking = loaded.filter(lacksPassword);
      if (lacking.length > 0) stop ??= watch(changed);
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

/** It could not even be asked. */
const lackedKeyring = ({ storage }: LoadedAccount) => storage.kind === 'memory' && storage.why === 'no-keyring';
