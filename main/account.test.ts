import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountRecord, SecretStorage } from '../preload/contract';
import { createAccounts, setUpAccount, type Accounts } from './account';
import type { Credentials } from './credentials';
import { fakeLog } from './fakes/log';
import type { Ipc } from './ipc';
import { openSettings } from './settings';

const account: AccountRecord = {
  id: 'a',
  servers: ['wss://pbx.test:8089/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: 'One',
  expires: 300,
  iceServers: [{ urls: 'stun:s.test' }, { urls: 'turn:t.test', username: 'u', credential: 'turn-secret' }],
  practice: false,
};

let folder: string;
let entries: Map<string, string>;
let storage: SecretStorage;
const credentials: Credentials = {
  isWaiting: false,
  load: async (name) => ({ secret: entries.get(name) ?? null, storage }),
  save: async (name, secret) => {
    entries.set(name, secret);
    return storage;
  },
  forget: async (name) => void entries.delete(name),
};
const start = () => createAccounts(openSettings(folder, fakeLog()), credentials);

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
  it('has none at first', async () => {
    expect(await start().load()).toEqual({ account: null, password: null, storage: { kind: 'keyring' } });
  });

  it('brings account, password and TURN credential back after a restart, none of the secrets from the disk', async () => {
    await start().save(account, 'geheim');
    expect(await start().load()).toEqual({ account, password: 'geheim', storage: { kind: 'keyring' } });
    expect(onDisk()).toContain('1001');
    expect(onDisk()).not.toMatch(/geheim|turn-secret/);
  });

  it('forgets all of it', async () => {
    const accounts = start();
    await accounts.save(account, 'geheim');
    await accounts.forget();
    expect(entries.size).toBe(0);
    expect((await accounts.load()).account).toBeNull();
    expect(onDisk()).not.toContain('1001');
  });

  it('drops the secrets of the account that another one replaces', async () => {
    const accounts = start();
    await accounts.save(account, 'geheim');
    await accounts.save({ ...account, user: '1002', iceServers: [] }, 'other');
    expect([...entries]).toEqual([['1002@pbx.test', 'other']]);
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
    expect(openSettings(folder, fakeLog()).kept?.passwordInKeyring).toBe(false);
  });

  it('keeps the practice account for the session, beside the real one', async () => {
    const accounts = start();
    await accounts.save(account, 'geheim');
    const practice = { ...account, id: 'practice', user: 'p', practice: true };
    expect(await accounts.save(practice, 'pw')).toEqual({ kind: 'memory', why: 'practice' });
    expect((await accounts.load()).account?.id).toBe('practice');
    expect([...entries.keys()]).not.toContain('p@pbx.test');
    expect((await start().load()).account?.id).toBe('a');
  });
});

describe('setUpAccount', () => {
  it('has quitting wait for what is still being kept, and end also when that fails', async () => {
    const handlers = new Map<string, (...args: never[]) => unknown>();
    const ipc = { handle: (name: string, run: (...args: never[]) => unknown) => handlers.set(name, run) };
    let fail: (error: Error) => void = () => {};
    const accounts: Accounts = {
      ...start(),
      save: () => new Promise((_resolve, reject) => (fail = reject)),
    };
    const { settled } = setUpAccount(ipc as unknown as Ipc, accounts);
    await settled();

    const saved = Promise.resolve(handlers.get('account.save')?.()).catch(() => 'failed');
    let done = false;
    const quitting = settled().then(() => (done = true));
    await new Promise(setImmediate);
    expect(done).toBe(false);
    fail(new Error('the disk is full'));
    await quitting;
    expect(await saved).toBe('failed');
  });
});
