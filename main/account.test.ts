import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountSchema, type AccountRecord, type SecretStorage } from '../preload/contract';
import { createAccounts, setUpAccount, type Accounts } from './account';
import type { Credentials } from './credentials';
import { Failure } from './failure';
import { fakeLog } from './fakes/log';
import type { Ipc } from './ipc';
import { noPolicies } from './policies';
import { openSettings } from './settings';

const account: AccountRecord = v.parse(AccountSchema, {
  id: 'a',
  servers: ['wss://pbx.test:8089/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: 'One',
  expires: 300,
  iceServers: [{ urls: 'stun:s.test' }, { urls: 'turn:t.test', username: 'u', credential: 'turn-secret' }],
  practice: false,
});
const second: AccountRecord = { ...account, id: 'b', user: '1002', iceServers: [] };
const third: AccountRecord = { ...second, id: 'c', user: '1003' };

let folder: string;
let entries: Map<string, string>;
let storage: SecretStorage;
const credentials: Credentials = {
  isWaiting: false,
  load: async (wanted) => wanted.map(({ name }) => ({ secret: entries.get(name) ?? null, storage })),
  save: async (name, secret) => {
    entries.set(name, secret);
    return storage;
  },
  forget: async (name) => void entries.delete(name),
};
const start = () => createAccounts(openSettings(folder, fakeLog(), noPolicies), credentials, noPolicies);
const ids = async (accounts: Accounts) => (await accounts.load()).map(({ account: { id } }) => id);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-account-'));
  entries = new Map();
  storage = { kind: 'keyring' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const onDisk = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

describe('createAccounts', () => {
  it('has none at first, and does not wake the keyring for it', async () => {
    const silent: Credentials = {
      ...credentials,
      load: async () => Promise.reject(new Error('the keyring was asked')),
    };
    const accounts = createAccounts(openSettings(folder, fakeLog(), noPolicies), silent, noPolicies);
    expect(await accounts.load()).toEqual([]);
  });

  it('brings accounts, passwords and TURN credential back after a restart, none of the secrets from the disk', async () => {
    const accounts = start();
    await accounts.save(account, 'geheim');
    await accounts.save(second, 'other');
    const keyring = { kind: 'keyring' };
    expect(await start().load()).toEqual([
      { account, password: 'geheim', storage: keyring },
      { account: second, password: 'other', storage: keyring },
    ]);
    expect(onDisk()).toContain('1001');
    expect(onDisk()).not.toMatch(/geheim|other|turn-secret/);
  });

  it('forgets all of one, and nothing of the others', async () => {
    const accounts = start();
    await accounts.save(account, 'geheim');
    await accounts.save(second, 'other');
    await accounts.forget('a');
    expect([...entries]).toEqual([['1002@pbx.test', 'other']]);
    expect(await ids(start())).toEqual(['b']);
    expect(onDisk()).not.toContain('1001');
    await accounts.forget('nobody');
    expect(await ids(start())).toEqual(['b']);
  });

  it('takes the place of the account with its id, and drops the secrets of the address of before', async () => {
    const accounts = start();
    await accounts.save(account, 'geheim');
    await accounts.save(third, 'third');
    await accounts.save({ ...account, user: '1002', iceServers: [] }, 'other');
    expect([...entries]).toEqual([
      ['1003@pbx.test', 'third'],
      ['1002@pbx.test', 'other'],
    ]);
    expect(await ids(start())).toEqual(['a', 'c']);
  });

  it('keeps two of the same address at different systems apart', async () => {
    const accounts = start();
    const twin = { ...account, id: 'twin', servers: ['wss://elsewhere.test/ws'], iceServers: [] };
    await Promise.all([accounts.save(account, 'geheim'), accounts.save(twin, 'other')]);
    await accounts.save(twin, 'newer');
    expect((await start().load()).map(({ password }) => password)).toEqual(['geheim', 'newer']);
    await accounts.forget('a');
    expect((await start().load()).map(({ password }) => password)).toEqual(['newer']);
  });

  it('drops a TURN credential that is no longer part of the account', async () => {
    const accounts = start();
    await accounts.save(account, 'geheim');
    await accounts.save({ ...account, iceServers: [] }, 'geheim');
    expect([...entries.keys()]).toEqual(['1001@pbx.test']);
  });

  it('tells the truth about a password that is kept in memory only', async () => {
    storage = { kind: 'memory', why: 'no-keyring' };
    expect(await start().save(account, 'geheim')).toEqual(storage);
    expect(openSettings(folder, fakeLog(), noPolicies).accounts[0]?.passwordInKeyring).toBe(false);
  });

  it('keeps the order that the user wants; what is not named stays behind the others', async () => {
    const accounts = start();
    for (const each of [account, second, third]) await accounts.save(each, 'pw');
    await accounts.order(['c', 'nobody', 'a']);
    expect(await ids(start())).toEqual(['c', 'a', 'b']);
  });

  it('has a limit, which does not concern those that are there', async () => {
    const accounts = start();
    for (let n = 0; n < 16; n += 1) await accounts.save({ ...third, id: `n${n}`, user: `${n}` }, 'pw');
    await expect(accounts.save(third, 'pw')).rejects.toThrow(Failure);
    expect(entries.has('1003@pbx.test')).toBe(false);
    await accounts.save({ ...third, id: 'n3', user: '3' }, 'changed');
    expect((await start().load())[3]?.password).toBe('changed');
  });

  it('keeps the practice account for the session, beside the real ones', async () => {
    const accounts = start();
    await accounts.save(account, 'geheim');
    const practice = { ...account, id: 'practice', user: 'p', practice: true };
    expect(await accounts.save(practice, 'pw')).toEqual({ kind: 'memory', why: 'practice' });
    expect(await ids(accounts)).toEqual(['a', 'practice']);
    expect([...entries.keys()]).not.toContain('p@pbx.test');
    expect(await ids(start())).toEqual(['a']);
    await accounts.forget('practice');
    expect(await ids(accounts)).toEqual(['a']);
  });

  it('takes no account on a system of one’s own where a policy forbids it; one that was there goes on', async () => {
    await start().save(account, 'pw');
    const store = openSettings(folder, fakeLog(), noPolicies);
    const accounts = createAccounts(store, credentials, { ownSystem: false });
    await expect(accounts.save(second, 'pw')).rejects.toThrow(Failure);
    await expect(accounts.save({ ...account, servers: ['wss://other.test/'] }, 'pw')).rejects.toThrow(Failure);
    await accounts.save({ ...account, label: 'Front desk' }, 'another');
    await accounts.save({ ...second, operator: true }, 'pw');
    await accounts.save({ ...third, practice: true }, 'pw');
    expect(await ids(accounts)).toEqual(['a', 'b', 'c']);
  });
});

describe('setUpAccount', () => {
  it('has quitting wait for all that is still being kept, and end also when that fails', async () => {
    const handlers = new Map<string, (...args: never[]) => unknown>();
    const ipc = { handle: (name: string, run: (...args: never[]) => unknown) => handlers.set(name, run) };
    let fail: (error: Error) => void = () => {};
    let done = (): void => {};
    const accounts: Accounts = {
      ...start(),
      save: () => new Promise((_resolve, reject) => (fail = reject)),
      order: () => new Promise((resolve) => (done = resolve)),
    };
    const { settled } = setUpAccount(ipc as unknown as Ipc, accounts);
    await settled();

    const saved = Promise.resolve(handlers.get('account.save')?.()).catch(() => 'failed');
    void handlers.get('account.order')?.();
    let ended = false;
    const quitting = settled().then(() => (ended = true));
    fail(new Error('the disk is full'));
    expect(await saved).toBe('failed');
    await new Promise(setImmediate);
    expect(ended).toBe(false);
    done();
    await quitting;
  });

  it('gives a page that is loaded anew what is just being kept', async () => {
    const handlers = new Map<string, (...args: never[]) => unknown>();
    const ipc = { handle: (name: string, run: (...args: never[]) => unknown) => handlers.set(name, run) };
    let open = (): void => {};
    const slow = new Promise<void>((resolve) => (open = resolve));
    const accounts = start();
    const save: Accounts['save'] = async (...args) => slow.then(() => accounts.save(...args));
    setUpAccount(ipc as unknown as Ipc, { ...accounts, save });
    const ask = (name: string, ...args: unknown[]) => handlers.get(name)?.(...(args as never[]));
    expect(await ask('account.load')).toEqual([]);
    void ask('account.save', account, 'pw');
    const loaded = ask('account.load');
    open();
    expect(await loaded).toMatchObject([{ account: { id: 'a' }, password: 'pw' }]);
  });
});
