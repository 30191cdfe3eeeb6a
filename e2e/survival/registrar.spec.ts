/** A registrar with troubles of its own: each has its state, its sentence, and its way back. Asterisk has none of them to order. */
import type { Faults } from '../../main/exchange/index';
import { expect, test } from '../fixtures/index';
import type { PracticePbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';
import { lastSaid, measured, saysAfter } from './fixture';

// Outages take their time, and a busy machine takes more.
test.describe.configure({ timeout: 90_000 });

type Answer = ReturnType<NonNullable<Faults['request']>>;

/** Signed in; then the connection breaks and each REGISTER gets this answer. Resolves with when each of them came. */
async function troubles({ exchange }: PracticePbx, answer: () => Answer): Promise<number[]> {
  const registers: number[] = [];
  exchange.faults = {
    request: ({ method }) => {
      if (method !== 'REGISTER') return undefined;
      registers.push(Date.now());
      return answer();
    },
  };
  const closed = exchange.once('disconnected');
  exchange.dropSockets();
  await closed;
  return registers;
}

const sentence = (key: Parameters<typeof t>[0], { server, user }: PracticePbx, status = 0) =>
  t(key, { server: new URL(server).host, user, status });

test('503 with Retry-After: said with its number, the time is waited for, and then it is ready', async ({
  launch,
  practice,
}) => {
  const phone = await launch();
  const { user } = phone;
  await user.signIn(practice);
  const registers = await troubles(practice, () => ({ kind: 'respond', status: 503, headers: [['Retry-After', '4']] }));
  await expect(user.page.getByText(sentence('line.cause.server-error.text', practice, 503)).first()).toBeVisible();
  await expect(user.state).toContainText(t('state.reconnecting'));
  await expect(user.page.getByText(t('notice.next-try', { time: '' }).trim().split(' ')[0]!).first()).toBeVisible();
  await expect(user.button(t('dial.no-line'))).toBeDisabled();
  expect(registers).toHaveLength(1);
  practice.exchange.faults = {};
  await expect(user.state).toContainText(t('state.ready'), { timeout: 25_000 });
  const waited = (await lastSaid(phone, /registering → ready/)) - registers[0]!;
  measured('503 → ready', waited);
  expect(waited, 'not before the time it asked for').toBeGreaterThanOrEqual(4_000);
});

test('403 from a server that had taken the account: said, tried again slowly, and well again by itself', async ({
  launch,
  practice,
}) => {
  const { user } = await launch();
  await user.signIn(practice);
  const registers = await troubles(practice, () => ({ kind: 'respond', status: 403 }));
  await expect(user.page.getByText(sentence('line.cause.forbidden.text', practice)).first()).toBeVisible();
  await expect(user.state).not.toContainText(t('state.ready'));
  expect(registers).toHaveLength(1);
  practice.exchange.faults = {};
  await expect(user.state).toContainText(t('state.ready'), { timeout: 25_000 });
});

test('401 and 407 without end: the password is given up after few tries, and said', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  for (const [status, header] of [
    [407, 'Proxy-Authenticate'],
    [401, 'WWW-Authenticate'],
  ] as const) {
    let round = 0;
    const registers = await troubles(practice, () => ({
      kind: 'respond',
      status,
      headers: [[header, `Digest realm="loop", nonce="${String((round += 1))}", algorithm=SHA-256, qop="auth"`]],
    }));
    await expect(user.page.getByText(sentence('line.cause.wrong-password.text', practice)).first()).toBeVisible();
    await expect(user.state).toContainText(t('state.refused'));
    expect(registers.length).toBeLessThanOrEqual(3);
    practice.exchange.faults = {};
    await user.button(t('action.retry')).click();
    await user.isReady();
  }
});

test('a registrar that answers slowly: connecting until it has, then ready, by one REGISTER', async ({
  launch,
  practice,
}) => {
  const { user } = await launch();
  await user.signIn(practice);
  const registers = await troubles(practice, () => ({ kind: 'delay', ms: 3_000 }));
  await expect.poll(() => registers.length).toBe(1);
  await expect(user.state).not.toContainText(t('state.ready'));
  await expect(user.state).toContainText(t('state.ready'), { timeout: 20_000 });
  expect(registers.length, 'nobody asked again while it was busy').toBeLessThanOrEqual(2);
});

test('a registrar that never answers: said after 8 s, and tried again', async ({ launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  await user.signIn(practice);
  const registers = await troubles(practice, () => ({ kind: 'drop' }));
  await expect.poll(() => registers.length).toBeGreaterThan(0);
  await expect(user.page.getByText(sentence('line.cause.timeout.text', practice)).first()).toBeVisible({
    timeout: 20_000,
  });
  practice.exchange.faults = {};
  const again = Date.now();
  await saysAfter(phone, again, /registering → ready/);
  await user.isReady();
});

test('the clock is set by hours, both ways: no call of hours, one REGISTER to be sure, no storm, no loss', async ({
  launch,
  practice,
}) => {
  const { user } = await launch();
  const { exchange } = practice;
  await user.signIn(practice);
  let registers = 0;
  exchange.on('message', ({ direction, text }) => {
    if (direction === 'in' && text.startsWith('REGISTER ')) registers += 1;
  });
  const setClock = (hours: number) =>
    user.page.evaluate((ms) => {
      const before = Date.now;
      Date.now = () => before() + ms;
    }, hours * 3_600_000);

  for (const hours of [5, -11]) {
    // Two numbers: repeated calls stand in one row of the history.
    await user.dial(hours > 0 ? '601' : '600');
    await user.isTalking();
    const refreshed = exchange.once('registered');
    await setClock(hours);
    await expect(user.call.locator('[data-timer]')).toHaveText(/^00:0[2-9]$/);
    await expect(user.state).toContainText(t('state.on-call'));
    await user.hangUp();
    await user.isReady();
    // Without a call the time is the system's again: set forward, the registration may have run out.
    if (hours > 0) await refreshed;
  }
  expect(registers).toBe(1);
  expect(await practice.registrations()).toBe(1);
  await user.open('history');
  await expect(user.history).toHaveCount(2);
  await expect(user.history.filter({ hasText: /\d:\d\d:\d\d/ })).toHaveCount(0);
  // It is still there for others.
  const call = exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
  await expect(user.ringing).toBeVisible();
  call.hangup();
});
