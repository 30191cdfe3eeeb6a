import { afterEach, describe, expect, it } from 'vitest';
import type { AccountRecord, CallSnapshot, Snapshot } from '../../preload/contract';
import { createBrowserHost } from './browser';
import { autoAnswerAfter } from './browser-calls';

const account: AccountRecord = {
  id: 'a',
  servers: ['wss://pbx.test/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: 'Ann',
  expires: 600,
  iceServers: [{ urls: 'stun:a.test' }, { urls: 'turn:b.test', username: 'me', credential: 'turn-secret' }],
  practice: false,
};

afterEach(() => {
  localStorage.clear();
});
const host = () => createBrowserHost(window, localStorage);

describe('the host in a browser', () => {
  it('keeps settings across a reload', async () => {
    await host().settings.save({ theme: 'dark' });
    const { settings, setAside } = await host().settings.load();
    expect(settings.theme).toBe('dark');
    expect(setAside).toBeNull();
  });

  it('sets damaged settings aside', async () => {
    localStorage.setItem('sidetone.settings', '{"theme":"purple"}');
    const { settings, setAside } = await host().settings.load();
    expect(settings.theme).toBe('system');
    expect(setAside && localStorage.getItem(setAside)).toBe('{"theme":"purple"}');
  });

  it('keeps the account, but no secret of it, and says so', async () => {
    expect(await host().account.save(account, 'the-password')).toEqual({ kind: 'memory', why: 'browser' });
    expect(JSON.stringify({ ...localStorage })).not.toMatch(/the-password|turn-secret/u);
    const loaded = await host().account.load();
    expect(loaded.account?.user).toBe('1001');
    expect(loaded.password).toBeNull();
    await host().account.forget();
    expect((await host().account.load()).account).toBeNull();
  });
});

describe('automatic answer', () => {
  const call: CallSnapshot = {
    id: 'c',
    direction: 'incoming',
    state: 'ringing',
    name: '',
    number: '',
    line: '',
    muted: false,
    answerAfter: null,
    missed: false,
  };
  const snapshot: Snapshot = {
    signedIn: true,
    line: 'ready',
    lineText: '',
    doNotDisturb: false,
    missed: 0,
    calls: [call],
  };
  const asked = { ...call, answerAfter: 2 };

  it.each([
    ['off', asked, snapshot, null],
    ['all', call, snapshot, 0],
    ['all', asked, snapshot, 2],
    ['on-request', call, snapshot, null],
    ['on-request', asked, snapshot, 2],
    ['all', call, { ...snapshot, doNotDisturb: true }, null],
    ['all', call, { ...snapshot, calls: [call, { ...call, id: 'other', state: 'active' }] }, null],
    ['all', call, { ...snapshot, calls: [call, { ...call, id: 'other', state: 'ended' }] }, 0],
  ] as const)('%s', (mode, ringing, now, seconds) => {
    expect(autoAnswerAfter(ringing, { ...now, calls: [...now.calls] }, mode)).toBe(seconds);
  });
});
