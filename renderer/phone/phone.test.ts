import { describe, expect, it } from 'vitest';
import { fakeEntry } from './fakes/fake-entry';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { FakeStore } from './fakes/fake-ports';
import { wellScript, type Script } from './fakes/fake-sip';
import { callEvents, lineEvents } from './fakes/samples';
import type { Phone } from './phone';
import type { CallId } from './ports';

function signedIn(script?: Script, options?: { strict?: boolean }) {
  const fakes = phoneOnFakes(script, options);
  fakes.phone.signIn(fakeAccount, 'pa55word');
  return fakes;
}

function dial(phone: Phone, number = '600'): CallId {
  const result = phone.dial(number);
  if (!result.ok) throw new Error(result.problem);
  return result.id;
}

const stateOf = (phone: Phone, id: CallId) => phone.state.calls.find((call) => call.id === id)?.state;

describe('signing in', () => {
  it('connects, registers, refreshes and stays', () => {
    const { phone, sip, clock } = signedIn();
    expect(phone.state.line).toMatchObject({ kind: 'ready', expiresAt: clock.now() + 600_000 });
    expect(sip.line.commands).toEqual(['connect wss://pbx.test/ws', 'register 600']);
    clock.advance(8 * 3_600_000);
    expect(phone.state.line.kind).toBe('ready');
    expect(sip.line.count('connect')).toBe(1);
    expect(sip.line.count('register')).toBeGreaterThan(8 * 6);
    expect(sip.line.count('register')).toBeLessThan(8 * 12);
  });

  it('a wrong password is one REGISTER, and no other for a day', () => {
    const { phone, sip, clock } = signedIn({
      ...wellScript,
      register: () => ({ kind: 'register-failed', status: 401, cause: { kind: 'wrong-password' } }),
    });
    expect(phone.state.line).toEqual({ kind: 'refused', cause: { kind: 'wrong-password' } });
    phone.networkChanged(true);
    phone.woke();
    clock.advance(24 * 3_600_000);
    expect(sip.line.count('register')).toBe(1);
    expect(clock.pending).toBe(0);
    phone.retry();
    expect(sip.line.count('register')).toBe(2);
  });

  it('another account takes the place of the first, which is unregistered', () => {
    const { phone, sip } = signedIn();
    phone.signIn({ ...fakeAccount, user: '1002' }, 'other');
    expect(phone.state.account?.user).toBe('1002');
    expect(phone.state.line.kind).toBe('ready');
    expect(sip.lines[0]?.commands.slice(-3)).toEqual(['unregister', 'disconnect', 'close']);
  });

  it('keeps the password out of the state and the log', () => {
    const { phone, log } = signedIn();
    dial(phone);
    expect(JSON.stringify([phone.state, log.lines])).not.toContain('pa55word');
  });
});

