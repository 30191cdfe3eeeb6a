import { listen } from '../fixtures/tone';
import { t } from '../fixtures/words';
import { expect, test } from './fixture';
import type { Page } from '@playwright/test';

async function hears(page: Page, frequency: number): Promise<void> {
  await expect(async () => {
    const tone = await listen(page, 1_000);
    expect(Math.abs(tone.frequency - frequency), `${String(tone.frequency)} Hz`).toBeLessThan(20);
    expect(tone.level).toBeGreaterThan(-25);
  }).toPass({ timeout: 15_000 });
}

test('two people in two browsers talk to each other', async ({ person, web }) => {
  const ada = await person(1_004);
  const bob = await person(700);
  for (const { user } of [ada, bob]) {
    await user.practise();
  }
  expect(web.exchange.registrations().map(({ user }) => user)).toEqual(['1001', '1002']);

  await ada.user.dial('1002');
  await expect(bob.user.ringing).toContainText('1001');
  await bob.user.ringing.getByRole('button', { name: t('call.answer') }).click();
  await ada.user.isTalking();
  await bob.user.isTalking();
  await hears(ada.page, 700);
  await hears(bob.page, 1_004);

  await bob.user.hangUp();
  await expect(ada.user.call).toContainText(t('end.hung-up.them'));
  await ada.user.open('history');
  await expect(ada.user.history).toContainText('1002');
  await bob.user.open('history');
  await expect(bob.user.history).toContainText(t('history.incoming'));
});

test('what the desktop alone can do is not shown; the password is kept nowhere', async ({ person, web }) => {
  const { page, user } = await person();
  const [account] = web.exchange.accounts;
  await user.signIn({ ...account!, server: web.exchange.url, domain: web.exchange.domain });
  await user.openSettings('appearance');
  await expect(page.getByRole('radio', { name: t('theme.dark') })).toBeVisible();
  await expect(page.getByRole('switch', { name: t('start.title') })).toHaveCount(0);

  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(kept).toContain(account!.user);
  expect(kept).not.toContain(account!.password);
  await page.reload();
  await expect(page.getByLabel(t('signin.password'), { exact: true })).toHaveValue('');
  await expect(page.getByLabel(t('signin.user'), { exact: true })).toHaveValue(account!.user);
});

test('a page that is closed unregisters', async ({ person, web }) => {
  const { page, user } = await person();
  await user.practise();
  expect(web.exchange.registrations()).toHaveLength(1);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => web.exchange.registrations()).toEqual([]);
});
