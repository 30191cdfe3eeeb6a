import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { wellScript, type FakeLine, type FakeSip, type Script } from './fakes/fake-sip';
import type { Phone } from './phone';

const desk = fakeAccount;
const sales = { ...fakeAccount, id: 'account-2', user: '2001', servers: ['wss://sales.test/a', 'wss://sales.test/b'] };

function twoLines(script?: Script) {
  const fakes = phoneOnFakes(script);
  fakes.phone.signIn(desk, 'pw-desk');
  fakes.phone.signIn(sales, 'pw-sales');
  return { ...fakes, deskLine: lineAt(fakes.sip, 0), salesLine: lineAt(fakes.sip, 1) };
}

function lineAt(sip: FakeSip, index: number): FakeLine {
  const line = sip.lines[index];
  if (!line) throw new Error(`line ${String(index)} was not opened`);
  return line;
}

const kinds = (phone: Phone) => phone.state.lines.map((line) => `${line.account.user} ${line.state.kind}`);
const lost = { kind: 'disconnected', cause: { kind: 'lost' } } as const;

describe('several lines', () => {
  it('are registered at once, each with its own servers and password', () => {
    const { phone, deskLine, salesLine } = twoLines();
    expect(kinds(phone)).toEqual(['1001 ready', '2001 ready']);
    expect([deskLine.password, salesLine.password]).toEqual(['pw-desk', 'pw-sales']);
    expect(salesLine.commands).toEqual(['connect wss://sales.test/a', 'register 600']);
  });

  it('fail and come back each by itself', () => {
    const { phone, sip, clock, salesLine } = twoLines();
    sip.script = { ...wellScript, connect: () => ({ kind: 'connect-failed', cause: { kind: 'unreachable' } }) };
    salesLine.sink.line(lost);
    expect(kinds(phone)).toEqual(['1001 ready', '2001 waiting']);
    clock.advance(2_000);
    expect(salesLine.commands.filter((command) => command.startsWith('connect')).slice(-2)).toEqual([
      'connect wss://sales.test/a',
      'connect wss://sales.test/b',
    ]);
    sip.script = wellScript;
    phone.retry(desk.id);
    expect(kinds(phone)).toEqual(['1001 ready', '2001 waiting']);
    phone.retry(sales.id);
    expect(kinds(phone)).toEqual(['1001 ready', '2001 ready']);
  });

  it('all hear of the network and of waking up', () => {
    const { phone, deskLine, salesLine } = twoLines();
    phone.networkChanged(false);
    expect(kinds(phone)).toEqual(['1001 offline', '2001 offline']);
    phone.networkChanged(true);
    expect(kinds(phone)).toEqual(['1001 ready', '2001 ready']);
    phone.woke();
    expect([deskLine.commands.at(-1), salesLine.commands.at(-1)]).toEqual(['ping', 'ping']);
  });

  it('the first is called with, until another is chosen', () => {
    const { phone, deskLine, salesLine } = twoLines();
    expect(phone.state).toMatchObject({ chosen: desk.id, account: desk, line: { kind: 'ready' } });
    phone.choose('nobody');
    phone.choose(sales.id);
    expect(phone.state).toMatchObject({ chosen: sales.id, account: sales });
    phone.dial('600');
    phone.dial('601', { line: desk.id });
    expect([deskLine.count('invite'), salesLine.count('invite')]).toEqual([1, 1]);
    expect(phone.state.calls.map((call) => call.line)).toEqual([sales.id, desk.id]);
    expect(phone.dial('602', { line: 'nobody' })).toEqual({ ok: false, problem: 'no-line' });
  });

  it('a call shows which it came in on', () => {
    const { phone, salesLine } = twoLines();
    salesLine.ring();
    expect(phone.state.calls[0]).toMatchObject({ line: sales.id });
  });

  it('are put in the order that the user wants', () => {
    const { phone } = twoLines();
    phone.arrange([sales.id]);
    expect(kinds(phone)).toEqual(['2001 ready', '1001 ready']);
    expect(phone.state.chosen).toBe(desk.id);
  });

  it('signing one out leaves the other, which is then called with', async () => {
    const { phone, deskLine, salesLine } = twoLines();
    await phone.signOut(desk.id);
    expect(deskLine.commands.slice(-3)).toEqual(['unregister', 'disconnect', 'close']);
    expect(kinds(phone)).toEqual(['2001 ready']);
    expect(phone.state.chosen).toBe(sales.id);
    await phone.signOut('nobody');
    expect(salesLine.closed).toBe(false);
    await phone.signOut();
    expect(phone.state).toMatchObject({ lines: [], chosen: null, account: null, line: { kind: 'off' } });
  });

  it('that is signed out takes only its own calls with it', async () => {
    const { phone, deskLine, salesLine } = twoLines();
    phone.answer(deskLine.ring(), 'by-hand');
    const other = salesLine.ring({ callId: 'other' });
    await phone.signOut(desk.id);
    const living = phone.state.calls.filter((call) => call.state.kind !== 'ended');
    expect(living.map((call) => call.id)).toEqual([other]);
  });
});