describe('the line', () => {
  it('notices a half-open connection within 10 s and comes back', () => {
    const { phone, sip, clock } = signedIn();
    clock.advance(60_000);
    sip.script = { ...wellScript, ping: () => null, connect: () => null };
    clock.advance(10_000);
    expect(phone.state.line.kind).toBe('connecting');
    sip.line.sink.line({ kind: 'connected' });
    expect(phone.state.line.kind).toBe('ready');
  });

  it('is registered within 2 s after sleep, on a connection that died meanwhile', () => {
    const { phone, sip, clock } = signedIn();
    clock.jump(120_000);
    sip.script = { ...wellScript, ping: () => null };
    phone.woke();
    clock.advance(2_000);
    expect(phone.state.line.kind).toBe('ready');
    expect(sip.line.count('connect')).toBe(2);
  });

  it('is registered within 2 s of the network, whatever it waited for', () => {
    const { phone, sip, clock } = signedIn();
    sip.script = { ...wellScript, connect: () => ({ kind: 'connect-failed', cause: { kind: 'unreachable' } }) };
    sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
    clock.advance(600_000);
    expect(phone.state.line.kind).toBe('waiting');
    phone.networkChanged(false);
    sip.script = wellScript;
    phone.networkChanged(true);
    expect(phone.state.line.kind).toBe('ready');
  });

  it('does not give up, and asks less and less often', () => {
    const { phone, sip, clock } = signedIn();
    sip.script = { ...wellScript, connect: () => ({ kind: 'connect-failed', cause: { kind: 'unreachable' } }) };
    sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
    clock.advance(10_000);
    sip.script = wellScript;
    clock.advance(10_000);
    expect(phone.state.line.kind).toBe('ready');
    sip.script = { ...wellScript, connect: () => null };
    sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
    const before = sip.line.count('connect');
    clock.advance(24 * 3_600_000);
    const attempts = sip.line.count('connect') - before;
    // A wait of 30 s in the mean, and 5 s each until an attempt counts as failed.
    expect(attempts).toBeGreaterThan(2_000);
    expect(attempts).toBeLessThan(3_000);
  });

  it('never ends a call: it is restored when the line is back', () => {
    const { phone, sip, clock } = signedIn();
    const id = dial(phone);
    sip.line.sink.call(id, { kind: 'established' });
    sip.line.sink.call(id, { kind: 'media-flowing' });
    sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
    expect(stateOf(phone, id)?.kind).toBe('active');
    sip.line.sink.call(id, { kind: 'media-failed' });
    expect(sip.line.count('restore')).toBe(0);
    clock.advance(1_000);
    expect(phone.state.line.kind).toBe('ready');
    expect(sip.line.commands).toContain(`restore ${id}`);
    expect(stateOf(phone, id)).toMatchObject({ kind: 'active', media: { kind: 'interrupted' } });
    sip.line.sink.call(id, { kind: 'media-failed' });
    expect(sip.line.count('restore')).toBe(2);
  });

  it('sound that fails before any came ends the call', () => {
    const { phone, sip } = signedIn();
    const id = dial(phone);
    sip.line.sink.call(id, { kind: 'established' });
    sip.line.sink.call(id, { kind: 'media-failed' });
    expect(stateOf(phone, id)).toMatchObject({ kind: 'ended', reason: { kind: 'no-media' } });
    expect(sip.line.commands).toContain(`bye ${id}`);
  });

  it('waits without a timer while there is no network, unless the switch is on this computer', () => {
    const { phone, sip, clock } = signedIn();
    phone.networkChanged(false);
    expect(phone.state.line.kind).toBe('offline');
    expect(clock.pending).toBe(0);
    phone.networkChanged(true);
    expect(phone.state.line.kind).toBe('ready');
    phone.signIn({ ...fakeAccount, servers: ['ws://127.0.0.1:5080/ws', 'ws://localhost/'] }, 'x');
    phone.networkChanged(false);
    expect(phone.state.line.kind).toBe('ready');
    phone.signIn({ ...fakeAccount, servers: ['ws://127.0.0.1.evil.test/'] }, 'x');
    expect(phone.state.line.kind).toBe('offline');
    expect(sip.line.commands).toEqual([]);
  });

  it('asks at once after sleep, and connects anew when it was long', () => {
    const { phone, sip, clock } = signedIn();
    sip.line.commands = [];
    phone.woke();
    expect(sip.line.commands).toEqual(['ping']);
    clock.jump(3_600_000);
    phone.woke();
    expect(sip.line.commands).toEqual(['ping', 'disconnect', 'connect wss://pbx.test/ws', 'register 600']);
    clock.jump(-7 * 3_600_000);
    clock.advance(3_600_000);
    expect(phone.state.line.kind).toBe('ready');
  });

  it('remembers Retry-After of each server', () => {
    const { phone, sip, clock } = phoneOnFakes({
      ...wellScript,
      register: () => ({
        kind: 'register-failed',
        status: 503,
        cause: { kind: 'server-error', status: 503 },
        retryAfter: 120,
      }),
    });
    phone.signIn({ ...fakeAccount, servers: ['wss://a/', 'wss://b/'] }, 'x');
    clock.advance(110_000);
    expect(sip.line.count('register')).toBe(2);
    clock.advance(80_000);
    expect(sip.line.count('register')).toBeGreaterThan(2);
  });
});

