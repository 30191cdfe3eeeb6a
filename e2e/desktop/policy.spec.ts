/** What an administrator decides for all users of a computer: shown, held, kept out of the user's file, gone when it ends. */
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AccountRecord } from '../../preload/contract';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

const theme = (window: Page) => window.evaluate(() => document.documentElement.dataset['theme']);
const chosen = async (folder: string): Promise<unknown> =>
  (JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')) as { settings: unknown }).settings;

test('locked, hidden and forbidden while a policy says so; the user’s own comes back when it ends', async ({
  desk,
  launch,
  practice,
}) => {
  const policy = join(desk.home, 'policy.json');
  const env = { SIDETONE_TEST_POLICY: policy };
  const autostart = join(desk.home, '.config/autostart/sidetone.desktop');

  const first = await launch({ env });
  await first.user.signIn(practice);
  await first.user.openSettings('appearance');
  await expect(first.window.getByText(t('managed.by-administrator'))).toHaveCount(0);
  await first.user.page.getByRole('radio', { name: t('theme.light') }).check();
  await first.user.hasKept({ theme: 'light' });
  await first.quit();
  const before = await chosen(first.dataFolder);

  await writeFile(
    policy,
    JSON.stringify({
      practice: false,
      ownSystem: false,
      settings: { theme: 'dark', startWithSystem: true, historyDays: { value: 30, as: 'hidden' } },
    }),
  );
  const second = await launch({ env });
  const { user, window: page } = second;
  await user.isReady();
  expect(await theme(page)).toBe('dark');

  await test.step('the settings show what is managed', async () => {
    await user.open('settings');
    await expect(page.getByText(t('managed.here'))).toBeVisible();
    await user.openSettings('appearance');
    await expect(page.getByText(t('managed.by-administrator'))).toHaveCount(2);
    await expect(page.getByRole('radio', { name: t('theme.light') })).toBeDisabled();
    await expect(page.getByRole('radio', { name: t('theme.dark') })).toBeChecked();
    const start = page.getByRole('switch', { name: t('start.title') });
    await expect(start).toBeDisabled();
    await expect(start).toBeChecked();
    await expect.poll(() => existsSync(autostart)).toBe(true);
    await user.openSettings('calls');
    await expect(page.getByText(t('limits.title'))).toBeVisible();
    await expect(page.getByText(t('history-days.title'))).toHaveCount(0);
    await user.openSettings('account');
    await user.button(t('account.add')).click();
    await expect(page.getByLabel(t('signin.address'), { exact: true })).toBeVisible();
    await expect(user.button(t('signin.address.own'))).toHaveCount(0);
    await expect(user.button(t('signin.practice'))).toHaveCount(0);
    await user.openSettings('account');
    await page.locator('[data-account] a').click();
    await expect(page.getByText(t('managed.no-more-accounts'))).toBeVisible();
  });

  await test.step('what a page tries all the same is refused', async () => {
    const answers = await page.evaluate(async () => {
      const host = window.host!;
      const loaded = await host.invoke('account.load');
      const other = loaded.ok ? { ...loaded.value[0]!.account, id: 'other', user: 'other' } : null;
      await host.invoke('settings.save', { theme: 'light', historyDays: 0, ringVolume: 0.5 });
      const settings = await host.invoke('settings.load');
      return {
        settings: settings.ok && settings.value.settings,
        practice: await host.invoke('practice.start'),
        account: await host.invoke('account.save', other as AccountRecord, 'secret'),
      };
    });
    expect(answers.settings).toMatchObject({ theme: 'dark', historyDays: 30, ringVolume: 0.5 });
    expect(answers.practice).toMatchObject({ ok: false, error: { message: t('failure.practice.policy') } });
    expect(answers.account).toMatchObject({ ok: false, error: { message: t('failure.account.own-system') } });
  });
  await second.quit();
  expect(await chosen(first.dataFolder)).toEqual({ ...(before as object), ringVolume: 0.5 });

  await rm(policy);
  const third = await launch({ env });
  await third.user.isReady();
  expect(await theme(third.window)).toBe('light');
  await third.user.hasKept({ theme: 'light', startWithSystem: false, historyDays: 0 });
  await expect.poll(() => existsSync(autostart)).toBe(false);
});

test('a policy that cannot be read manages nothing; one wrong key costs only itself', async ({ desk, launch }) => {
  const policy = join(desk.home, 'policy.json');
  const env = { SIDETONE_TEST_POLICY: policy };
  await writeFile(policy, '{"practice": fal');
  const first = await launch({ env });
  await expect(first.user.button(t('signin.practice'))).toBeVisible();
  await expect(first.user.button(t('signin.address.own'))).toBeVisible();
  await expect.poll(() => first.log()).toContain('policy.json cannot be used: no JSON');
  await first.quit();

  await writeFile(policy, JSON.stringify({ practice: 'no', ownSystem: false, settings: { theme: 'dark' } }));
  const second = await launch({ env });
  await expect(second.user.button(t('signin.practice'))).toBeVisible();
  await expect(second.user.button(t('signin.address.own'))).toHaveCount(0);
  expect(await theme(second.window)).toBe('dark');
  await expect.poll(() => second.log()).toContain('policy.json: practice: not boolean');
});