describe('an account that changes', () => {
  const renamed = { ...desk, label: 'Front', displayName: 'Reception', callerId: '+4930', dtmf: 'info' as const };

  it('keeps its registration and its calls where only words changed', () => {
    const { phone, sip, deskLine } = twoLines();
    phone.answer(deskLine.ring(), 'by-hand');
    deskLine.commands = [];
    phone.changeAccount(renamed);
    expect(phone.state.lines[0]?.account).toEqual(renamed);
    expect(deskLine.account).toEqual(renamed);
    expect(deskLine.commands).toEqual([]);
    expect(sip.lines).toHaveLength(2);
    expect(phone.state.calls[0]?.state.kind).toBe('active');
  });

  it('is registered anew in its place where the registration is another; calls stay on the old line until they end', () => {
    const { phone, sip, clock, deskLine } = twoLines();
    const call = deskLine.ring();
    phone.answer(call, 'by-hand');
    phone.changeAccount({ ...desk, servers: ['wss://other.test/'] });
    const next = lineAt(sip, 2);
    expect(kinds(phone)).toEqual(['1001 ready', '2001 ready']);
    expect(next.commands).toEqual(['connect wss://other.test/', 'register 600']);
    expect(next.password).toBe('pw-desk');
    expect(phone.state.calls[0]?.state.kind).toBe('active');
    // The old one is for this call only: it comes back for it, and rings for nobody.
    deskLine.sink.line(lost);
    clock.advance(1_000);
    expect(deskLine.commands).toContain(`restore ${call}`);
    deskLine.ring({ callId: 'late' });
    expect(deskLine.commands.at(-1)).toMatch(/^reject late/);
    phone.hangUp(call);
    expect(deskLine.commands.slice(-3)).toEqual(['unregister', 'disconnect', 'close']);
    expect(next.closed).toBe(false);
  });

  it('signing in again opens the line anew', () => {
    const { phone, sip, deskLine } = twoLines({
      ...wellScript,
      register: () => ({ kind: 'register-failed', status: 401, cause: { kind: 'wrong-password' } }),
    });
    expect(phone.state.line.kind).toBe('refused');
    sip.script = wellScript;
    phone.signIn(desk, 'better');
    expect(deskLine.closed).toBe(true);
    expect(lineAt(sip, 2).password).toBe('better');
    expect(kinds(phone)).toEqual(['1001 ready', '2001 refused']);
  });

  it('that nobody knows is nothing', () => {
    const { phone, sip } = twoLines();
    phone.changeAccount({ ...desk, id: 'nobody' });
    expect(sip.lines).toHaveLength(2);
  });
});

describe('a clock that jumps by hours', () => {
  it.each([3, -3, 30, -30])('by %d h leaves the registration and every timer as they are', (hours) => {
    const { phone, clock, deskLine } = twoLines();
    clock.advance(60_000);
    clock.jump(hours * 3_600_000);
    const registers = deskLine.count('register');
    clock.advance(10_000);
    expect(kinds(phone)).toEqual(['1001 ready', '2001 ready']);
    // Forward: perhaps it slept, so it is asked at once, and once. Back: nothing has changed.
    expect(deskLine.count('register') - registers).toBe(hours > 0 ? 1 : 0);
    expect(deskLine.count('connect')).toBe(1);
    clock.advance(3_600_000);
    expect(kinds(phone)).toEqual(['1001 ready', '2001 ready']);
    expect(deskLine.count('register')).toBeGreaterThan(registers + 5);
    expect(deskLine.count('register')).toBeLessThan(registers + 15);
  });

  it.each([3, -3])('by %d h while it waits does not stop the next attempt', (hours) => {
    const { phone, sip, clock, deskLine } = twoLines();
    sip.script = { ...wellScript, connect: () => ({ kind: 'connect-failed', cause: { kind: 'unreachable' } }) };
    deskLine.sink.line(lost);
    clock.advance(20_000);
    clock.jump(hours * 3_600_000);
    sip.script = wellScript;
    clock.advance(60_000);
    expect(phone.state.line.kind).toBe('ready');
  });

  it('back by 3 h does not make a Retry-After longer', () => {
    const { phone, sip, clock } = phoneOnFakes({
      ...wellScript,
      register: () => ({
        kind: 'register-failed',
        status: 503,
        cause: { kind: 'server-error', status: 503 },
        retryAfter: 60,
      }),
    });
    phone.signIn(sales, 'x');
    clock.advance(10_000);
    clock.jump(-3 * 3_600_000);
    clock.advance(120_000);
    expect(sip.line.count('register')).toBeGreaterThan(2);
    sip.script = wellScript;
    clock.advance(180_000);
    expect(phone.state.line.kind).toBe('ready');
  });
});
