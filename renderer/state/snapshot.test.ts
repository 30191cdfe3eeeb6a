import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { SnapshotSchema } from '../../preload/contract';
import { accountDefaults, type Account } from '../phone/account';
import { fakeEntry } from '../phone/fakes/fake-entry';
import { sampleCall } from '../phone/fakes/sample-call';
import { lineStates, sampleNow } from '../phone/fakes/samples';
import type { HistoryEntry } from '../phone/history';
import type { LineState } from '../phone/line';
import type { Call, Line, PhoneState } from '../phone/phone-api';
import { toSnapshot } from './snapshot';

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
const line = (state: LineState, changes: Partial<Account> = {}): Line => ({
  account: { ...account, ...changes },
  state,
  doNotDisturb: null,
  voicemail: null,
});
const call = (changes: Partial<Call> = {}): Call => ({ ...sampleCall, ...changes });
const state = (changes: Partial<PhoneState> = {}): PhoneState => ({
  lines: [],
  chosen: null,
  account: null,
  line: { kind: 'off' },
  calls: [],
  doNotDisturb: null,
  history: [],
  missed: 2,
  storeProblem: null,
  people: [],
  conversations: [],
  ...changes,
});
const first = (changes: Partial<Call>, lines: Line[] = []) =>
  toSnapshot(state({ calls: [call(changes)], lines })).calls[0];

describe('a call', () => {
  it('fits the contract, whatever the caller calls himself', () => {
    const party = { name: '\u{1F600}'.repeat(5000), number: '2'.repeat(5000), uri: '' };
    const snapshot = toSnapshot(state({ calls: [call({ party, via: party, line: '' })] }));
    expect(v.safeParse(SnapshotSchema, snapshot).success).toBe(true);
    expect(snapshot.calls[0]?.name).toMatch(/^(?:\u{1F600})+…$/u);
    // Cut, it would be somebody else's number.
    expect(snapshot.calls[0]?.callBack).toBe('');
  });

  it('is told of in few words', () => {
    expect(first({ state: { kind: 'ringing' }, answerAfter: 3 })).toMatchObject({
      state: 'ringing',
      answerAfter: 3,
      missed: false,
    });
    expect(first({ state: { kind: 'answering' } })?.state).toBe('connecting');
    expect(first({ state: { kind: 'redirected', target: 'sip:2@b.test' } })?.state).toBe('connecting');
    const ended = (kind: 'missed' | 'answered-elsewhere') =>
      first({ state: { kind: 'ended', reason: { kind }, at: sampleNow } });
    expect(ended('missed')).toMatchObject({ state: 'ended', missed: true });
    expect(ended('answered-elsewhere')?.missed).toBe(false);
  });

  it('whose caller wants a person is not answered by itself (RFC 5373)', () => {
    const lines = [line(lineStates.ready, { autoAnswer: 'all' })];
    expect(first({ line: lines[0]!.account.id, answerAfter: 'manual' }, lines)).toMatchObject({
      autoAnswer: 'off',
      answerAfter: null,
    });
  });

  it('says on which line it is, who sent it on, and what that line does by itself', () => {
    const ready = lineStates.ready;
    const lines = [line(ready), line(ready, { id: 'b', user: '1002', label: 'Reception', autoAnswer: 'all' })];
    const via = { name: 'Front desk', number: '9', uri: 'sip:9@pbx.test' };
    expect(first({ line: 'b', via }, lines)).toMatchObject({
      line: 'Reception',
      lineId: 'b',
      address: '1002@pbx.test',
      via: 'Front desk',
      autoAnswer: 'all',
    });
    expect(first({ line: 'a' }, lines)).toMatchObject({ line: '1001', via: '', autoAnswer: 'inherit' });
    expect(first({ line: 'gone' }, lines)).toMatchObject({ line: '', autoAnswer: 'inherit' });
  });

  it('is held when this side holds it, not the other', () => {
    const active = sampleCall.state.kind === 'active' ? sampleCall.state : null;
    const held = (local: boolean, remote: boolean) =>
      active && first({ state: { ...active, hold: { local, remote } } })?.held;
    expect(first({})?.answeredAt).toBe(sampleNow - 60_000);
    expect(first({ state: { kind: 'ringing' } })?.answeredAt).toBeNull();
    expect([held(false, false), held(true, false), held(false, true)]).toEqual([false, true, false]);
  });

  it('says what to dial after a crash', () => {
    expect(first({})?.callBack).toBe('1');
    expect(first({ party: { name: '', number: '', uri: 'sip:door@a.test' } })?.callBack).toBe('sip:door@a.test');
    expect(first({ party: { name: '', number: '', uri: '' } })?.callBack).toBe('');
  });
});

