import { describe, expect, it } from 'vitest';
import { accountDefaults, type Account } from '../phone/account';
import type { LineState } from '../phone/line';
import type { Line, PhoneState } from '../phone/phone-api';
import { lineRest, phoneFace, restSentence } from './line-words';

const account: Account = {
  ...accountDefaults,
  id: 'a',
  servers: ['wss://pbx.test/ws'],
  user: '1001',
  authUser: '',
  domain: 'a.test',
  displayName: '',
  expires: 600,
  iceServers: [],
  practice: false,
};

describe('several lines', () => {
  const ready: LineState = {
    kind: 'ready',
    attempt: 1,
    server: 0,
    since: 0,
    expiresAt: 1,
    asked: 600,
    refreshing: false,
  };
  const waiting: LineState = { kind: 'waiting', attempt: 1, server: 0, until: 0, cause: { kind: 'lost' } };
  const refused: LineState = { kind: 'refused', cause: { kind: 'wrong-password' } };
  const one = (label: string, state: LineState, more: Partial<Line> = {}): Line => ({
    account: { ...account, id: label, label },
    state,
    doNotDisturb: null,
    voicemail: null,
    ...more,
  });
  const phone = (...lines: Line[]): PhoneState => ({
    lines,
    chosen: lines[0]?.account.id ?? null,
    account: lines[0]?.account ?? null,
    line: lines[0]?.state ?? { kind: 'off' },
    calls: [],
    doNotDisturb: null,
    history: [],
    missed: 0,
    storeProblem: null,
    people: [],
    conversations: [],
  });
  const forwarded = (label: string): Line => {
    const line = one(label, ready);
    return { ...line, account: { ...line.account, forwarding: { ...line.account.forwarding, always: '1002' } } };
  };

  it('says how many of them calls reach, and the gravest trouble', () => {
    expect(phoneFace(phone(one('A', ready), one('B', ready)))).toMatchObject({ word: 'Ready', icon: 'ready' });
    expect(phoneFace(phone(one('A', ready), one('B', waiting)))).toMatchObject({
      word: '1 of 2 ready',
      icon: 'waiting',
    });
    expect(phoneFace(phone(one('A', ready), one('B', waiting), one('C', refused)))).toMatchObject({
      word: '1 of 3 ready',
      icon: 'broken',
    });
    expect(phoneFace(phone(one('A', refused), one('B', waiting))).word).toBe('Not connected');
    expect(phoneFace(phone(one('A', ready), one('B', ready, { doNotDisturb: { until: null } })))).toMatchObject({
      word: '1 of 2 ready',
      icon: 'quiet',
    });
  });

  it('does not say Ready of a line that sends its calls on, or is quiet', () => {
    expect(phoneFace(phone(forwarded('A'))).word).toBe('Forwarding');
    expect(phoneFace({ ...phone(one('A', ready)), doNotDisturb: { until: null } }).word).toBe('Do not disturb');
    expect(lineRest(forwarded('A'), { doNotDisturb: null }).text).toContain('do not ring here');
    expect(lineRest(one('A', ready), { doNotDisturb: { until: null } }).text).toContain('busy');
  });

  it('names those that ring here, and says when none does', () => {
    expect(restSentence(phone(one('A', ready), one('B', ready), one('C', waiting)))).toEqual({
      reached: true,
      title: '2 of 3 lines are ready',
      text: 'Calls for A and B ring here.',
    });
    expect(restSentence(phone(one('A', ready))).title).toBe('The line is ready');
    expect(restSentence(phone(forwarded('A')))).toMatchObject({
      reached: false,
      text: 'All calls are sent on to 1002.',
    });
  });
});
