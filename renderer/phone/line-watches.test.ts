import { describe, expect, it } from 'vitest';
import type { Account } from './account';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { wellScript, type Script } from './fakes/fake-sip';
import type { PersonState } from './ports';

const bob = { number: '1002', name: 'Bob', event: 'dialog' } as const;
const carol = { number: '1003', name: 'Carol', event: 'presence' } as const;
const watching: Account = { ...fakeAccount, monitored: [bob, carol] };
const idle: PersonState = { state: 'idle', note: '', with: null, ringing: null };
const dialog = { callId: 'c1', localTag: 'l', remoteTag: 'r', remoteUri: 'sip:0301234@pbx.test', early: true };
const bobId = 'dialog 1002';

function signedIn(script: Script = wellScript, account = watching) {
  const fakes = phoneOnFakes(script);
  fakes.phone.signIn(account, 'x');
  return fakes;
}

const people = (phone: ReturnType<typeof signedIn>['phone']) =>
  phone.state.people.map(({ number, state }) => `${number} ${state.state}`);

describe('what a line watches', () => {
  it('is asked for one after the other once it is ready: voicemail first', () => {
    const { sip, clock } = signedIn();
    expect(sip.line.asked).toEqual([]);
    clock.advance(200);
    expect(sip.line.asked).toEqual(['watch message-summary 1001 3600']);
    clock.advance(400);
    expect(sip.line.asked.slice(1)).toEqual(['watch dialog 1002 3600', 'watch presence 1003 3600']);
  });

  it('two hundred people make no storm, whatever the server answers', () => {
    const answers: Script[] = [
      wellScript,
      { ...wellScript, watch: () => [{ kind: 'refused', status: 503, retryAfter: 0 }] },
      {
        ...wellScript,
        watch: (_watch, expires) => [
          { kind: 'accepted', expires },
          { kind: 'terminated', reason: 'giveup', retryAfter: 0 },
        ],
      },
      {
        ...wellScript,
        watch: () => [
          { kind: 'accepted', expires: 1 },
          { kind: 'terminated', reason: 'timeout', retryAfter: 0 },
        ],
      },
    ];
    const monitored = Array.from({ length: 200 }, (_, index) => ({ ...bob, number: String(2_000 + index) }));
    for (const script of answers) {
      const { sip, clock } = signedIn(script, { ...fakeAccount, monitored });
      for (let second = 0; second < 600; second++) {
        const before = sip.line.asked.length;
        clock.advance(1_000);
        expect(sip.line.asked.length - before).toBeLessThanOrEqual(5);
      }
      expect(sip.line.asked.length).toBeGreaterThanOrEqual(201);
      expect(sip.line.asked.length).toBeLessThan(201 * 12);
    }
  });

  it('comes back after a reconnect, and is unknown meanwhile', () => {
    const { phone, sip, clock } = signedIn();
    clock.advance(1_000);
    sip.line.sink.watch(bobId, { kind: 'person', person: idle });
    expect(people(phone)).toEqual(['1002 idle', '1003 unknown']);
    sip.line.asked = [];
    sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
    expect(people(phone)).toEqual(['1002 unknown', '1003 unknown']);
    clock.advance(5_000);
    expect(phone.state.line.kind).toBe('ready');
    expect(sip.line.asked).toHaveLength(3);
  });

  it('is asked for again after a while when it was refused, and the refusal is told', () => {
    const { phone, sip, clock } = signedIn({
      ...wellScript,
      watch: (watch, expires) => [
        watch.target === '1002' ? { kind: 'refused', status: 489, retryAfter: 0 } : { kind: 'accepted', expires },
      ],
    });
    clock.advance(1_000);
    expect(phone.state.people[0]?.state).toEqual({ state: 'refused', status: 489 });
    const asked = () => sip.line.asked.filter((line) => line.includes('1002')).length;
    clock.advance(60_000);
    expect(asked()).toBe(1);
    clock.advance(300_000);
    expect(asked()).toBe(2);
  });

  it('follows the account: who is new, who is gone', () => {
    const { phone, sip, clock } = signedIn();
    clock.advance(1_000);
    sip.line.sink.watch(bobId, { kind: 'person', person: idle });
    sip.line.asked = [];
    phone.changeAccount({ ...watching, monitored: [bob, { ...bob, number: '1009', name: 'Zoe' }] });
    expect(sip.line.asked).toEqual(['unwatch presence 1003']);
    clock.advance(1_000);
    expect(sip.line.asked.slice(1)).toEqual(['watch dialog 1009 3600']);
    expect(people(phone)).toEqual(['1002 idle', '1009 unknown']);
  });

  it('ends with the line, without a timer left', async () => {
    const { phone, clock } = signedIn();
    clock.advance(1_000);
    await phone.signOut();
    expect(phone.state.people).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('names and notes from outside are made harmless', () => {
    const { phone, sip, clock } = signedIn();
    clock.advance(1_000);
    const caller = { name: 'Eve\u202e\n', number: '1', uri: 'sip:1@x' };
    sip.line.sink.watch(bobId, { kind: 'person', person: { ...idle, note: 'lunch\r\n!', with: caller } });
    expect(phone.state.people[0]?.state).toMatchObject({ note: 'lunch !', with: { name: 'Eve' } });
  });

  it('of something that nobody watches is left out', () => {
    const { phone, sip } = signedIn();
    sip.line.sink.watch('dialog 4711', { kind: 'person', person: idle });
    expect(people(phone)).toEqual(['1002 unknown', '1003 unknown']);
  });
});

describe('voicemail', () => {
  const count = { newMessages: 2, oldMessages: 5, urgent: 1, account: 'sip:*97@pbx.test' };

  it('is counted, asked for or not', () => {
    const { phone, sip, clock } = signedIn();
    expect(phone.state.lines[0]?.voicemail).toBeNull();
    clock.advance(1_000);
    sip.line.sink.watch('voicemail', { kind: 'voicemail', count });
    expect(phone.state.lines[0]?.voicemail).toEqual(count);
    sip.line.sink.voicemail({ ...count, newMessages: 0, oldMessages: -3, urgent: Number.NaN });
    expect(phone.state.lines[0]?.voicemail).toMatchObject({ newMessages: 0, oldMessages: 0, urgent: 0 });
  });

  it('is called at the number of the account, else at the one that the switch names', () => {
    const { phone, sip } = signedIn();
    expect(phone.callVoicemail()).toEqual({ ok: false, problem: 'no-voicemail' });
    sip.line.sink.voicemail(count);
    expect(phone.callVoicemail()).toMatchObject({ ok: true });
    expect(sip.line.commands.at(-1)).toMatch(/^invite \S+ sip:\*97@pbx\.test/);
    phone.changeAccount({ ...watching, voicemail: '*98' });
    expect(phone.callVoicemail(watching.id)).toMatchObject({ ok: true });
    expect(sip.line.commands.at(-1)).toMatch(/^invite \S+ \*98/);
    expect(phone.callVoicemail('nobody')).toEqual({ ok: false, problem: 'no-line' });
  });
});

describe('the number of the voicemail in a count that nobody asked for', () => {
  const count = { newMessages: 1, oldMessages: 0, urgent: 0, account: 'sip:0900123@elsewhere.test' };

  it.each([
    ['elsewhere', {}, count],
    ['bare on another domain', {}, { ...count, account: '0900123@elsewhere.test' }],
    ['where the switch is not trusted', { trustIdentity: false }, { ...count, account: 'sip:*97@pbx.test' }],
  ])('is not called when it is %s', (_where, change, unasked) => {
    const { phone, sip } = signedIn(wellScript, { ...watching, ...change });
    sip.line.sink.voicemail(unasked);
    expect(phone.state.lines[0]?.voicemail?.newMessages).toBe(1);
    expect(phone.callVoicemail()).toEqual({ ok: false, problem: 'no-voicemail' });
  });

  it('does not take the place of what the switch said when it was asked', () => {
    const { phone, sip, clock } = signedIn();
    clock.advance(1_000);
    sip.line.sink.watch('voicemail', { kind: 'voicemail', count: { ...count, account: 'sip:*97@pbx.test' } });
    sip.line.sink.voicemail({ ...count, newMessages: 2 });
    expect(phone.state.lines[0]?.voicemail).toMatchObject({ newMessages: 2, account: 'sip:*97@pbx.test' });
  });
});

describe("a colleague's ringing call", () => {
  it('is picked up by the feature code', () => {
    const { phone, sip } = signedIn(wellScript, { ...watching, pickupCode: '*8' });
    expect(phone.pickUp(watching.id, '1002')).toMatchObject({ ok: true });
    expect(sip.line.commands.at(-1)).toMatch(/^invite \S+ \*81002/);
  });

  it('is picked up with Replaces where the switch tells of it', () => {
    const { phone, sip, clock } = signedIn();
    clock.advance(1_000);
    expect(phone.pickUp(watching.id, '1002')).toEqual({ ok: false, problem: 'not-ringing' });
    sip.line.sink.watch(bobId, { kind: 'person', person: { ...idle, state: 'ringing', ringing: dialog } });
    expect(phone.pickUp(watching.id, '1002')).toMatchObject({ ok: true });
    expect(sip.line.commands.at(-1)).toMatch(/^invite \S+ sip:0301234@pbx\.test/);
    expect(phone.state.calls[0]?.party.number).toBe('1002');
    expect(phone.pickUp('nobody', '1002')).toEqual({ ok: false, problem: 'no-line' });
    expect(phone.pickUp(watching.id, 'a b')).toEqual({ ok: false, problem: 'not-a-number' });
  });
});
