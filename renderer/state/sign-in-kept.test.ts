import { expect, it, vi } from 'vitest';
import { accountDefaults, type Account } from '../phone/account';
import { toRecord } from './account-record';
import { signInKept } from './sign-in-kept';

const account = (id: string): Account => ({
  ...accountDefaults,
  id,
  servers: ['wss://pbx.test/ws'],
  user: id,
  authUser: '',
  domain: 'pbx.test',
  displayName: '',
  expires: 600,
  iceServers: [],
  practice: false,
});

it('opens the lines whose password is there, in the user’s order', () => {
  const signIn = vi.fn();
  const storage = { kind: 'keyring' } as const;
  signInKept({ signIn }, [
    { account: toRecord(account('a')), password: 'one', storage },
    { account: toRecord(account('b')), password: null, storage },
    { account: toRecord(account('c')), password: '', storage },
  ]);
  expect(signIn.mock.calls).toEqual([
    [account('a'), 'one'],
    [account('c'), ''],
  ]);
});
