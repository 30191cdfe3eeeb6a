import { fillHistory } from '../fixtures/old-calls';
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

test('an old call is found, read and called again, by keyboard alone', async ({ person, web }) => {
  const { page, user } = await person();
  await fillHistory(page, 3_000, 900);
  await page.reload();
  await user.button(t('signin.practice')).click();
  await user.isReady();
  const dialled = new Promise<string>((resolve) => {
    web.exchange.on('message', ({ direction, text }) => {
      if (direction === 'in' && text.startsWith('INVITE ')) resolve(text.split(' ', 2)[1] ?? '');
    });
  });

  await user.open('history');
  await expect(user.history.first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByLabel(t('history.search'), { exact: true })).toBeFocused();
  await page.keyboard.type('quote 2960');
  await expect(user.history).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(user.history.locator('.row-main')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.locator('.note')).toContainText('Wants a quote for Zürich, number 2960');
  await user.button(t('action.back')).click();
  // What was searched for is still there.
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await dialled).toMatch(/^sip:\+?49\d+@/);
});
