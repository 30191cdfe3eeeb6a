import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call, PhoneApi, PhoneState } from '../phone/phone-api';
import type { App } from './app';
import { DialPad } from './dial-pad.svelte';
import { PhoneView } from './phone-view.svelte';
import { Router } from './router.svelte';
import { runShortcut, type Key } from './shortcuts';

const party = { name: 'Ada', number: '1', uri: '' };
const call = (id: string, state: Call['state']): Call => ({
  id,
  direction: 'incoming',
  party,
  startedAt: 0,
  state,
  muted: false,
  digits: '',
  autoAnswered: false,
  answerAfter: null,
  line: 'a',
  via: null,
  called: '',
  ring: 'normal',
  waitingDigits: '',
  consultFor: null,
  conference: null,
  referral: null,
  quality: null,
});
const active: Call['state'] = {
  kind: 'active',
  since: 0,
  hold: { local: false, remote: false },
  media: { kind: 'flowing' },
  transfer: { kind: 'none' },
};
const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  command: false,
  alt: false,
  typing: false,
  dialog: false,
  ...more,
});

describe('shortcuts', () => {
  const api = {
    answer: vi.fn(),
    decline: vi.fn(),
    hangUp: vi.fn(),
    setMuted: vi.fn(),
    setHold: vi.fn(),
    sendDtmf: vi.fn(),
  };
  let app: App;
  const show = (calls: Call[]): void => {
    const state: PhoneState = {
      lines: [],
      chosen: null,
      account: null,
      line: { kind: 'off' },
      calls,
      doNotDisturb: null,
      history: [],
      missed: 0,
      storeProblem: null,
      people: [],
      conversations: [],
    };
    const phone = new PhoneView({ ...api, state, subscribe: () => () => {} } as unknown as PhoneApi);
    const router = new Router({ hash: '' });
    app = {
      phone,
      router,
      dialPad: new DialPad(phone, () => {}),
      sound: { keyTone: vi.fn() },
      session: { phase: 'signed-in' },
    } as unknown as App;
  };
  beforeEach(() => {
    for (const spy of Object.values(api)) spy.mockReset();
  });

  it('ends a conference for all, and no call beside it', () => {
    api.hangUp.mockClear();
    const conference = { muted: false };
    show([
      { ...call('a', active), conference },
      { ...call('b', active), conference },
      call('c', { ...active, hold: { local: true, remote: false } }),
    ]);
    expect(runShortcut(app, key('e', { command: true }))).toBe(true);
    expect(api.hangUp.mock.calls).toEqual([['a'], ['b']]);
  });

  it('answers and declines what rings, only with Ctrl', () => {
    show([call('talk', active), call('ring', { kind: 'ringing' })]);
    expect(runShortcut(app, key('Enter'))).toBe(false);
    runShortcut(app, key('Enter', { command: true }));
    expect(api.answer).toHaveBeenCalledWith('ring', 'by-hand');
    runShortcut(app, key('e', { command: true }));
    expect(api.decline).toHaveBeenCalledWith('ring');
    expect(api.hangUp).not.toHaveBeenCalled();
  });

  it('ends the live call with Ctrl E, also while typing', () => {
    show([call('talk', active)]);
    runShortcut(app, key('e', { command: true, typing: true }));
    expect(api.hangUp).toHaveBeenCalledWith('talk');
  });

  it('no single key ends a call', () => {
    show([call('talk', active)]);
    for (const name of ['Escape', 'Enter', 'e', 'Backspace', 'Delete', ' ']) runShortcut(app, key(name));
    expect(api.hangUp).not.toHaveBeenCalled();
  });

  it('leaves letters and digits to a text field', () => {
    show([call('talk', active)]);
    for (const name of ['m', 'h', '5']) expect(runShortcut(app, key(name, { typing: true }))).toBe(false);
    runShortcut(app, key('m'));
    runShortcut(app, key('h'));
    runShortcut(app, key('5'));
    expect(api.setMuted).toHaveBeenCalledWith('talk', true);
    expect(api.setHold).toHaveBeenCalledWith('talk', true);
    expect(api.sendDtmf).toHaveBeenCalledWith('talk', '5');
  });

  it('dials with digits when nothing is up', () => {
    show([]);
    runShortcut(app, key('6'));
    expect(app.dialPad.text).toBe('6');
    expect(app.router.page).toBe('dialpad');
  });
});
