import { hearsTone } from '../calls/call-specs';
import { expect, test } from '../fixtures/index';
import { corpus } from '../malformed/corpus';

test(`${String(corpus.length)} malformed messages: it stays registered, logs each, and the next call works`, async ({
  launch,
  practice,
}) => {
  expect(corpus.length).toBeGreaterThanOrEqual(200);
  const phone = await launch();
  const { user } = phone;
  const { exchange } = practice;
  await user.signIn(practice);
  const lost: string[] = [];
  exchange.on('unregistered', (_registration, why) => lost.push(why));
  exchange.on('disconnected', () => lost.push('disconnected'));
  const lines = async () => (await phone.log()).split('\n').filter((line) => line.includes('[sip]')).length;

  for (const { name, text } of corpus) {
    await test.step(name, async () => {
      const before = await lines();
      expect(exchange.sendRaw(practice.user, text({ user: practice.user, domain: practice.domain }))).toBe(1);
      await expect.poll(lines, { message: 'it is logged', intervals: [5, 10, 20, 50, 100] }).toBeGreaterThan(before);
    });
  }

  expect(lost).toEqual([]);
  await user.isReady();
  await expect(user.ringing).toBeHidden();
  expect(phone.pageErrors).toEqual([]);
  expect(await user.page.evaluate(() => ({}) as { polluted?: unknown })).toEqual({});
  await user.dial('600');
  await user.isTalking();
  await hearsTone(phone);
  await user.hangUp();

  const call = exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
  await expect(user.ringing).toContainText('Ada Lovelace');
  call.hangup();
});
