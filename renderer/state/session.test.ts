import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SecretStorage } from '../../preload/contract';
import type { Host } from '../host/host';
import { accountDefaults } from '../phone/account';
import type { LineState } from '../phone/line';
import type { PhoneApi, PhoneListener, PhoneState } from '../phone/phone-api';
import { toRecord } from './account-record';
import { PhoneView } from './phone-view.svelte';
import { Session } from './session.svelte';

const account = {
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

describe('signing in', () => {
  let listeners: Set<PhoneListener>;
  let state: PhoneState;
  const signIn = vi.fn();
  const signOut = vi.fn();
  const save = vi.fn();
  const load = vi.fn();
  let session: Session;
  const line = (next: LineState): void => {
    const before = state;
    state = { ...state, line: next };
    for (const listener of [...listeners]) listener(state, before);
  };

  beforeEach(() => {
    for (const spy of [signIn, signOut, save, load]) spy.mockReset();
    save.mockResolvedValue(keyring);
    signOut.mockResolvedValue(undefined);
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
    } as unknown as PhoneApi;
    const host = {
      account: { load, save, forget: vi.fn().mockResolvedValue(undefined) },
      practice: null,
    } as unknown as Pick<Host, 'account' | 'practice'>;
    session = new Session(new PhoneView(api), host);
    Object.assign(session.form.values, { server: account.servers[0], user: '1001', password: 'pw' });
  });

  it('starts with what was kept', async () => {
    load.mockResolvedValue([{ account: toRecord(account), password: 'pw', storage: keyring }]);
    await session.start();
    expect(signIn).toHaveBeenCalledWith(account, 'pw');
    expect(session.phase).toBe('signed-in');
  });

  it('asks for the password, and says why, when it is gone', async () => {
    load.mockResolvedValue([
      { account: toRecord(account), password: null, storage: { kind: 'memory', why: 'locked' } },
    ]);
    await session.start();
    expect(signIn).not.toHaveBeenCalled();
    expect(session.phase).toBe('signed-out');
    expect(session.form.values.user).toBe('1001');
    expect(session.problem).toContain('locked');
  });

  it('keeps the account only once the server took it', async () => {
    session.signIn();
    expect(session.phase).toBe('checking');
    line({ kind: 'connecting', attempt: 1, server: 0 });
    expect(save).not.toHaveBeenCalled();
    line({ kind: 'ready', attempt: 1, server: 0, since: 0, expiresAt: 1, asked: 600, refreshing: false });
    expect(session.phase).toBe('signed-in');
    await vi.waitFor(() => {
      expect(session.storage).toEqual(keyring);
    });
    expect(save).toHaveBeenCalledWith(expect.objectContaining({ user: '1001' }), 'pw');
    expect(session.form.values.password).toBe('');
  });

  it('blames the password field for a refusal, and stops trying', () => {
    session.signIn();
    line({ kind: 'refused', cause: { kind: 'wrong-password' } });
    expect(session.phase).toBe('signed-out');
    expect(session.form.errors.password).toContain('does not accept the password');
    expect(signOut).toHaveBeenCalledOnce();
    expect(save).not.toHaveBeenCalled();
  });

  it('blames the server field when nothing answers there', () => {
    session.signIn();
    line({ kind: 'waiting', attempt: 1, server: 0, until: 1, cause: { kind: 'unreachable' } });
    expect(session.form.errors.server).toContain('Nothing answers');
  });

  it('sends nothing while a field is wrong', () => {
    session.form.values.user = '';
    session.signIn();
    expect(signIn).not.toHaveBeenCalled();
    expect(session.form.errors.user).toBeDefined();
  });
});