describe('a call out', () => {
  it('is dialled, answered, hung up, shown for 4 s and kept', () => {
    const { phone, sip, clock, store } = signedIn();
    const startedAt = clock.now();
    const id = dial(phone, ' 6-0-0 ');
    expect(sip.line.commands.at(-1)).toBe(`invite ${id} 600`);
    expect(stateOf(phone, id)).toEqual({ kind: 'remote-ringing', earlyMedia: false, progress: 'ringing' });
    clock.advance(1_000);
    sip.line.sink.call(id, { kind: 'established' });
    clock.advance(5_000);
    phone.hangUp(id);
    const reason = { kind: 'hung-up', by: 'us' };
    expect(stateOf(phone, id)).toMatchObject({ kind: 'ended', reason });
    expect(phone.state.history).toMatchObject([
      {
        direction: 'outgoing',
        party: { name: '', number: '600', uri: 'sip:600@pbx.test' },
        line: '1001@pbx.test',
        startedAt,
        answeredAt: startedAt + 1_000,
        endedAt: startedAt + 6_000,
        reason,
      },
    ]);
    expect(store.entries).toEqual(phone.state.history);
    clock.advance(3_999);
    expect(phone.state.calls).toHaveLength(1);
    clock.advance(1);
    expect(phone.state.calls).toEqual([]);
  });

  it('stays longer when it failed: there is a sentence to read', () => {
    const { phone, sip, clock } = signedIn();
    const id = dial(phone);
    sip.line.sink.call(id, { kind: 'rejected', status: 503, phrase: 'Service Unavailable' });
    clock.advance(9_999);
    expect(phone.state.calls).toHaveLength(1);
    clock.advance(1);
    expect(phone.state.calls).toEqual([]);
  });

  it('can be taken off the screen before', () => {
    const { phone } = signedIn();
    const id = dial(phone);
    phone.hangUp(id);
    expect(stateOf(phone, id)).toMatchObject({ reason: { kind: 'cancelled' } });
    phone.dismiss('another');
    expect(phone.state.calls).toHaveLength(1);
    phone.dismiss(id);
    expect(phone.state.calls).toEqual([]);
  });

  it('needs a number and a line', () => {
    const { phone, sip } = signedIn();
    expect(phone.dial(' ')).toEqual({ ok: false, problem: 'empty' });
    expect(phone.dial('6\r\n0')).toEqual({ ok: false, problem: 'not-a-number' });
    sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
    expect(phone.dial('600')).toEqual({ ok: false, problem: 'no-line' });
  });

  it('is answered although it was hung up: BYE, even long after', () => {
    const { phone, sip, clock } = signedIn({ ...wellScript, cancel: () => [] });
    const id = dial(phone);
    phone.hangUp(id);
    sip.line.sink.call(id, { kind: 'established' });
    expect(sip.line.count('bye')).toBe(1);
    const silent = dial(phone);
    sip.script = { ...wellScript, cancel: () => [], bye: () => [] };
    phone.hangUp(silent);
    clock.advance(10_000);
    expect(stateOf(phone, silent)).toBeUndefined();
    sip.line.sink.call(silent, { kind: 'established' });
    expect(sip.line.commands.at(-1)).toBe(`bye ${silent}`);
  });

  it('sends the digits behind the comma once it is up, and after its pause', () => {
    const { phone, sip, clock } = signedIn();
    const id = dial(phone, '600,12#');
    expect(sip.line.count('dtmf')).toBe(0);
    sip.line.sink.call(id, { kind: 'established' });
    clock.advance(1_999);
    expect(sip.line.count('dtmf')).toBe(0);
    clock.advance(1);
    expect(sip.line.commands).toContain(`dtmf ${id} 12#`);
  });

  it('sends digits, remembers them, and never logs them', () => {
    const { phone, sip, log } = signedIn();
    const id = dial(phone);
    phone.sendDtmf(id, '1');
    sip.line.sink.call(id, { kind: 'established' });
    phone.sendDtmf(id, '4711');
    phone.sendDtmf(id, 'a\r\n#');
    phone.sendDtmf(id, 'xyz');
    expect(phone.state.calls[0]?.digits).toBe('4711A#');
    expect(sip.line.count('dtmf')).toBe(2);
    expect(log.lines.join()).not.toContain('4711');
  });

  it('keeps a mute that was set before the answer', () => {
    const { phone, sip } = signedIn();
    const id = dial(phone);
    phone.setMuted(id, true);
    phone.setMuted(id, true);
    expect(phone.state.calls[0]?.muted).toBe(true);
    sip.line.sink.call(id, { kind: 'established' });
    expect(sip.line.commands.filter((command) => command.startsWith('mute'))).toEqual(Array(2).fill(`mute ${id} true`));
  });
});

