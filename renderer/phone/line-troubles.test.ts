import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { wellScript, type Script } from './fakes/fake-sip';
import type { LineSignal } from './line';
import type { LineCause } from './reasons';

const failed = (status: number, cause: LineCause, retryAfter?: number): LineSignal => ({
  kind: 'register-failed',
  status,
  cause,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});
const fails = (cause: LineCause): Script => ({ ...wellScript, connect: () => ({ kind: 'connect-failed', cause }) });
const answers = (status: number, cause: LineCause, retryAfter?: number): Script => ({
  ...wellScript,
  register: () => failed(status, cause, retryAfter),
});
const unreachable = { kind: 'unreachable' } as const;
const overloaded = { kind: 'server-error', status: 503 } as const;
const refused = { kind: 'refused' };

/** What is wrong at the start; what the line says of it after 10 s; how often REGISTER was sent within an hour, at most. */
const troubles: [string, Script, object, number][] = [
  ['a name that does not resolve', fails(unreachable), { cause: unreachable }, 0],
  [
    'a server that never answers the connection',
    { ...wellScript, connect: () => null },
    { cause: { kind: 'timeout' } },
    0,
  ],
  ['a registrar that never answers', { ...wellScript, register: () => null }, { cause: { kind: 'timeout' } }, 120],
  ['a certificate that has expired', fails({ kind: 'certificate', problem: 'expired' }), { kind: 'waiting' }, 0],
  ['a certificate of another name', fails({ kind: 'certificate', problem: 'wrong-name' }), { kind: 'waiting' }, 0],
  ['an unknown issuer', fails({ kind: 'certificate', problem: 'unknown-issuer' }), { kind: 'waiting' }, 0],
  ['500', answers(500, { kind: 'server-error', status: 500 }), { cause: { kind: 'server-error', status: 500 } }, 200],
  ['503 with Retry-After', answers(503, overloaded, 600), { kind: 'waiting', cause: overloaded }, 6],
  ['403', answers(403, { kind: 'forbidden' }), { ...refused, cause: { kind: 'forbidden' } }, 1],
  [
    '407 again and again',
    answers(407, { kind: 'wrong-password' }),
    { ...refused, cause: { kind: 'wrong-password' } },
    1,
  ],
  ['404', answers(404, { kind: 'unknown-user' }), { ...refused, cause: { kind: 'unknown-user' } }, 1],
];

describe.each(troubles)('%s', (_name, script, says, registers) => {
  it('is told as what it is, and makes no storm', () => {
    const { phone, sip, clock } = phoneOnFakes(script);
    phone.signIn(fakeAccount, 'x');
    const seen: object[] = [];
    phone.subscribe((state) => seen.push(state.line));
    clock.advance(10_000);
    expect([...seen, phone.state.line]).toContainEqual(expect.objectContaining(says));
    clock.advance(3_600_000 - 10_000);
    expect(sip.line.count('register')).toBeLessThanOrEqual(registers);
    expect(sip.line.count('connect')).toBeLessThan(300);
  });

  it('that comes with a refresh ends no call', () => {
    const { phone, sip, clock } = phoneOnFakes();
    phone.signIn(fakeAccount, 'x');
    phone.answer(sip.line.ring(), 'by-hand');
    sip.script = script;
    sip.line.sink.line({ kind: 'unregistered' });
    if (script.connect !== wellScript.connect) sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
    clock.advance(60_000);
    expect(phone.state.calls[0]?.state.kind).toBe('active');
  });
});

it('a registrar that answers slowly is waited for', () => {
  const { phone, sip, clock } = phoneOnFakes({ ...wellScript, register: () => null });
  phone.signIn(fakeAccount, 'x');
  clock.advance(7_900);
  expect(phone.state.line.kind).toBe('registering');
  sip.line.sink.line({ kind: 'registered', expires: 600 });
  expect(phone.state.line.kind).toBe('ready');
});

it.each([
  ['403', answers(403, { kind: 'forbidden' })],
  ['404', answers(404, { kind: 'unknown-user' })],
])('%s of a server that had taken the account is tried again, slowly, until it takes it again', (_status, script) => {
  const { phone, sip, clock } = phoneOnFakes();
  phone.signIn(fakeAccount, 'x');
  expect(phone.state.line.kind).toBe('ready');
  sip.script = script;
  sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
  const before = sip.line.count('register');
  clock.advance(600_000);
  expect(phone.state.line.kind).not.toBe('refused');
  const tried = sip.line.count('register') - before;
  expect(tried).toBeGreaterThan(5);
  expect(tried).toBeLessThan(40);
  sip.script = wellScript;
  clock.advance(90_000);
  expect(phone.state.line.kind).toBe('ready');
});

it('a password that is refused is not tried again, whatever was before', () => {
  const { phone, sip, clock } = phoneOnFakes();
  phone.signIn(fakeAccount, 'x');
  sip.script = answers(401, { kind: 'wrong-password' });
  sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
  const before = sip.line.count('register');
  clock.advance(600_000);
  expect(phone.state.line).toMatchObject(refused);
  expect(sip.line.count('register') - before).toBe(1);
});