describe('the lines', () => {
  const { ready, waiting, refused, connecting, offline, off } = lineStates;
  const text = (...lines: Line[]) => toSnapshot(state({ lines })).lineText;

  it.each<[string, LineState[], 'ready' | 'not-ready']>([
    ['none', [], 'not-ready'],
    ['one that is registered', [ready], 'ready'],
    ['two that are', [ready, ready], 'ready'],
    ['one that is doubted after sleep', [{ ...ready, doubted: true }], 'not-ready'],
    ['one that waits', [waiting], 'not-ready'],
    ['one of two waits', [ready, waiting], 'not-ready'],
    ['one of two is being opened', [connecting, ready], 'not-ready'],
    ['one of two was refused', [ready, refused], 'not-ready'],
    ['one of two is offline', [ready, offline], 'not-ready'],
    ['one of two is off', [ready, off], 'not-ready'],
  ])('%s', (_name, states, expected) => {
    expect(toSnapshot(state({ lines: states.map((each) => line(each)) })).line).toBe(expected);
  });

  it('are one word when there is one, or when all are well', () => {
    expect(text()).toBe('');
    expect(text(line(ready))).toBe('Ready');
    expect(text(line(ready), line(ready))).toBe('Ready');
    expect(text(line(connecting))).toBe('Reconnecting');
    expect(text(line({ ...ready, doubted: true }))).toBe('Connecting');
  });

  it('name those that are not ready, and why', () => {
    const words = text(line(ready), line(waiting, { user: '1002' }), line(refused, { label: 'Reception' }));
    expect(words).toMatch(/^1002: Reconnecting.* · Reception: /u);
    expect(words).not.toContain('1001');
    expect(words).not.toContain('Ready');
  });

  it('count voice messages and what was not read', () => {
    const count = (newMessages: number) => ({ newMessages, oldMessages: 9, urgent: 0, account: '' });
    const lines = [{ ...line(ready), voicemail: count(2) }, line(ready), { ...line(ready), voicemail: count(1) }];
    const conversation = { line: 'a', peer: '2', name: '', messages: [] };
    const conversations = [
      { ...conversation, unseen: 4 },
      { ...conversation, peer: '3', unseen: 0 },
    ];
    expect(toSnapshot(state({ lines, conversations }))).toMatchObject({ voicemail: 3, messages: 4, missed: 2 });
  });

  it('tell of the last calls: eight, newest first, several with one party in a row as one', () => {
    const entry = (number: string, changes: Partial<HistoryEntry> = {}) =>
      fakeEntry({ party: { name: '', number, uri: '' }, ...changes });
    const history = [
      entry('1', { reason: { kind: 'missed' } }),
      entry('1'),
      entry('2', { direction: 'outgoing' }),
      entry('1'),
      entry('', { party: { name: 'x'.repeat(999), number: '', uri: 'sip:anonymous@anonymous.invalid' } }),
      ...Array.from({ length: 20 }, (_, n) => entry(`3${String(n)}`)),
    ];
    const { recent } = toSnapshot(state({ history }));
    expect(recent.map(({ callBack }) => callBack)).toEqual(['1', '2', '1', '', '30', '31', '32', '33']);
    expect(recent.slice(0, 2)).toMatchObject([{ missed: true }, { missed: false, direction: 'outgoing' }]);
    expect(v.safeParse(SnapshotSchema, toSnapshot(state({ history }))).success).toBe(true);
  });

  it('tell until when nobody gets through', () => {
    const quiet = (doNotDisturb: PhoneState['doNotDisturb']) => toSnapshot(state({ doNotDisturb }));
    expect(quiet(null)).toMatchObject({ doNotDisturb: false, doNotDisturbUntil: null });
    expect(quiet({ until: null })).toMatchObject({ doNotDisturb: true, doNotDisturbUntil: null });
    expect(quiet({ until: 5 })).toMatchObject({ doNotDisturb: true, doNotDisturbUntil: 5 });
  });
});