describe('a call in', () => {
  it('is answered by hand', () => {
    const { phone, sip } = signedIn();
    const id = sip.line.ring({ from: { name: '<b>Al\u202eice</b>\n', number: '1002', uri: 'sip:1002@pbx.test' } });
    expect(phone.state.calls[0]).toMatchObject({ party: { name: '<b>Alice</b>' }, state: { kind: 'ringing' } });
    phone.answer(id, 'by-hand');
    expect(stateOf(phone, id)?.kind).toBe('active');
    sip.line.sink.call(id, { kind: 'bye', cause: 0 });
    expect(phone.state.history[0]).toMatchObject({ reason: { kind: 'hung-up', by: 'them' } });
    expect(phone.state.missed).toBe(0);
  });

  it('is declined with 603, also by hanging up', () => {
    const { phone, sip } = signedIn();
    phone.decline(sip.line.ring());
    phone.hangUp(sip.line.ring());
    expect(sip.line.commands.filter((command) => command.startsWith('reject'))).toEqual([
      'reject in-1 603',
      'reject in-2 603',
    ]);
    expect(phone.state.history.map((entry) => entry.reason.kind)).toEqual(['declined', 'declined']);
  });

  it('is missed until the history was looked at', () => {
    const { phone, sip, store } = signedIn();
    sip.line.sink.call(sip.line.ring(), { kind: 'cancelled', cause: 0 });
    sip.line.sink.call(sip.line.ring(), { kind: 'cancelled', cause: 200 });
    expect(phone.state.missed).toBe(1);
    phone.markHistorySeen();
    expect(phone.state.missed).toBe(0);
    expect(store.entries.every((entry) => entry.seen)).toBe(true);
  });

  it('is refused and kept as missed while do-not-disturb is on, without a sound or a sight of it', () => {
    const { phone, sip, ringer } = signedIn();
    phone.setDoNotDisturb({ until: null });
    const seen: number[] = [];
    phone.subscribe((state) => seen.push(state.calls.length));
    sip.line.ring();
    expect(sip.line.commands.at(-1)).toBe('reject in-1 486');
    expect(phone.state).toMatchObject({ missed: 1, calls: [], doNotDisturb: { until: null } });
    expect(Math.max(...seen)).toBe(0);
    expect(ringer.heard).toEqual([]);
  });

  it('gets busy beyond the limit', () => {
    const { phone, sip } = signedIn();
    phone.setSettings({ callLimit: 2, interruptionLimit: 120, historyDays: 0 });
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    sip.line.ring();
    sip.line.ring();
    expect(sip.line.commands.at(-1)).toBe('reject in-3 486');
    expect(phone.state.calls).toHaveLength(2);
    expect(phone.state.missed).toBe(1);
    expect(phone.dial('600')).toEqual({ ok: false, problem: 'too-many-calls' });
  });

  it('gets through while the end of the last call is not confirmed yet', () => {
    const { phone, sip } = signedIn({ ...wellScript, bye: () => [] });
    phone.setSettings({ callLimit: 1, interruptionLimit: 120, historyDays: 0 });
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    phone.hangUp(first);
    expect(stateOf(phone, first)?.kind).toBe('ending');
    expect(stateOf(phone, sip.line.ring())?.kind).toBe('ringing');
    expect(sip.line.count('reject')).toBe(0);
  });

  it('the same INVITE twice is one call', () => {
    const { phone, sip } = signedIn();
    sip.line.ring({ callId: 'same' });
    sip.line.ring({ callId: 'same' });
    expect(phone.state.calls).toHaveLength(1);
  });

  it('rings no longer than 3 min when its CANCEL was lost', () => {
    const { phone, sip, clock } = signedIn();
    sip.line.ring();
    clock.advance(180_000);
    expect(sip.line.commands).toContain('reject in-1 480');
    expect(phone.state.missed).toBe(1);
  });
});

