/** Sleep, shutdown, the end of a session: a call is not cut silently, and the switch is told. */
import { once } from 'node:events';
import { expect, test as base, type Launch } from '../fixtures/index';
import { startLoginManager, startPowerManager, type LoginManager } from '../fixtures/power';
import type { PracticePbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';

const test = base.extend<{ login: LoginManager }>({
  login: async ({ desk }, use) => {
    const login = await startLoginManager(desk);
    await use(login);
    await login.stop();
  },
});

/** Signed in and talking. */
async function talking({ launch, practice }: { launch: Launch; practice: PracticePbx }, env = {}) {
  const phone = await launch({ env });
  await phone.user.signIn(practice);
  const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002', media: 'echo' });
  await phone.user.answer();
  return { phone, call };
}

/** What the switch and the far end hear of the end. */
function theEnd({ exchange }: PracticePbx, { app }: Awaited<ReturnType<typeof talking>>['phone']) {
  const unregistered = exchange.once('unregistered').then(([, why]) => why);
  const child = app.process();
  const exitCode = once(child, 'exit').then(() => child.exitCode);
  return { unregistered, exitCode };
}

test('the computer stays awake during a call, and not longer', async ({ desk, launch, practice }) => {
  const power = await startPowerManager(desk);
  const { phone, call } = await talking({ launch, practice });
  // Chromium has reasons of its own as long as there is sound; this one is the program's, and holds without any.
  await expect.poll(() => power.reasons()).toContain('Electron');
  await phone.user.hangUp();
  await expect.poll(() => call.end?.by).toBe('phone');
  await expect.poll(() => power.reasons()).toEqual([]);
  power.stop();
});

test('the computer shuts down: the call is ended, the line is given back, in time', async ({
  launch,
  practice,
  login,
}) => {
  const { phone, call } = await talking({ launch, practice }, login.env);
  // Without it the computer would not wait for us.
  await expect.poll(() => login.locks).toContain('shutdown delay');
  const { unregistered, exitCode } = theEnd(practice, phone);
  login.shutDown();
  expect(await unregistered).toBe('asked');
  expect(await exitCode).toBe(0);
  expect(call.end?.by).toBe('phone');
});

test('SIGTERM ends it as the menu does', async ({ launch, practice }) => {
  const { phone, call } = await talking({ launch, practice });
  const { unregistered, exitCode } = theEnd(practice, phone);
  phone.app.process().kill('SIGTERM');
  expect(await unregistered).toBe('asked');
  expect(await exitCode).toBe(0);
  expect(call.end?.by).toBe('phone');
});

test('the computer sleeps in the middle of a call: once awake the line is back, and the call is ended by its name', async ({
  desk,
  launch,
  practice,
  login,
}) => {
  const { phone, call } = await talking({ launch, practice }, login.env);
  await expect.poll(() => login.locks).toContain('sleep delay');
  const { tray } = desk;
  // Chromium closes all connections with the announcement, those of the sound and of Playwright among them.
  login.sleep();
  await expect.poll(() => phone.log()).toContain('goes to sleep in the middle of a call');
  const registered = practice.exchange.once('registered');
  login.wake();
  await registered;
  await expect.poll(() => call.end?.by).toBe('phone');
  await expect.poll(async () => (await tray.icon()).tooltip).toBe(t('tray.tooltip', { status: t('state.ready') }));
  expect(await phone.log()).toMatch(/ended.*slept/);
  const ended = once(phone.app.process(), 'exit');
  await tray.choose(t('tray.quit'));
  await ended;
});
