/** The accounts: their records in the settings, their secrets in the keyring. The practice account lives for the session. */
import * as v from 'valibot';
import type { AccountRecord, LoadedAccount, SecretStorage } from '../preload/contract';
import type { Credentials, Secret } from './credentials';
import { Failure } from './failure';
import type { Ipc } from './ipc';
import type { Policies } from './policies';
import type { SettingsStore } from './settings';
import { nameOf, type KeptAccount } from './settings-file';

/** The credentials of the TURN servers, in the order of `iceServers`; null where there is none. */
const TurnSchema = v.pipe(v.string(), v.parseJson(), v.array(v.nullable(v.string())));

/** As many as `account.order` takes. */
const MAX_ACCOUNTS = 16;

export interface Accounts {
  /** All of them, in the user's order, each with what the keyring gave for it. */
  load(): Promise<LoadedAccount[]>;
  /** Adds it, or takes the place of the one with its id. */
  save(account: AccountRecord, password: string): Promise<SecretStorage>;
  forget(id: string): Promise<void>;
  /** Those that are not named keep their order, behind the others. */
  order(ids: readonly string[]): Promise<void>;
}

export function createAccounts(
  settings: SettingsStore,
  credentials: Credentials,
  { ownSystem }: Pick<Policies, 'ownSystem'>,
): Accounts {
  let practice: LoadedAccount | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  /** One change after the other: each looks at what the one before it left. */
  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = queue.then(change);
    queue = turn.catch(() => {});
    return turn;
  }

  /** The name by which the keyring shall hold it: two accounts may have the same address at different systems. */
  function entryFor(account: AccountRecord): string {
    const name = nameOf(account);
    const others = settings.accounts.filter((kept) => kept.account.id !== account.id);
    return others.some(({ entry }) => entry === name) ? `${name} (${account.id})` : name;
  }

  async function forgetSecrets({ entry }: KeptAccount): Promise<void> {
    await Promise.all([credentials.forget(entry), credentials.forget(turnEntry(entry))]);
  }

  async function keep(account: AccountRecord, password: string): Promise<SecretStorage> {
    const former = settings.accounts.find((kept) => kept.account.id === account.id);
    if (!former && settings.accounts.length >= MAX_ACCOUNTS) {
      throw new Failure('failure.account.too-many', { count: MAX_ACCOUNTS });
    }
    if (!ownSystem && !account.operator && !isSameSystem(former?.account, account)) {
      throw new Failure('failure.account.own-system');
    }
    const moved = former !== undefined && nameOf(former.account) !== nameOf(account);
    const entry = former && !moved ? former.entry : entryFor(account);
    const turn = account.iceServers.map(({ credential }) => credential ?? null);
    const hasTurn = turn.some((credential) => credential !== null);
    const storage = await credentials.save(entry, password);
    if (hasTurn) await credentials.save(turnEntry(entry), JSON.stringify(turn));
    else if (former && former.account.iceServers.length > 0) await credentials.forget(turnEntry(entry));
    const kept: KeptAccount = { account, passwordInKeyring: storage.kind === 'keyring', entry };
    await settings.keepAccounts((all) =>
      former ? all.map((each) => (each.account.id === account.id ? kept : each)) : [...all, kept],
    );
    if (moved) await forgetSecrets(former);
    return storage;
  }

  return {
    async load() {
      const kept = settings.accounts;
      const wanted = kept.flatMap(({ account, entry, passwordInKeyring }) => [
        { name: entry, expected: passwordInKeyring },
        ...(usesTurn(account) ? [{ name: turnEntry(entry), expected: false }] : []),
      ]);
      const secrets = wanted.length > 0 ? await credentials.load(wanted) : [];
      const of = (name: string) => secrets[wanted.findIndex((each) => each.name === name)];
      const loaded = kept.map(({ account, entry }): LoadedAccount => {
        const password: Secret = of(entry) ?? { secret: null, storage: { kind: 'memory', why: 'failed' } };
        return {
          account: withTurn(account, of(turnEntry(entry))?.secret ?? null),
          password: password.secret,
          storage: password.storage,
        };
      });
      return practice ? [...loaded, practice] : loaded;
    },

    async save(account, password) {
      if (!account.practice) return inTurn(() => keep(account, password));
      const storage = { kind: 'memory', why: 'practice' } as const;
      practice = { account, password, storage };
      return storage;
    },

    async forget(id) {
      if (practice?.account.id === id) practice = null;
      await inTurn(async () => {
        const former = settings.accounts.find(({ account }) => account.id === id);
        if (!former) return;
        await settings.keepAccounts((all) => all.filter(({ account }) => account.id !== id));
        await forgetSecrets(former);
      });
    },

    order: (ids) =>
      inTurn(() => {
        const place = ({ account: { id } }: KeptAccount) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
        return settings.keepAccounts((all) => all.toSorted((one, other) => place(one) - place(other)));
      }),
  };
}

/** Answers the window's requests; the first `account.load` is begun ahead, while the window still loads. */
export function setUpAccount(ipc: Ipc, accounts: Accounts): { settled(): Promise<void> } {
  const keeping = new Set<Promise<unknown>>();
  let early: Promise<LoadedAccount[]> | null = accounts.load();
  early.catch(() => {});
  function changing<T>(change: Promise<T>): Promise<T> {
    early = null;
    keeping.add(change);
    change.catch(() => {}).finally(() => keeping.delete(change));
    return change;
  }
  ipc.handle('account.load', async () => {
    // A page that is loaded anew right after somebody has signed in still finds who that was.
    await Promise.allSettled(keeping);
    const loaded = early ?? accounts.load();
    early = null;
    return loaded;
  });
  ipc.handle('account.save', (account, password) => changing(accounts.save(account, password)));
  ipc.handle('account.forget', (id) => changing(accounts.forget(id)));
  ipc.handle('account.order', (ids) => changing(accounts.order(ids)));
  return {
    // Whoever signs in and quits at once is still signed in the next time.
    settled: async () => {
      await Promise.allSettled(keeping);
    },
  };
}

/** One that was there before the policy goes on: its password and its options may change, where it signs in may not. */
function isSameSystem(former: AccountRecord | undefined, account: AccountRecord): boolean {
  const system = ({ user, domain, servers }: AccountRecord) => JSON.stringify([user, domain, servers]);
  return former !== undefined && system(former) === system(account);
}

const turnEntry = (entry: string) => `${entry} TURN`;
const usesTurn = ({ iceServers }: AccountRecord) => iceServers.some(({ username }) => username !== undefined);

function withTurn(account: AccountRecord, secret: string | null): AccountRecord {
  const parsed = v.safeParse(TurnSchema, secret);
  if (!parsed.success) return account;
  const iceServers = account.iceServers.map((server, index) => {
    const credential = parsed.output[index];
    return credential === null || credential === undefined ? server : { ...server, credential };
  });
  return { ...account, iceServers };
}