describe('automatic answer', () => {
  it('comes after a short tone', () => {
    const { phone, sip, clock, ringer } = signedIn();
    const id = sip.line.ring({ answerAfter: 0 });
    phone.answer(id, 'automatic');
    phone.answer(id, 'automatic');
    expect(ringer.playing).toBe('auto-answer');
    expect(stateOf(phone, id)?.kind).toBe('ringing');
    clock.advance(400);
    expect(stateOf(phone, id)?.kind).toBe('active');
    expect(phone.state.calls[0]).toMatchObject({ autoAnswered: true, answerAfter: 0 });
    expect(sip.line.count('accept')).toBe(1);
  });

  it('comes for the next call while the end of the last one is not confirmed yet', () => {
    const { phone, sip, clock } = signedIn({ ...wellScript, bye: () => [] });
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    phone.hangUp(first);
    expect(stateOf(phone, first)?.kind).toBe('ending');
    const next = sip.line.ring({ answerAfter: 0 });
    phone.answer(next, 'automatic');
    clock.advance(400);
    expect(stateOf(phone, next)?.kind).toBe('active');
  });

  it('gives way to a hand', () => {
    const { phone, sip, clock } = signedIn();
    const id = sip.line.ring();
    phone.answer(id, 'automatic');
    phone.answer(id, 'by-hand');
    expect(phone.state.calls[0]).toMatchObject({ autoAnswered: false, state: { kind: 'active' } });
    clock.advance(1_000);
    expect(sip.line.count('accept')).toBe(1);
  });

  it('is nothing once the caller has gone, and never happens beside another call', () => {
    const { phone, sip, clock } = signedIn();
    const id = sip.line.ring();
    phone.answer(id, 'automatic');
    sip.line.sink.call(id, { kind: 'cancelled', cause: 0 });
    clock.advance(1_000);
    expect(sip.line.count('accept')).toBe(0);
    phone.answer(sip.line.ring(), 'by-hand');
    phone.answer(sip.line.ring(), 'automatic');
    clock.advance(1_000);
    expect(sip.line.count('accept')).toBe(1);
  });
});

describe('two calls', () => {
  it('answering the second holds the first and waits for that', () => {
    const { phone, sip } = signedIn({ ...wellScript, setHold: () => [] });
    const first = dial(phone);
    sip.line.sink.call(first, { kind: 'established' });
    const second = sip.line.ring();
    phone.answer(second, 'by-hand');
    phone.answer(second, 'by-hand');
    expect(sip.line.commands.at(-1)).toBe(`hold ${first} true`);
    expect(sip.line.count('accept')).toBe(0);
    sip.line.sink.call(first, { kind: 'local-hold', on: true });
    expect(sip.line.count('accept')).toBe(1);
    expect(stateOf(phone, second)?.kind).toBe('active');
  });

  it('does not wait for ever', () => {
    const { phone, sip, clock } = signedIn({ ...wellScript, setHold: () => [] });
    phone.answer(sip.line.ring(), 'by-hand');
    phone.answer(sip.line.ring(), 'by-hand');
    clock.advance(2_000);
    expect(sip.line.count('accept')).toBe(2);
  });

  it('does not wait for a call that has ended meanwhile', () => {
    const { phone, sip } = signedIn({ ...wellScript, setHold: () => [] });
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    phone.answer(sip.line.ring(), 'by-hand');
    sip.line.sink.call(first, { kind: 'bye', cause: 0 });
    expect(sip.line.count('accept')).toBe(2);
  });

  it('never talks on both: taking one back holds the other', () => {
    const { phone, sip } = signedIn();
    const first = sip.line.ring();
    const second = sip.line.ring();
    phone.answer(first, 'by-hand');
    phone.answer(second, 'by-hand');
    expect(stateOf(phone, first)).toMatchObject({ hold: { local: true } });
    phone.setHold(first, false);
    expect(stateOf(phone, first)).toMatchObject({ hold: { local: false } });
    expect(stateOf(phone, second)).toMatchObject({ hold: { local: true } });
    phone.hangUp(first);
    const third = dial(phone);
    sip.line.sink.call(third, { kind: 'established' });
    expect(stateOf(phone, second)).toMatchObject({ hold: { local: true } });
  });

  it('a call that is dialled while another is up holds that one', () => {
    const { phone, sip } = signedIn();
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    dial(phone, '601');
    expect(stateOf(phone, first)).toMatchObject({ hold: { local: true } });
  });
});

