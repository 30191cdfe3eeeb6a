import { describe, expect, it } from 'vitest';
import calls from '../locales/en/calls.json';
import reasons from '../locales/en/reasons.json';
import { accountDefaults } from '../phone/account';
import { sampleCall } from '../phone/fakes/sample-call';
import type { Call, PhoneState } from '../phone/phone-api';
import type { EndReason, LineCause } from '../phone/reasons';
import { endSentence, endWord, isProblem } from './call-words';
import { causeSentence, lineFace, lineText } from './line-words';

const party = { name: 'Ada', number: '1', uri: 'sip:1@a.test' };
const account = {
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

const ends: EndReason[] = [
  { kind: 'hung-up', by: 'us' },
  { kind: 'hung-up', by: 'them' },
  { kind: 'cancelled' },
  { kind: 'busy' },
  { kind: 'declined', by: 'us' },
  { kind: 'declined', by: 'them' },
  { kind: 'no-answer' },
  { kind: 'missed' },
  { kind: 'answered-elsewhere' },
  { kind: 'transferred', to: '' },
  { kind: 'transferred', to: '1014' },
  { kind: 'forwarded', to: '1014' },
  { kind: 'interrupted' },
  { kind: 'crashed' },
  { kind: 'not-found' },
  { kind: 'forbidden' },
  { kind: 'no-credit' },
  { kind: 'overloaded' },
  { kind: 'unavailable' },
  { kind: 'incompatible' },
  { kind: 'no-microphone', problem: 'denied' },
  { kind: 'no-microphone', problem: 'missing' },
  { kind: 'no-microphone', problem: 'in-use' },
  { kind: 'no-microphone', problem: 'other' },
  { kind: 'no-media' },
  { kind: 'no-line' },
  { kind: 'failed', status: 0 },
  { kind: 'failed', status: 499 },
];

const causes: LineCause[] = [
  { kind: 'unreachable' },
  { kind: 'no-such-name' },
  { kind: 'certificate', problem: 'expired' },
  { kind: 'certificate', problem: 'wrong-name' },
  { kind: 'certificate', problem: 'unknown-issuer' },
  { kind: 'certificate', problem: 'other' },
  { kind: 'lost' },
  { kind: 'no-pong' },
  { kind: 'timeout' },
  { kind: 'wrong-password' },
  { kind: 'forbidden' },
  { kind: 'unknown-user' },
  { kind: 'rejected', status: 488 },
  { kind: 'server-error', status: 503 },
  { kind: 'bad-account', detail: 'no domain' },
];

describe('why a call ended', () => {
  it.each(ends)('%o has a word and a whole sentence', (reason) => {
    expect(endWord(reason)).toMatch(/^[A-Z].*[a-z]$/u);
    expect(endSentence(reason, party)).toMatch(/^[A-Z].*\.$/u);
    expect(endSentence(reason, party)).not.toMatch(/[{}]|undefined/u);
  });

  it('has no two failures with the same sentence', () => {
    const sentences = ends.map((reason) => endSentence(reason, party));
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('tells the code where that is all that is known', () => {
    expect(endSentence({ kind: 'failed', status: 499 }, party)).toContain('499');
    expect(endSentence({ kind: 'failed', status: 0 }, party)).not.toContain('0');
  });

  it('is a problem unless somebody wanted it', () => {
    expect(ends.filter((reason) => !isProblem(reason)).map(({ kind }) => kind)).toEqual([
      'hung-up',
      'hung-up',
      'cancelled',
      'declined',
      'answered-elsewhere',
      'transferred',
      'transferred',
      'forwarded',
    ]);
  });
});

describe('why the line is not ready', () => {
  it.each(causes)('%o has a title and a whole sentence that names the server', (cause) => {
    const { title, text } = causeSentence(cause, account);
    expect(title).toMatch(/^[A-Z].*[a-z]$/u);
    expect(text).toMatch(/^[A-Za-z].*\.$/u);
    expect(text).not.toMatch(/[{}]|undefined/u);
    if (cause.kind !== 'bad-account') expect(text).toContain('pbx.test');
  });
});

it('uses typographic quotes only: an ASCII one would quote in ICU', () => {
  expect(Object.values({ ...reasons, ...calls }).filter((text) => text.includes("'"))).toEqual([]);
});

describe('the word in the corner', () => {
  const ready: Pick<PhoneState, 'line' | 'calls' | 'doNotDisturb'> = {
    line: { kind: 'ready', attempt: 1, server: 0, since: 0, expiresAt: 1, asked: 600, refreshing: false },
    calls: [],
    doNotDisturb: null,
  };
  const call = (state: Call['state']): Call => ({ ...sampleCall, state });
  const active = sampleCall;

  it('says Ready only while registered and nothing else is so', () => {
    expect(lineFace(ready)).toMatchObject({ word: 'Ready', tone: 'live' });
    expect(lineFace({ ...ready, doNotDisturb: { until: null } }).word).toBe('Do not disturb');
    expect(lineFace({ ...ready, calls: [active] }).word).toBe('On a call');
    expect(lineFace({ ...ready, calls: [active, call({ kind: 'ringing' })] }).word).toBe('Ringing');
  });

  it('never hides a broken line behind a call', () => {
    const waiting = { kind: 'waiting', attempt: 1, server: 0, until: 0, cause: { kind: 'lost' } } as const;
    expect(lineFace({ ...ready, line: waiting, calls: [active] }).word).toBe('Reconnecting');
    expect(lineText({ ...ready, account, line: waiting })).toBe('Reconnecting: The connection was lost');
  });
});
