import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoadedAccount, SecretStorage } from '../../preload/contract';
import type { Host } from '../host/host';
import { accountDefaults, type Account } from '../phone/account';
import type { LineState } from '../phone/line';
import type { PhoneApi, PhoneListener, PhoneState } from '../phone/phone-api';
import { toRecord } from './account-record';
import { PhoneView } from './phone-view.svelte';
import { Session } from './session.svelte';
import type { SignInValues } from './sign-in-check';

const account: Account = {
  ...accountDefaults,
  id: 'a',
  servers: ['wss://pbx.test/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: '',
  expires: 600,
  iceServers: [],
  practice: false,
};
const keyring: SecretStorage = { kind: 'keyring' };

const ready: LineState = {
  kind: 'ready',
  attempt: 1,
  server: 0,
  since: 0,
  expiresAt: 1,
  asked: 600,
  refreshing: false,
};
const second = { ...account, id: 'b', user: '1002' };

describe('signing in', () => {
  let listeners: Set<PhoneListener>;
  let state: PhoneState;
  const signIn = vi.fn();
  const signOut = vi.fn();
  const changeAccount = vi.fn();
  const arrange = vi.fn();
  const save = vi.fn();
  const forget = vi.fn();
  const order = vi.fn();
  let session: Session;
  let make: (ownSystem: boolean) => Session;
  const change = (next: Partial<PhoneState>): void => {
    const before = state;
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener(state, before);
  };
  /** What the server says of an account's line. */
  const line = (next: LineState, id = 'a'): void => {
    change({ lines: state.lines.map((one) => (one.account.id === id ? { ...one, state: next } : one)) });
  };
  const signedInAs = (): Account => signIn.mock.lastCall?.[0] as Account;
  const stored = (of = account, password: string | null = 'pw', storage: SecretStorage = keyring): LoadedAccount => ({
    account: toRecord(of),
    password,
    storage,
  });
  const type = (values: Partial<SignInValues>): void => {
    Object.assign(session.form.values, { server: account.servers[0], user: '1001', password: 'pw', ...values });
  };

  beforeEach(() => {
    for (const spy of [signIn, signOut, changeAccount, arrange, save, forget, order]) spy.mockReset();
    save.mockResolvedValue(keyring);
    forget.mockResolvedValue(undefined);
    order.mockResolvedValue(undefined);
    listeners = new Set();
    state = {
      lines: [],
      chosen: null,
      account: null,
      line: { kind: 'off' },
      calls: [],
      doNotDisturb: null,
      history: [],
      missed: 0,
      storeProblem: null,
      people: [],
      conversations: [],
    };
    signIn.mockImplementation((given: Account) => {
      const opened = { account: given, state: { kind: 'off' } as const, doNotDisturb: null, voicemail: null };
      change({ lines: [...state.lines.filter(({ account: { id } }) => id !== given.id), opened] });
    });
    signOut.mockImplementation((id?: string) => {
      change({ lines: state.lines.filter((one) => id !== undefined && one.account.id !== id) });
      return Promise.resolve();
    });
    const api = {
      get state() {
        return state;
      },
      subscribe: (listener: PhoneListener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      signIn,
      signOut,
      changeAccount,
      arrange,
    } as unknown as PhoneApi;
    const host = {
      account: { save, forget, order },
      practice: {
        start: () => Promise.resolve({ account: toRecord({ ...account, id: 'p', practice: true }), password: 'x' }),
      },
    } as unknown as Pick<Host, 'account' | 'practice'>;
    make = (ownSystem) => new Session(new PhoneView(api), host, undefined, ownSystem);
    session = make(true);
    type({});
  });

  it('starts with what was kept', () => {
    session.start([stored(), stored(second)]);
    // Their lines are open already.
    expect(signIn).not.toHaveBeenCalled();
    expect(session.phase).toBe('signed-in');
    expect(session.accounts.map(({ account: { id } }) => id)).toEqual(['a', 'b']);
  });

  it('signs in by itself when the keyring opens after all, and nobody twice', () => {
    session.start([stored(account, null, { kind: 'memory', why: 'locked' }), stored(second, null)]);
    session.unlocked([stored(), stored(second, null)]);
    expect(signIn.mock.calls.map(([given]) => (given as Account).id)).toEqual(['a']);
    expect(session.phase).toBe('signed-in');
    expect(session.problem).toBeNull();
    expect(session.known('a')).toMatchObject({ storage: keyring, problem: null });
    expect(session.known('b')?.problem).not.toBeNull();
    session.unlocked([stored(), stored(second, null)]);
    expect(signIn).toHaveBeenCalledOnce();
  });

  it('leaves the form to whoever types in it when the keyring opens', () => {
    session.start([stored(account, null, { kind: 'memory', why: 'locked' })]);
    type({});
    session.signIn();
    session.unlocked([stored()]);
    expect(signIn).toHaveBeenCalledOnce();
    expect(session.phase).toBe('signed-out');
    line(ready);
    expect(session.phase).toBe('signed-in');
  });

  it('asks for the password, and says why, when it is gone', () => {
    session.start([stored(account, null, { kind: 'memory', why: 'locked' })]);
    expect(signIn).not.toHaveBeenCalled();
    expect(session.phase).toBe('signed-out');
    expect(session.form.values.user).toBe('1001');
    expect(session.problem).toContain('locked');

    // Typed in again, it is the same account, with its options.
    type({});
    session.signIn();
    expect(signedInAs().id).toBe('a');
  });

  it('starts with those whose password is there, and names the others', () => {
    session.start([stored(account, null, { kind: 'memory', why: 'timeout' }), stored(second)]);
    expect(session.phase).toBe('signed-in');
    expect(session.accounts.map(({ problem }) => problem !== null)).toEqual([true, false]);
    expect(session.storage).toEqual({ kind: 'memory', why: 'timeout' });
  });

  it('keeps the account only once the server took it', async () => {
    session.signIn();
    expect(session.checking).toBe(true);
    const { id } = signedInAs();
    line({ kind: 'connecting', attempt: 1, server: 0 }, id);
    expect(save).not.toHaveBeenCalled();
    expect(session.accounts).toEqual([]);
    line(ready, id);
    expect(session.checking).toBe(false);
    expect(session.phase).toBe('signed-in');
    await vi.waitFor(() => {
      expect(session.storage).toEqual(keyring);
    });
    expect(save).toHaveBeenCalledWith(expect.objectContaining({ user: '1001' }), 'pw');
    expect(session.form.values.password).toBe('');
  });

  it('blames the password field for a refusal, and stops trying', () => {
    session.start([]);
    type({});
    session.signIn();
    line({ kind: 'refused', cause: { kind: 'wrong-password' } }, signedInAs().id);
    expect(session.phase).toBe('signed-out');
    expect(session.form.errors.password).toContain('does not accept the password');
    expect(signOut).toHaveBeenCalledOnce();
    expect(save).not.toHaveBeenCalled();
  });

  it('blames the server field when nothing answers there', () => {
    session.signIn();
    line({ kind: 'waiting', attempt: 1, server: 0, until: 1, cause: { kind: 'unreachable' } }, signedInAs().id);
    expect(session.form.errors.server).toContain('Nothing answers');
  });

  it('lets an administrator keep it at the systems that are here: another password is taken, another server is not', () => {
    session = make(false);
    session.start([stored(account, null)]);
    type({ password: 'other', server: 'wss://other.test/ws' });
    session.signIn();
    expect(session.form.errors.server).toMatch(/no other telephone system/);
    expect(signIn).not.toHaveBeenCalled();
    type({ password: 'other' });
    session.signIn();
    expect(signedInAs()).toMatchObject({ id: 'a', servers: account.servers });
    session.add();
    type({ user: '1003' });
    session.signIn();
    expect(signIn).toHaveBeenCalledTimes(1);
  });

  it('sends nothing while a field is wrong', () => {
    session.form.values.user = '';
    session.signIn();
    expect(signIn).not.toHaveBeenCalled();
    expect(session.form.errors.user).toBeDefined();
  });

  describe('with an account already', () => {
    beforeEach(() => {
      signIn({ ...account, label: 'Front desk' }, 'pw');
      session.start([stored({ ...account, label: 'Front desk' })]);
      line(ready);
      signIn.mockClear();
    });

    it('adds another, and other lines have no say in it', async () => {
      session.add();
      type({ user: '1002' });
      session.signIn();
      line({ kind: 'waiting', attempt: 1, server: 0, until: 1, cause: { kind: 'lost' } }, 'a');
      expect(session.checking).toBe(true);
      line(ready, signedInAs().id);
      expect(session.accounts.map(({ account: { user } }) => user)).toEqual(['1001', '1002']);
      await vi.waitFor(() => {
        expect(save).toHaveBeenCalledOnce();
      });
    });

    it('leaves the others alone when the new one is refused', () => {
      session.add();
      type({ user: '1002' });
      session.signIn();
      const { id } = signedInAs();
      line({ kind: 'refused', cause: { kind: 'forbidden' } }, id);
      expect(signOut.mock.calls).toEqual([[id]]);
      expect(session.phase).toBe('signed-in');
      expect(session.accounts).toHaveLength(1);
    });

    it('does not take the same account twice', () => {
      session.add();
      type({});
      session.signIn();
      expect(session.form.errors.user).toBeDefined();
      expect(signIn).not.toHaveBeenCalled();
    });

    it('corrects its sign-in and keeps its options', () => {
      session.correct('a');
      expect(session.form.values.user).toBe('1001');
      type({ password: 'new' });
      session.signIn();
      expect(signedInAs()).toMatchObject({ id: 'a', label: 'Front desk' });
      line(ready);
      expect(session.correcting).toBeNull();
      expect(session.accounts).toHaveLength(1);
    });

    it('goes on as it was when a correction does not work', () => {
      session.correct('a');
      type({ server: 'wss://elsewhere.test' });
      session.signIn();
      line({ kind: 'waiting', attempt: 1, server: 0, until: 1, cause: { kind: 'unreachable' } });
      expect(signIn).toHaveBeenLastCalledWith(expect.objectContaining({ servers: account.servers }), 'pw');
      expect(signOut).not.toHaveBeenCalled();
    });

    it('does not try a refused password again', () => {
      line({ kind: 'refused', cause: { kind: 'wrong-password' } });
      session.correct('a');
      type({ password: 'also wrong' });
      session.signIn();
      line({ kind: 'refused', cause: { kind: 'wrong-password' } });
      expect(signIn).toHaveBeenCalledOnce();
      expect(signOut).toHaveBeenCalledWith('a');
      expect(session.known('a')?.problem).toMatch(/\.$/u);
    });

    it('takes over changed options at once and keeps them with the password', async () => {
      await session.change({ ...account, voicemail: '*97' });
      expect(changeAccount).toHaveBeenCalledWith(expect.objectContaining({ voicemail: '*97' }));
      expect(save).toHaveBeenCalledWith(expect.objectContaining({ voicemail: '*97' }), 'pw');
      expect(session.known('a')?.account.voicemail).toBe('*97');
    });

    it('says so when they cannot be kept', async () => {
      save.mockRejectedValue(new Error('The disk is full.'));
      await session.change({ ...account, voicemail: '*97' });
      expect(session.unsaved.get('a')).toBe('The disk is full.');
      expect(session.known('a')?.account.voicemail).toBe('*97');
    });

    it('puts accounts in another order', async () => {
      session.add();
      type({ user: '1002' });
      session.signIn();
      const { id } = signedInAs();
      line(ready, id);
      await session.move(id, -1);
      expect(order).toHaveBeenCalledWith([id, 'a']);
      expect(arrange).toHaveBeenCalledWith([id, 'a']);
      await session.move(id, -1);
      expect(order).toHaveBeenCalledOnce();
    });

    it('removes one, and shows the form after the last', async () => {
      await session.remove('a');
      expect(signOut).toHaveBeenCalledWith('a');
      expect(forget).toHaveBeenCalledWith('a');
      expect(session.phase).toBe('signed-out');
      expect(session.form.values.user).toBe('');
    });

    it('offers the practice line until it is there, and does not keep it', async () => {
      expect(session.canPractise).toBe(true);
      await session.practise();
      line(ready, 'p');
      expect(session.canPractise).toBe(false);
      expect(save).not.toHaveBeenCalled();
      expect(session.storage).toEqual(keyring);
    });
  });
});
