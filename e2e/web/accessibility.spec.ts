import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

// An analysis takes seconds where others are at work.
test.describe.configure({ timeout: 120_000 });

/** WCAG 2.2 A and AA, and axe's own best practices. */
async function hasNoFaults(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    where,
  ).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page in ${colorScheme}`, async ({ person, web }) => {
    const { page, user } = await person();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(user.button(t('signin.practice'))).toBeVisible();
    await hasNoFaults(page, 'sign-in');
    await user.practise();
    await hasNoFaults(page, 'dial pad');

    const call = web.exchange.call('1001', { name: 'Ada Lovelace', number: '2002' });
    await expect(user.ringing).toBeVisible();
    await hasNoFaults(page, 'ringing');
    await user.ringing.getByRole('button', { name: t('call.answer') }).click();
    await user.isTalking();
    await hasNoFaults(page, 'call');
    await user.button(t('call.keypad')).click();
    await expect(page.getByRole('dialog', { name: t('keypad.title') })).toBeVisible();
    await hasNoFaults(page, 'keypad');
    call.hangup();
    await expect(user.call).toContainText(t('end.hung-up.them'));
    await hasNoFaults(page, 'ended');

    await user.open('history');
    await expect(user.history).toHaveCount(1);
    await hasNoFaults(page, 'history');
    for (const section of ['account', 'sound', 'calls', 'appearance'] as const) {
      await user.openSettings(section);
      await expect(page.getByRole('heading', { name: t(`settings.${section}`) })).toBeVisible();
      await hasNoFaults(page, `settings, ${section}`);
    }
  });
}

test('by keyboard alone: sign in, dial, hang up', async ({ person }) => {
  const { page, user } = await person();
  const practise = user.button(t('signin.practice'));
  await expect(practise).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(practise).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0] });
  await page.keyboard.press('Enter');
  await user.isReady();

  const number = page.getByLabel(t('dial.placeholder'));
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(number).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0] });
  await page.keyboard.type('600');
  await page.keyboard.press('Enter');
  await user.isTalking();
  await page.keyboard.press('Control+E');
  await expect(user.call).toContainText(t('end.hung-up.us'));
});
