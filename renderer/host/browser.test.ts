import * as v from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { AccountSchema, type AccountRecord, type CallSnapshot, type Snapshot } from '../../preload/contract';
import { createBrowserHost } from './browser';
import { autoAnswerAfter } from './browser-calls';

const account: AccountRecord = v.parse(AccountSchema, {
  id: 'a',
  servers: ['wss://pbx.test/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: 'Ann',
  expires: 600,
  iceServers: [{ urls: 'stun:a.test' }, { urls: 'turn:b.test', username: 'me', credential: 'turn-secret' }],
  practice: false,
});

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
    localStorage.setItem('sidetone.settings', '{"theme":"purple","ringVolume":0.5}');
    const { settings, setAside } = await host().settings.load();
    expect(settings).toMatchObject({ theme: 'system', ringVolume: 0.5 });
    expect(setAside && localStorage.getItem(setAside)).toBe('{"theme":"purple","ringVolume":0.5}');
    expect((await host().settings.load()).setAside).toBeNull();
  });

  it('keeps the account, but no secret of it, and says so', async () => {
    expect(await host().account.save(account, 'the-password')).toEqual({ kind: 'memory', why: 'browser' });
    expect(JSON.stringify({ ...localStorage })).not.toMatch(/the-password|turn-secret/u);
    expect(await host().account.load()).toMatchObject([{ account: { user: '1001' }, password: null }]);
    await host().account.forget('a');
    expect(await host().account.load()).toEqual([]);
  });

  it('keeps several accounts in their order, and none for a bad one beside it', async () => {
    for (const id of ['a', 'b', 'c']) await host().account.save({ ...account, id, iceServers: [] }, '');
    await host().account.save({ ...account, id: 'b', displayName: 'Bea', iceServers: [] }, '');
    await host().account.save({ ...account, id: 'p', practice: true }, '');
    await host().account.order(['c']);
    const kept: unknown[] = JSON.parse(localStorage.getItem('sidetone.accounts') ?? '[]');
    localStorage.setItem('sidetone.accounts', JSON.stringify(['nonsense', ...kept]));
    const loaded = await host().account.load();
    expect(loaded.map(({ account: { id, displayName } }) => [id, displayName])).toEqual([
      ['c', 'Ann'],
      ['a', 'Ann'],
      ['b', 'Bea'],
    ]);
  });

  it('takes over the one account of before', async () => {
    localStorage.setItem('sidetone.account', JSON.stringify({ ...account, iceServers: [], label: undefined }));
    expect(await host().account.load()).toMatchObject([{ account: { id: 'a', label: '' } }]);
    await host().account.forget('a');
    expect(await host().account.load()).toEqual([]);
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
    held: false,
    via: '',
    autoAnswer: 'inherit',
    startedAt: 0,
    answeredAt: null,
    callBack: '',
    lineId: 'a',
    address: '',
    answerAfter: null,
    missed: false,
  };
  const snapshot: Snapshot = {
    signedIn: true,
    line: 'ready',
    lineText: '',
    doNotDisturb: false,
    doNotDisturbUntil: null,
    voicemail: 0,
    messages: 0,
    missed: 0,
    recent: [],
    microphones: { devices: [], chosen: '' },
    speakers: { devices: [], chosen: '' },
    calls: [call],
  };
  const asked = { ...call, answerAfter: 2 };

  it.each([
    ['off', asked, snapshot, null],
    ['all', call, snapshot, 0],
    ['off', { ...call, autoAnswer: 'all' }, snapshot, 0],
    ['all', { ...call, autoAnswer: 'off' }, snapshot, null],
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
