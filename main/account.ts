/** The account: its record in the settings, its secrets in the keyring. The practice account lives for the session. */
import * as v from 'valibot';
import type { AccountRecord, LoadedAccount, SecretStorage } from '../preload/contract';
import type { Credentials } from './credentials';
import type { Ipc } from './ipc';
import type { SettingsStore } from './settings';

/** The credentials of the TURN servers, in the order of `iceServers`; null where there is none. */
const TurnSchema = v.pipe(v.string(), v.parseJson(), v.array(v.nullable(v.string())));

export interface Accounts {
  load(): Promise<LoadedAccount>;
  save(account: AccountRecord, password: string): Promise<SecretStorage>;
  forget(): Promise<void>;
}

export function createAccounts(settings: SettingsStore, credentials: Credentials): Accounts {
  let practice: LoadedAccount | null = null;

  async function forgetSecrets(account: AccountRecord): Promise<void> {
    await Promise.all([credentials.forget(nameOf(account)), credentials.forget(turnNameOf(account))]);
  }

  return {
    async load() {
      if (practice) return practice;
      if (!settings.kept) return { account: null, password: null, storage: { kind: 'keyring' } };
      const { account, passwordInKeyring } = settings.kept;
      const { secret, storage } = await credentials.load(nameOf(account), passwordInKeyring);
      return { account: await withTurn(account, credentials), password: secret, storage };
    },

    async save(account, password) {
      if (account.practice) {
        const storage = { kind: 'memory', why: 'practice' } as const;
        practice = { account, password, storage };
        return storage;
      }
      practice = null;
      const former = settings.kept?.account;
      const turn = account.iceServers.map(({ credential }) => credential ?? null);
      const hasTurn = turn.some((credential) => credential !== null);
      const storage = await credentials.save(nameOf(account), password);
      if (hasTurn) await credentials.save(turnNameOf(account), JSON.stringify(turn));
      else if (former && former.iceServers.length > 0) await credentials.forget(turnNameOf(account));
      await settings.keepAccount({ account, passwordInKeyring: storage.kind === 'keyring' });
      if (former && nameOf(former) !== nameOf(account)) await forgetSecrets(former);
      return storage;
    },

    async forget() {
      practice = null;
      const former = settings.kept?.account;
      await settings.keepAccount(null);
      if (former) await forgetSecrets(former);
    },
  };
}

/** Answers the window's requests; the first `account.load` is begun ahead, while the window still loads. */
export function setUpAccount(ipc: Ipc, accounts: Accounts): { settled(): Promise<void> } {
  let keeping: Promise<unknown> = Promise.resolve();
  let early: Promise<LoadedAccount> | null = accounts.load();
  early.catch(() => {});
  ipc.handle('account.load', () => {
    const loaded = early ?? accounts.load();
    early = null;
    return loaded;
  });
  ipc.handle('account.save', (account, password) => {
    early = null;
    const saved = accounts.save(account, password);
    keeping = saved;
    return saved;
  });
  ipc.handle('account.forget', () => {
    early = null;
    const forgotten = accounts.forget();
    keeping = forgotten;
    return forgotten;
  });
  return {
    // Whoever signs in and quits at once is still signed in the next time.
    settled: async () => {
      await keeping.catch(() => {});
    },
  };
}

/** As it appears in the system's list of passwords. */
const nameOf = ({ user, domain }: AccountRecord) => `${user}@${domain}`;
const turnNameOf = (account: AccountRecord) => `${nameOf(account)} TURN`;

async function withTurn(account: AccountRecord, credentials: Credentials): Promise<AccountRecord> {
  if (!account.iceServers.some(({ username }) => username !== undefined)) return account;
  const { secret } = await credentials.load(turnNameOf(account), false);
  const parsed = v.safeParse(TurnSchema, secret);
  if (!parsed.success) return account;
  const iceServers = account.iceServers.map((server, index) => {
    const credential = parsed.output[index];
    return credential === null || credential === undefined ? server : { ...server, credential };
  });
  return { ...account, iceServers };
}
