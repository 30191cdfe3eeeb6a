/** Subscriptions and messages of the SIP adapter with Asterisk; no window is needed for what they say to each other. */
import { expect } from '@playwright/test';
import type { Asterisk } from '../fixtures/asterisk';
import { test } from '../fixtures/asterisk-phones';
import type { VoicemailCount, Watch } from '../../renderer/phone/ports';

const bob = (event: Watch['event']): Watch => ({ id: event, event, target: '1002' });
/** Rings 1002; `name` and `number` are the caller's. */
const ring = (asterisk: Asterisk, context = 'internal') =>
  asterisk.manage({
    Action: 'Originate',
    Channel: `Local/1002@${context}/n`,
    CallerID: '"Ann Öther" <4711>',
    Application: 'Echo',
    Async: 'true',
  });

test('a colleague is idle, rings, talks, and is idle again', async ({ phone, asterisk }) => {
  const alice = await phone('1001');
  const colleague = await phone('1002');
  for (const event of ['dialog', 'presence'] as const) alice.line.watch(bob(event), 300);
  expect((await alice.watches('dialog', 'accepted')).expires).toBe(300);
  await alice.watches('dialog', 'person', ({ person }) => person.state === 'idle');
  await alice.watches('presence', 'person', ({ person }) => person.state === 'idle');
  await ring(asterisk);
  const { callId } = await colleague.hears('incoming');
  const ringing = await alice.watches('dialog', 'person', ({ person }) => person.state === 'ringing');
  expect(ringing.person.with).toMatchObject({ name: 'Ann Öther', number: '4711' });
  colleague.line.accept(callId);
  await alice.watches('dialog', 'person', ({ person }) => person.state === 'busy');
  await alice.watches('presence', 'person', ({ person }) => person.state === 'busy');
  colleague.line.bye(callId);
  await alice.watches('dialog', 'person', ({ person }) => person.state === 'idle');
  colleague.close();
  await alice.watches('presence', 'person', ({ person }) => person.state === 'offline');
});

test("a colleague's ringing call is picked up by the feature code", async ({ phone, asterisk }) => {
  const alice = await phone('1001');
  const colleague = await phone('1002');
  alice.line.watch(bob('dialog'), 300);
  await ring(asterisk);
  const { callId } = await colleague.hears('incoming');
  // Asterisk must have heard of the ringing, or it finds nothing to pick up.
  await alice.watches('dialog', 'person', ({ person }) => person.state === 'ringing');
  alice.line.invite('pick-up', '*81002');
  await alice.callIs('pick-up', 'established');
  await colleague.hears('call', (value) => value.id === callId && value.signal.kind === 'cancelled');
  alice.line.bye('pick-up');
});

test('a subscription is refreshed in its dialog, and ended', async ({ phone, asterisk }) => {
  const alice = await phone('1001');
  const watchers = async () => /1002@internal.*Watchers\s+(\d+)/.exec(await asterisk.command('core show hints'))?.[1];
  alice.line.watch(bob('dialog'), 300);
  await alice.watches('dialog', 'person');
  alice.line.watch(bob('dialog'), 120);
  expect((await alice.watches('dialog', 'accepted', ({ expires }) => expires !== 300)).expires).toBe(120);
  await expect.poll(watchers).toBe('1');
  alice.line.unwatch('dialog');
  await expect.poll(watchers).toBe('0');
});

test('who is not known cannot be watched, and is not asked for again', async ({ phone }) => {
  const alice = await phone('1001');
  alice.line.watch({ ...bob('dialog'), target: '1999' }, 300);
  expect((await alice.watches('dialog', 'refused')).status).toBe(404);
  alice.line.sendMessage('later', '600', 'x');
  await alice.hears('messageSent');
  expect(alice.wire.filter((text) => /^sent\nSUBSCRIBE/.test(text))).toHaveLength(1);
});

for (const [user, how] of [
  ['1001', 'asked for and not'],
  ['1002', 'not asked for'],
  ['1003', 'asked for'],
] as const) {
  test(`voicemail is told when it is ${how}`, async ({ phone, asterisk }) => {
    const owner = await phone(user);
    if (user !== '1003') await owner.hears('voicemail', ({ newMessages }) => newMessages === 0);
    owner.line.watch({ id: 'mwi', event: 'message-summary', target: user }, 300);
    if (user === '1002') expect((await owner.watches('mwi', 'refused')).status).toBe(404);
    else await owner.watches('mwi', 'voicemail', ({ count }) => count.newMessages === 0);
    await asterisk.leaveMessages(user, { newMessages: 2, oldMessages: 1 });
    // It may look while they are being laid down.
    const all = ({ newMessages, oldMessages }: VoicemailCount) => newMessages === 2 && oldMessages === 1;
    const { account } =
      user === '1002'
        ? await owner.hears('voicemail', all)
        : (await owner.watches('mwi', 'voicemail', ({ count }) => all(count))).count;
    expect(account).toContain('sip:*97@');
    await asterisk.leaveMessages(user, { newMessages: 0, oldMessages: 0 });
    if (user === '1002') await owner.hears('voicemail', ({ newMessages }) => newMessages === 0);
    else await owner.watches('mwi', 'voicemail', ({ count: { newMessages } }) => newMessages === 0);
  });
}

test('messages go both ways', async ({ phone }) => {
  const alice = await phone('1001');
  const colleague = await phone('1002');
  alice.line.sendMessage('a', '1002', 'Grüße\n<b>von</b> Alice');
  expect(await alice.hears('messageSent')).toEqual({ id: 'a', status: 202 });
  const { from, text } = await colleague.hears('message');
  expect([from.number, text]).toEqual(['1001', 'Grüße\n<b>von</b> Alice']);
  colleague.line.sendMessage('b', from.uri, '好');
  expect(await alice.hears('message')).toMatchObject({ from: { number: '1002' }, text: '好' });
  alice.line.sendMessage('c', '1999', 'nobody');
  expect(await alice.hears('messageSent')).toEqual({ id: 'c', status: 404 });
});

test('after a restart of Asterisk everything is asked for anew', async ({ phone, asterisk }) => {
  const alice = await phone('1001');
  alice.line.watch(bob('dialog'), 300);
  await alice.watches('dialog', 'person');
  const lost = alice.hears('line', ({ kind }) => kind === 'disconnected');
  await asterisk.restart();
  await lost;
  await alice.register();
  alice.line.watch(bob('dialog'), 300);
  await alice.watches('dialog', 'person');
});

test('SHA-256 is used where it is offered, MD5 where not', async ({ phone, asterisk }) => {
  await asterisk.command('pjsip set logger on');
  await phone('1001');
  await phone('1004');
  await asterisk.command('pjsip set logger off');
  const log = await asterisk.log();
  expect(log).toMatch(/Authorization: Digest username="1001".*algorithm=SHA-256/);
  expect(log).toMatch(/Authorization: Digest username="1004".*algorithm=MD5/);
});
