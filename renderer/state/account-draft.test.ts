import { describe, expect, it } from 'vitest';
import { accountDefaults, type Account } from '../phone/account';
import { AccountDraft, type DraftField } from './account-draft.svelte';

const account: Account = {
  ...accountDefaults,
  id: 'a',
  servers: ['wss://one.test/ws', 'wss://two.test/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: 'Ada',
  expires: 600,
  iceServers: [],
  practice: false,
};

describe('an account being changed', () => {
  it('is the same account as long as nothing is typed', () => {
    const draft = new AccountDraft(account);
    expect(draft.changed).toBe(false);
    expect(draft.submit()).toEqual(account);
  });

  it('gives what was typed, tidied up', () => {
    const draft = new AccountDraft(account);
    draft.label = ' Front desk ';
    draft.noAnswer = '030 / 23 12 51';
    draft.seconds = '15';
    draft.dtmf = 'in-band';
    draft.addPerson();
    draft.addPerson();
    Object.assign(draft.monitored[0] ?? {}, { number: ' 1002 ', name: ' Grace ', event: 'presence' });
    expect(draft.changed).toBe(true);
    expect(draft.submit()).toEqual({
      ...account,
      label: 'Front desk',
      dtmf: 'in-band',
      forwarding: { always: '', busy: '', noAnswer: '030231251', noAnswerSeconds: 15 },
      monitored: [{ number: '1002', name: 'Grace', event: 'presence' }],
    });
  });

  it('orders the servers, and keeps one at least', () => {
    const draft = new AccountDraft(account);
    draft.raiseServer(1);
    draft.addServer();
    draft.servers[2] = 'three.test';
    expect(draft.submit()?.servers).toEqual(['wss://two.test/ws', 'wss://one.test/ws', 'wss://three.test']);
    draft.removeServer(0);
    draft.removeServer(0);
    draft.removeServer(0);
    expect(draft.servers).toEqual(['three.test']);
  });

  it('takes no more servers than can be kept', () => {
    const draft = new AccountDraft(account);
    for (let more = 0; more < 20; more += 1) draft.addServer();
    expect(draft.servers).toHaveLength(8);
    expect(draft.canAddServer).toBe(false);
  });

  it.each([
    ['servers', (draft: AccountDraft) => (draft.servers = ['', ' '])],
    ['servers', (draft: AccountDraft) => (draft.servers = ['wss://one.test', 'two words'])],
    ['callerId', (draft: AccountDraft) => (draft.callerId = 'no number!')],
    ['voicemail', (draft: AccountDraft) => (draft.voicemail = '?')],
    ['pickupCode', (draft: AccountDraft) => (draft.pickupCode = '*8x')],
    ['always', (draft: AccountDraft) => (draft.always = 'call me')],
    ['seconds', (draft: AccountDraft) => (draft.seconds = '0')],
    ['seconds', (draft: AccountDraft) => (draft.seconds = 'soon')],
    ['monitored', (draft: AccountDraft) => (draft.monitored = [{ number: '', name: 'Grace', event: 'dialog' }])],
    [
      'monitored',
      (draft: AccountDraft) =>
        (draft.monitored = [
          { number: '1002', name: '', event: 'dialog' },
          { number: '10 02', name: '', event: 'presence' },
        ]),
    ],
  ] as [DraftField, (draft: AccountDraft) => unknown][])('says what is wrong with %s (%#)', (field, type) => {
    const draft = new AccountDraft(account);
    type(draft);
    expect(draft.submit()).toBeNull();
    expect(Object.keys(draft.errors)).toEqual([field]);
    expect(draft.errors[field]).toMatch(/^[A-Z].*\.$/u);
    draft.corrected(field);
    expect(draft.errors).toEqual({});
  });
});
