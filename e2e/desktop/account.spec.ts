import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AccountSchema } from '../../preload/contract';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

/** Whether any file below this folder holds these bytes. */
async function holds(folder: string, secret: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const bytes = await readFile(path).catch(() => Buffer.alloc(0));
        return bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le')) ? path : null;
      }),
  );
  return found.filter((path) => path !== null);
}

test('a wrong password: refused with its sentence, tried exactly once', async ({ launch, practice }) => {
  const registers: string[] = [];
  practice.exchange.on('message', ({ direction, text }) => {
    if (direction === 'in' && text.startsWith('REGISTER ')) registers.push(text);
  });
  const { user } = await launch();
  await user.fillIn(practice, 'not the password');
  const sentence = t('line.cause.wrong-password.text', { server: new URL(practice.server).host, user: practice.user });
  await expect(user.page.getByText(sentence)).toBeVisible();
  expect(await practice.registrations()).toBe(0);
  expect(registers.filter((text) => /^Authorization:/im.test(text))).toHaveLength(1);

  // Corrected, it works, and nothing was tried in between.
  const before = registers.length;
  await user.page.getByLabel(t('signin.password'), { exact: true }).fill(practice.password);
  await user.button(t('signin.submit')).click();
  await user.isReady();
  expect(registers.slice(before).filter((text) => /^Authorization:/im.test(text))).toHaveLength(1);
});

test('signs in again after a restart with the password from the keyring, which is nowhere else', async ({
  launch,
  practice,
}) => {
  const first = await launch();
  await first.user.signIn(practice);
  await first.user.openSettings('account');
  await expect(first.user.page.getByText(t('storage.keyring'))).toBeVisible();
  await first.user.dial('600');
  await first.user.isTalking();
  await first.user.hangUp();
  await first.quit();
  expect(await practice.registrations()).toBe(0);

  const second = await launch();
  await second.user.isReady();
  expect(await practice.registrations()).toBe(1);
  await second.quit();
  expect(await holds(second.dataFolder, practice.password)).toEqual([]);
  // What is as good as a password is not in the log either.
  const log = await second.log();
  expect(log).toContain('REGISTER sip:');
  expect(log).not.toMatch(/(response|nonce)="[^"*•]/);
});

test('without a keyring it says so and works for the session', async ({ desk, launch, practice }) => {
  await desk.keyring.become('absent');
  const first = await launch();
  await first.user.signIn(practice);
  await expect(first.user.page.getByText(t('storage.memory.no-keyring')).first()).toBeVisible();
  await first.user.dial('600');
  await first.user.isTalking();
  await first.user.hangUp();
  await first.quit();

  const second = await launch();
  const password = second.user.page.getByLabel(t('signin.password'), { exact: true });
  await expect(password).toBeVisible();
  await expect(password).toHaveValue('');
  await expect(second.user.page.getByLabel(t('signin.user'), { exact: true })).toHaveValue(practice.user);
  await second.quit();
  expect(await holds(second.dataFolder, practice.password)).toEqual([]);
});

test('a locked keyring: it says so and does not hang', async ({ desk, launch, practice }) => {
  const first = await launch();
  await first.user.signIn(practice);
  await first.user.openSettings('account');
  await expect(first.user.page.getByText(t('storage.keyring'))).toBeVisible();
  await first.quit();

  await desk.keyring.become('locked');
  const second = await launch();
  await expect(second.user.page.getByText(t('signin.password-gone.locked'))).toBeVisible();
  // Typed in again, it works for the session.
  await second.user.page.getByLabel(t('signin.password'), { exact: true }).fill(practice.password);
  await second.user.button(t('signin.submit')).click();
  await second.user.isReady();
});

test('signing out unregisters and forgets the password', async ({ launch, practice }) => {
  const first = await launch();
  await first.user.signIn(practice);
  await first.user.openSettings('account');
  await first.user.button(t('action.sign-out')).click();
  await first.user.page
    .getByRole('dialog')
    .getByRole('button', { name: t('action.sign-out') })
    .click();
  await first.user.openOwn();
  await expect.poll(() => practice.registrations()).toBe(0);
  await first.quit();
  const second = await launch();
  await second.user.openOwn();
  await expect(second.user.page.getByLabel(t('signin.server'), { exact: true })).toHaveValue('');
  expect(await practice.registrations()).toBe(0);
});

test('several accounts come back after a restart, each with its password; the tray names the one that is not ready', async ({
  desk,
  launch,
  practice,
}) => {
  const [, other] = practice.exchange.accounts;
  const first = await launch();
  await first.user.signIn(practice);
  const account = (id: string, user: string, server: string) =>
    v.parse(AccountSchema, {
      id,
      servers: [server],
      user,
      authUser: '',
      domain: practice.domain,
      displayName: '',
      expires: 300,
      iceServers: [],
      practice: false,
    });
  // Nobody listens on the discard port.
  const more = [
    [account('second', other!.user, practice.server), other!.password],
    [account('third', '4711', 'ws://127.0.0.1:9/'), 'nobody asks for it'],
  ] as const;
  for (const [record, password] of more) {
    const saved = await first.window.evaluate(([one, secret]) => window.host?.invoke('account.save', one, secret), [
      record,
      password,
    ] as const);
    expect(saved).toEqual({ ok: true, value: { kind: 'keyring' } });
  }
  await first.quit();

  const second = await launch();
  const registered = () => practice.exchange.registrations().map(({ user }) => user);
  await expect.poll(() => registered().sort()).toEqual([practice.user, other!.user].sort());
  const tooltip = async () => (await desk.tray.icon()).tooltip;
  await expect.poll(tooltip).toContain(t('tray.line', { line: '4711', state: '' }));
  expect(await tooltip()).not.toContain(t('state.ready'));
  for (const [, password] of more) expect(await holds(second.dataFolder, password)).toEqual([]);

  await second.window.evaluate(() => window.host?.invoke('account.forget', 'third'));
  await second.quit();
  const third = await launch();
  await expect.poll(tooltip).toBe(t('tray.tooltip', { status: t('state.ready') }));
  await expect.poll(() => registered().length).toBe(2);
  await third.quit();

  // One prompt at most, and no waiting in turn: locked, both say so at once.
  await desk.keyring.become('locked');
  const fourth = await launch();
  const loaded = await fourth.window.evaluate(() => window.host?.invoke('account.load'));
  expect(loaded).toMatchObject({
    ok: true,
    value: [
      { password: null, storage: { kind: 'memory', why: 'locked' } },
      { password: null, storage: { kind: 'memory', why: 'locked' } },
    ],
  });
});
