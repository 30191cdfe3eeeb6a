import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortalTokens } from '../preload/portal-session';
import { createCredentials, type Keyring } from './credentials';
import { fakeLog } from './fakes/log';
import { emptyOperator, openOperatorFile, type OperatorFile } from './operator-file';
import { createTokenKeeper } from './portal-tokens';

const origin = 'https://phone.example.com';
const tokens: PortalTokens = { access: 'the-access', refresh: 'the-refresh', renewAt: 1, until: 2 };

let folder: string;
let file: OperatorFile;
let entries: Map<string, string>;
let asked: string[];
/** What the keyring does instead of answering. */
let broken: Error | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-tokens-'));
  entries = new Map();
  asked = [];
  broken = null;
  file = open();
  await file.change(() => emptyOperator(origin));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openOperatorFile(folder, fakeLog());
const answer = <T>(what: string, value: () => T): Promise<T> => {
  asked.push(what);
  return broken ? Promise.reject(broken) : Promise.resolve(value());
};
const keyring: Keyring = {
  getPassword: (_service, name) => answer(`get ${name}`, () => entries.get(name) ?? null),
  setPassword: (_service, name, secret) => answer(`set ${name}`, () => void entries.set(name, secret)),
  deletePassword: (_service, name) => answer(`delete ${name}`, () => entries.delete(name)),
};
/** As after a start of the program. */
const start = (over = open()) =>
  createTokenKeeper(createCredentials({ loadKeyring: () => Promise.resolve(keyring), log: fakeLog() }), over);

describe('createTokenKeeper', () => {
  it('has nothing, and does not ask the keyring for it', async () => {
    expect(await start().load(origin)).toEqual({ tokens: null, storage: null });
    expect(asked).toEqual([]);
  });

  it('has them at once, and after a restart out of the keyring', async () => {
    const keeper = start(file);
    keeper.shelf(origin).keep(tokens);
    expect(await keeper.shelf(origin).load()).toEqual(tokens);
    await keeper.settled();
    expect(await keeper.load(origin)).toEqual({ tokens, storage: { kind: 'keyring' } });
    expect([...entries.keys()]).toEqual(['portal phone.example.com']);

    expect(await start().load(origin)).toEqual({ tokens, storage: { kind: 'keyring' } });
    expect(await start().load('https://other.example')).toEqual({ tokens: null, storage: null });
  });

  it('keeps them for the session where there is no keyring, and says why', async () => {
    broken = new Error('Cannot find module keytar');
    const keeper = start(file);
    keeper.shelf(origin).keep(tokens);
    await keeper.settled();
    expect(await keeper.load(origin)).toEqual({ tokens, storage: { kind: 'memory', why: 'no-keyring' } });
    expect((await start().load(origin)).tokens).toBeNull();
  });

  it('asks a keyring that was locked again', async () => {
    const first = start(file);
    first.shelf(origin).keep(tokens);
    await first.settled();
    broken = new Error('the collection is locked');
    const keeper = start();
    expect((await keeper.load(origin)).tokens).toBeNull();
    expect(await keeper.shelf(origin).load()).toBeNull();
    broken = null;
    expect((await keeper.load(origin)).tokens).toEqual(tokens);
  });

  it('forgets them everywhere, also while they are on their way there', async () => {
    const keeper = start(file);
    keeper.shelf(origin).keep(tokens);
    keeper.shelf(origin).forget();
    expect(await keeper.shelf(origin).load()).toBeNull();
    await keeper.settled();
    expect(entries.size).toBe(0);
    expect((await start().load(origin)).tokens).toBeNull();
  });

  it('leaves nothing of practice in the keyring', async () => {
    const practice = 'http://127.0.0.1:8080';
    file.practise(emptyOperator(practice));
    const keeper = start(file);
    keeper.shelf(practice).keep(tokens);
    await keeper.settled();
    expect(await keeper.load(practice)).toEqual({ tokens, storage: { kind: 'memory', why: 'practice' } });
    await keeper.forget(practice);
    expect((await keeper.load(practice)).tokens).toBeNull();
    expect(asked).toEqual([]);
  });

  it('takes what is no tokens for none', async () => {
    const first = start(file);
    first.shelf(origin).keep(tokens);
    await first.settled();
    for (const secret of ['', 'x', '{}', '{"access":1}']) {
      entries.set('portal phone.example.com', secret);
      expect((await start().load(origin)).tokens).toBeNull();
    }
  });
});
