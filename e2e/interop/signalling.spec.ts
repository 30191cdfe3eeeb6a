/** What Asterisk and the SIP adapter say to each other about calls; what is heard is in calls.spec.ts. */
import { expect } from '@playwright/test';
import type { AdapterPhone } from '../fixtures/adapter-phone';
import type { Asterisk } from '../fixtures/asterisk';
import { test } from '../fixtures/asterisk-phones';

const ring = (asterisk: Asterisk, context: string, number = '1001') =>
  asterisk.manage({
    Action: 'Originate',
    Channel: `Local/${number}@${context}/n`,
    CallerID: '"Ann" <4711>',
    Application: 'Echo',
    Async: 'true',
  });

test.describe('a call that arrives', () => {
  test('says who sent it on', async ({ phone, asterisk }) => {
    const alice = await phone('1001');
    await ring(asterisk, 'forwarded');
    const { from, via } = await alice.hears('incoming');
    expect([from.number, via]).toMatchObject(['4711', { number: '1009', name: 'Ivy Nine' }]);
  });

  test('may hide who calls', async ({ phone, asterisk }) => {
    const alice = await phone('1001');
    await ring(asterisk, 'anonymous');
    expect((await alice.hears('incoming')).from).toMatchObject({ name: '', number: '' });
  });

  test('may ask for another ring', async ({ phone, asterisk }) => {
    const alice = await phone('1001');
    await ring(asterisk, 'alert-internal');
    expect((await alice.hears('incoming')).ring).toBe('internal');
  });
});

for (const [number, first] of [
  ['612', 'early-media'],
  ['613', 'ringing'],
] as const) {
  test(`${number} is heard before it is answered`, async ({ phone }) => {
    const alice = await phone('1001');
    alice.line.invite('c', number);
    await alice.callIs('c', first);
    if (first === 'ringing') await alice.callIs('c', 'early-media');
    await alice.callIs('c', 'established');
    alice.line.bye('c');
    await alice.callIs('c', 'gone');
  });
}

for (const [number, host] of [
  ['614', 'pbx.test'],
  ['615', 'elsewhere.test'],
] as const) {
  test(`${number} sends the caller to ${host}`, async ({ phone }) => {
    const alice = await phone('1001');
    alice.line.invite('c', number);
    const { targets } = await alice.callIs('c', 'redirected');
    expect(targets).toEqual([expect.stringContaining(`sip:600@${host}`)]);
    if (host !== 'pbx.test') return;
    alice.line.invite('c', targets[0] ?? '');
    await alice.callIs('c', 'established');
    alice.line.bye('c');
  });
}

test('of two phones that ring the first that answers has the call', async ({ phone }) => {
  const [alice, bob, carol] = [await phone('1001'), await phone('1002'), await phone('1003')];
  alice.line.invite('c', '616');
  const atBob = await bob.hears('incoming');
  const atCarol = await carol.hears('incoming');
  carol.line.accept(atCarol.callId);
  await alice.callIs('c', 'established');
  await bob.callIs(atBob.callId, 'cancelled');
  alice.line.bye('c');
  await carol.callIs(atCarol.callId, 'bye');
});

/** `from` calls `to`, who answers; gives the id of the call there. */
async function connect(from: AdapterPhone, id: string, to: AdapterPhone): Promise<string> {
  from.line.invite(id, to.user);
  const { callId } = await to.hears('incoming');
  to.line.accept(callId);
  await from.callIs(id, 'established');
  await to.callIs(callId, 'established');
  return callId;
}

test('a call is passed on without asking', async ({ phone }) => {
  const [alice, bob, carol] = [await phone('1001'), await phone('1002'), await phone('1003')];
  const atBob = await connect(alice, 'ab', bob);
  bob.line.refer(atBob, { kind: 'blind', target: '1003' });
  const { callId, from } = await carol.hears('incoming');
  expect(from.number).toBe('1001');
  await bob.callIs(atBob, 'transfer', ({ status }) => status >= 100 && status < 300);
  carol.line.accept(callId);
  await carol.callIs(callId, 'established');
  bob.line.bye(atBob);
  await bob.hears('call', ({ id, signal }) => id === atBob && (signal.kind === 'gone' || signal.kind === 'bye'));
  expect(alice.left('call').some(({ signal }) => signal.kind === 'bye')).toBe(false);
  alice.line.bye('ab');
  await carol.callIs(callId, 'bye');
});

test('a call is passed on after asking', async ({ phone }) => {
  const [alice, bob, carol] = [await phone('1001'), await phone('1002'), await phone('1003')];
  const atBob = await connect(alice, 'ab', bob);
  const atCarol = await connect(bob, 'bc', carol);
  const consultation = bob.line.dialog('bc');
  if (consultation === null) throw new Error('no dialog to pass on');
  bob.line.refer(atBob, { kind: 'attended', with: consultation });
  const { status } = await bob.callIs(atBob, 'transfer', ({ final }) => final);
  expect(status).toBe(200);
  bob.line.bye(atBob);
  bob.line.bye('bc');
  await bob.hears('call', ({ id, signal }) => id === 'bc' && (signal.kind === 'gone' || signal.kind === 'bye'));
  expect(alice.left('call').some(({ signal }) => signal.kind === 'bye')).toBe(false);
  alice.line.bye('ab');
  await carol.callIs(atCarol, 'bye');
});

test('a session timer is agreed on', async ({ phone, asterisk }) => {
  const erin = await phone('1005');
  await ring(asterisk, 'internal', '1005');
  const { callId } = await erin.hears('incoming');
  erin.line.accept(callId);
  await erin.callIs(callId, 'established');
  expect(erin.wire.find((text) => /^sent\nSIP\/2.0 200 OK[^]*CSeq: \d+ INVITE/.test(text))).toMatch(
    /Session-Expires: 90;refresher=ua[cs]/,
  );
  erin.line.bye(callId);
});
