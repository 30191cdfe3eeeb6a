import { describe, expect, it, vi } from 'vitest';
import type { LostCall } from '../../preload/contract';
import { accountDefaults, type Account } from '../phone/account';
import type { LineState } from '../phone/line';
import type { Line, PhoneApi, PhoneState } from '../phone/phone-api';
import type { App } from './app';
import { fakeBrand, fakeOperator, fakeProvisioned, noOperator } from './fakes/fake-operator';
import { LostCalls } from './lost-calls.svelte';
import { notice } from './notices.svelte';
import type { OperatorView } from './operator';
import { PhoneView } from './phone-view.svelte';
import { Router } from './router.svelte';
import { Toasts } from './toasts.svelte';

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
const line = (id: string, state: LineState): Line => ({
  account: account(id),
  state,
  doNotDisturb: null,
  voicemail: null,
});
const ready: LineState = {
  kind: 'ready',
  attempt: 1,
  server: 0,
  since: 0,
  expiresAt: 1,
  asked: 600,
  refreshing: false,
};
const waiting: LineState = { kind: 'waiting', attempt: 1, server: 0, until: 3000, cause: { kind: 'lost' } };
const refused: LineState = { kind: 'refused', cause: { kind: 'wrong-password' } };
const lost: LostCall = {
  direction: 'incoming',
  startedAt: 0,
  answeredAt: 0,
  name: 'Ada',
  number: '1002',
  callBack: '1002',
  lineId: 'b',
  address: 'b@pbx.test',
  at: 0,
};

function appWith(lines: Line[], calls: LostCall[] = [], known: unknown[] = [], operator: OperatorView = noOperator) {
  const show = vi.fn();
  const dial = vi.fn().mockReturnValue({ ok: true, id: 'call' });
  const retry = vi.fn();
  const state: Pick<PhoneState, 'lines' | 'storeProblem'> = { lines, storeProblem: null };
  const phone = new PhoneView({ state, dial, retry, subscribe: () => () => {} } as unknown as PhoneApi);
  const toasts = new Toasts();
  const app = {
    phone,
    toasts,
    router: new Router({ hash: '' }),
    lostCalls: new LostCalls(phone, toasts, calls),
    now: { ms: 0 },
    microphone: { problem: null },
    settings: { failed: null, setAside: null },
    session: { accounts: known, storage: { kind: 'keyring' } },
    operator,
    payments: { show },
    noTray: { tells: false, understood: vi.fn() },
  } as unknown as App;
  return { app, dial, retry, show };
}

describe('what the user has to know', () => {
  it('is nothing while all is well', () => {
    expect(notice(appWith([line('a', ready), line('b', ready)]).app)).toBeNull();
  });

  it('tells of calls that a fault cut off, one after the other, and calls back on their line', () => {
    const { app, dial } = appWith([line('a', ready), line('b', ready)], [lost, { ...lost, name: '', callBack: '' }]);
    const first = notice(app);
    expect(first?.title).toContain('Ada');
    first?.actions[0]?.run();
    expect(dial).toHaveBeenCalledWith('1002', { line: 'b' });
    const second = notice(app);
    expect(second?.title).toContain('1002');
    expect(second?.actions).toHaveLength(1);
    second?.actions[0]?.run();
    expect(notice(app)).toBeNull();
  });

  it('is about the line that needs the user most, by its name, and tries that one again', () => {
    const { app, retry } = appWith([line('a', ready), line('b', waiting), line('c', refused)]);
    const shown = notice(app);
    expect(shown?.title).toMatch(/^c: /u);
    shown?.actions[1]?.run();
    expect(retry).toHaveBeenCalledWith('c');
    shown?.actions[0]?.run();
    expect(app.router.detail).toEqual(['account', 'c', 'sign-in']);
  });

  it('does not name the only line', () => {
    expect(notice(appWith([line('a', waiting)]).app)?.title).toBe('The connection was lost');
  });

  it('asks to sign in again at the operator that has forgotten the user, and says that the line goes on', () => {
    const known = [{ account: { ...account('a'), operator: true }, storage: { kind: 'keyring' }, problem: null }];
    const failure = {
      kind: 'problem' as const,
      status: 401,
      type: 'unauthorized',
      detail: '',
      retryAfter: null,
      problem: {},
    };
    const balance = null;
    const { app } = appWith([line('a', ready)], [], known, fakeOperator({ failure, balance }));
    const shown = notice(app);
    expect(shown?.title).toBe('northwind.example wants you to sign in again');
    shown?.actions[0]?.run();
    expect([app.router.page, ...app.router.detail]).toEqual(['settings', 'account', 'a', 'sign-in']);
    const offline = fakeOperator({ failure: { kind: 'offline' }, balance });
    expect(notice(appWith([line('a', ready)], [], known, offline).app)).toBeNull();
    expect(notice(appWith([line('a', ready)], [], [], fakeOperator({ failure, balance })).app)).toBeNull();
  });

  it('tells of an account without a line', () => {
    const known = [{ account: account('a'), storage: { kind: 'keyring' }, problem: 'The keyring is locked.' }];
    const shown = notice(appWith([line('b', ready)], [], known).app);
    expect(shown).toMatchObject({ tone: 'warn', text: 'The keyring is locked.' });
  });

  it('tells of a low balance before a call, until it was put away or there is less', () => {
    const at = (amount: number, more: Partial<OperatorView> = {}) =>
      appWith(
        [line('a', ready)],
        [],
        [],
        fakeOperator({ balance: { amount, currency: 'EUR', lowBelow: 2, at: 0 }, ...more }),
      );
    expect(notice(at(2).app)).toBeNull();
    const low = at(1.5);
    const shown = notice(low.app);
    expect(shown?.title).toContain('€1.50');
    shown?.actions[0]?.run();
    expect(low.show).toHaveBeenCalled();
    shown?.actions[1]?.run();
    expect(notice(low.app)).toBeNull();
    const brand = { ...fakeBrand, flags: new Set(['BALANCE'] as const) };
    const used = notice(at(0, { provisioned: { ...fakeProvisioned, brand } }).app);
    expect(used?.title).toContain('used up');
    expect(used?.actions.map(({ label }) => label)).toEqual(['Understood']);
  });
});

it('tells that there is no tray, until that is understood', () => {
  const { app } = appWith([line('a', ready)]);
  const understood = vi.fn();
  Object.assign(app, { noTray: { tells: true, understood } });
  const told = notice(app);
  expect(told).toMatchObject({ tone: 'info', title: 'This desktop shows no tray icons' });
  told?.actions[0]?.run();
  expect(understood).toHaveBeenCalledOnce();
});

it('tells of a new version that waits, but in no call', () => {
  const { app } = appWith([line('a', ready)]);
  const updates = {
    waiting: { kind: 'ready', version: '2.0.0' },
    status: { asksToInstall: false },
    restart: vi.fn(),
    fetch: vi.fn(),
    putAway: vi.fn(),
  };
  Object.assign(app, { updates });
  Object.assign(app.phone.state, { calls: [{}] });
  expect(notice(app)).toBeNull();
  Object.assign(app.phone.state, { calls: [] });
  const told = notice(app);
  expect(told?.title).toBe('Version 2.0.0 is ready');
  told?.actions[0]?.run();
  expect(updates.restart).toHaveBeenCalledOnce();
  told?.actions[1]?.run();
  expect(updates.putAway).toHaveBeenCalledOnce();
  Object.assign(updates, { waiting: { kind: 'available', version: '2.0.0' } });
  notice(app)?.actions[0]?.run();
  expect(updates.fetch).toHaveBeenCalledOnce();
});
