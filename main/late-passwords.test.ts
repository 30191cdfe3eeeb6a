import { beforeEach, expect, it, vi } from 'vitest';
import type { LoadedAccount } from '../preload/contract';
import type { Accounts } from './account';
import { fakeLog } from './fakes/log';
import type { KeyringState } from './keyring-watch';
import { followLatePasswords } from './late-passwords';

type Storage = LoadedAccount['storage'];

const loadedAs = (password: string | null, storage: Storage) => [{ password, storage } as LoadedAccount];
const lacking = (why: 'no-keyring' | 'locked' | 'timeout' | 'failed') => loadedAs(null, { kind: 'memory', why });
const complete = loadedAs('geheim', { kind: 'keyring' });

let kept: LoadedAccount[];
let keyring: ((state: KeyringState) => void) | null;
const tell = vi.fn(async (_open: boolean) => {});

function create() {
  const accounts = followLatePasswords({ load: async () => kept } as Accounts, {
    watch: (changed) => {
      keyring = changed;
      return () => void (keyring = null);
    },
    tell,
    log: fakeLog(),
  });
  return accounts;
}

beforeEach(() => {
  keyring = null;
  tell.mockClear();
});

it('does not look at the keyring when nothing is missing, or nothing can come of it', async () => {
  kept = complete;
  await create().load();
  expect(keyring).toBeNull();
  kept = lacking('failed');
  await create().load();
  expect(keyring).toBeNull();
});

it.each(['no-keyring', 'locked', 'timeout'] as const)(
  'after %s, tells when the keyring opens, until all is there',
  async (why) => {
    kept = lacking(why);
    const accounts = create();
    await accounts.load();
    keyring?.('absent');
    expect(tell).not.toHaveBeenCalled();
    keyring?.('open');
    expect(tell).toHaveBeenCalledExactlyOnceWith(true);
    kept = complete;
    await accounts.load();
    expect(keyring).toBeNull();
  },
);

it('asks a keyring that comes up locked once, however often it comes and goes', async () => {
  kept = lacking('no-keyring');
  await create().load();
  for (const state of ['absent', 'locked', 'absent', 'locked'] as const) keyring?.(state);
  expect(tell).toHaveBeenCalledExactlyOnceWith(false);
});

it('never asks one again that was asked already', async () => {
  for (const why of ['locked', 'timeout'] as const) {
    kept = lacking(why);
    await create().load();
    keyring?.('locked');
  }
  expect(tell).not.toHaveBeenCalled();
});

it('tells of what came late by itself only when something is missing', async () => {
  kept = lacking('timeout');
  const accounts = create();
  accounts.opened();
  expect(tell).not.toHaveBeenCalled();
  await accounts.load();
  accounts.opened();
  expect(tell).toHaveBeenCalledExactlyOnceWith(true);
});