describe('the end', () => {
  it('hangs up first, then unregisters', async () => {
    const { phone, sip, clock } = signedIn({ ...wellScript, bye: () => [], unregister: () => null });
    const id = sip.line.ring();
    phone.answer(id, 'by-hand');
    const waiting = sip.line.ring();
    const closed = phone.close();
    expect(sip.line.commands.slice(-2)).toEqual([`bye ${id}`, `reject ${waiting} 480`]);
    sip.line.sink.call(id, { kind: 'gone' });
    expect(sip.line.commands.at(-1)).toBe('unregister');
    sip.line.sink.line({ kind: 'unregistered' });
    await closed;
    expect(sip.line.closed).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('takes 2 s at most, and records what was up', async () => {
    const { phone, sip, clock } = signedIn({ ...wellScript, bye: () => [], unregister: () => null });
    phone.answer(sip.line.ring(), 'by-hand');
    const gone = phone.signOut();
    void phone.signOut();
    clock.advance(1_000);
    expect(sip.line.commands.at(-1)).toBe('unregister');
    expect(phone.dial('600')).toEqual({ ok: false, problem: 'no-line' });
    clock.advance(1_000);
    await gone;
    expect(phone.state).toMatchObject({
      account: null,
      line: { kind: 'off' },
      history: [{ reason: { kind: 'hung-up' } }],
    });
    clock.advance(4_000);
    expect(clock.pending).toBe(0);
  });

  it('is at once when nothing is registered', async () => {
    const { phone, sip, clock } = signedIn({});
    await phone.signOut();
    expect(sip.line.commands).toEqual(['connect wss://pbx.test/ws', 'disconnect', 'close']);
    await phone.signOut();
    await phone.close();
    phone.signIn(fakeAccount, 'x');
    expect(phone.state.account).toBeNull();
    expect(clock.pending).toBe(0);
  });

  it('refuses who calls meanwhile so that others may take it', () => {
    const { phone, sip } = signedIn({ ...wellScript, unregister: () => null });
    void phone.signOut();
    sip.line.ring();
    expect(sip.line.commands.at(-1)).toBe('reject in-1 480');
    expect(phone.state.calls).toEqual([]);
  });
});

describe('the history', () => {
  it('is read at the start', async () => {
    const store = new FakeStore();
    store.entries = [fakeEntry({ id: 'old', reason: { kind: 'missed' } })];
    const { phone } = phoneOnFakes(undefined, undefined, store);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(phone.state.history.map((entry) => entry.id)).toEqual(['old']);
    expect(phone.state.missed).toBe(1);
    await phone.clearHistory();
    expect(phone.state.history).toEqual([]);
    expect(store.entries).toEqual([]);
  });

  it('is kept in memory and the problem told when the store fails', async () => {
    const { phone, sip, store } = signedIn();
    store.broken = new Error('disk on fire');
    sip.line.sink.call(sip.line.ring(), { kind: 'cancelled', cause: 0 });
    await phone.clearHistory();
    expect(phone.state.storeProblem).toBe('failed');
    store.onproblem?.('full', 'QuotaExceededError');
    expect(phone.state.storeProblem).toBe('full');
    store.onproblem?.(null, '');
    expect(phone.state.storeProblem).toBeNull();
  });
});

describe('listeners', () => {
  it('hear of each action once, with the state before', () => {
    const { phone, sip } = signedIn();
    const heard: [number, number][] = [];
    const stop = phone.subscribe((state, before) => heard.push([before.calls.length, state.calls.length]));
    const id = sip.line.ring();
    phone.answer(id, 'by-hand');
    expect(heard).toEqual([
      [0, 1],
      [1, 1],
    ]);
    stop();
    phone.hangUp(id);
    expect(heard).toHaveLength(2);
  });

  it('may command the phone, and may fail', () => {
    const { phone, sip, log } = signedIn();
    phone.subscribe((state) => {
      for (const call of state.calls) if (call.state.kind === 'ringing') phone.answer(call.id, 'by-hand');
      throw new Error('oops');
    });
    const kinds: (string | undefined)[] = [];
    phone.subscribe((state) => kinds.push(state.calls[0]?.state.kind));
    sip.line.ring();
    expect(kinds).toEqual(['ringing', 'active']);
    expect(log.lines.join()).toContain('oops');
  });
});

describe('a thousand calls', () => {
  it('leave no timer, no entry and no call', () => {
    const { phone, sip, clock } = signedIn();
    const before = clock.pending;
    for (let round = 0; round < 500; round++) {
      const out = dial(phone);
      sip.line.sink.call(out, { kind: 'established' });
      phone.hangUp(out);
      const into = sip.line.ring();
      if (round % 2) phone.answer(into, 'by-hand');
      sip.line.sink.call(into, round % 2 ? { kind: 'bye', cause: 0 } : { kind: 'cancelled', cause: 0 });
      sip.line.commands = [];
    }
    clock.advance(4_000);
    expect(clock.pending).toBe(before);
    expect(phone.state.calls).toEqual([]);
    expect(phone.state.history).toHaveLength(1_000);
    expect(new Set(phone.state.history.map((entry) => entry.id)).size).toBe(1_000);
  });
});

describe('whatever happens', () => {
  it('an illegal event is logged and changes nothing', () => {
    const { phone, sip, log } = signedIn(wellScript, { strict: false });
    const { state } = phone;
    sip.line.sink.line({ kind: 'connected' });
    expect(phone.state).toBe(state);
    expect(log.lines.at(-1)).toBe('warn phone: line: connected has no meaning while ready');
    const strict = signedIn();
    expect(() => strict.sip.line.sink.line({ kind: 'connected' })).toThrow('no meaning');
  });

  it('nothing throws, each call is recorded once, and no more are shown than the limit', async () => {
    let most = 0;
    let mostEnded = 0;
    for (let seed = 1; seed <= 40; seed++) {
      let value = seed;
      const draw = (below: number) => {
        value = (value * 48_271) % 2_147_483_647;
        return value % below;
      };
      const fakes = phoneOnFakes(seed % 3 ? wellScript : {}, { strict: false });
      const { phone, sip, clock } = fakes;
      clock.randoms = [0.1, 0.9, 0.4];
      const calls = new Set<CallId>();
      const signals = Object.values(callEvents);
      const lines = Object.values(lineEvents);
      phone.setSettings({ callLimit: 2, interruptionLimit: 60, historyDays: 0 });
      phone.signIn(fakeAccount, 'x');
      for (let step = 0; step < 200; step++) {
        const ids = [...calls].slice(-4);
        const id = ids[draw(Math.max(ids.length, 1))] ?? 'none';
        const actions: (() => unknown)[] = [
          () => {
            const result = phone.dial(['600', 'x y', '600,1', ''][draw(4)] ?? '');
            if (result.ok) calls.add(result.id);
          },
          () => !sip.line.closed && calls.add(sip.line.ring({ callId: `${String(seed)}-${String(step)}` })),
          () => phone.answer(id, draw(2) ? 'by-hand' : 'automatic'),
          () => phone.decline(id),
          () => phone.hangUp(id),
          () => phone.setMuted(id, draw(2) === 1),
          () => phone.setHold(id, draw(2) === 1),
          () => phone.sendDtmf(id, '1#'),
          () => phone.setDoNotDisturb(draw(4) === 0 ? { until: null } : null),
          () => phone.networkChanged(draw(3) > 0),
          () => phone.woke(),
          () => phone.retry(),
          () => phone.dismiss(id),
          () => phone.markHistorySeen(),
          () => clock.advance(draw(20_000)),
          () => clock.jump((draw(9) - 4) * 3_600_000),
          () => sip.line.sink.line(lines[draw(lines.length)] as never),
          () => sip.line.sink.call(id, signals[draw(signals.length)] as never),
          () => sip.line.sink.call(id, { kind: 'established' }),
          () => draw(20) === 0 && phone.signIn(fakeAccount, 'x'),
          () => draw(20) === 0 && void phone.signOut(),
        ];
        actions[draw(actions.length)]?.();
        const ended = phone.state.calls.filter((call) => call.state.kind === 'ended');
        const living = phone.state.calls.filter(({ state }) => state.kind !== 'ended' && state.kind !== 'ending');
        most = Math.max(most, living.length);
        mostEnded = Math.max(mostEnded, ended.length);
      }
      const closing = phone.close();
      clock.advance(10_000);
      await closing;
      expect(phone.state.calls).toEqual([]);
      expect(phone.state.history).toHaveLength(calls.size);
      expect(clock.pending).toBe(0);
    }
    expect([most, mostEnded]).toEqual([2, 1]);
  });
});
