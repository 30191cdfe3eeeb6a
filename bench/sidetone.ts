/** The phone itself under the benchmark: signed in through its own page. */
import { expect, type Page } from '@playwright/test';
import { launchPhone, type RunningPhone } from '../e2e/fixtures/running-phone';
import type { Desk } from '../e2e/fixtures/desk';
import { answer, dial, hangUp, ringing } from '../build/measure/hands';
import { t } from '../renderer/locales/messages';
import type { Exchange, ExchangeAccount } from '../main/exchange/index';
import type { Phone } from './calls';

export async function startSidetone(
  desk: Desk,
  exchange: Exchange,
  account: ExchangeAccount,
): Promise<{ running: RunningPhone; phone: Phone }> {
  const running = await launchPhone(desk);
  const page = running.window;
  await page.getByLabel(t('signin.server')).fill(exchange.url);
  await page.getByLabel(t('signin.user'), { exact: true }).fill(account.user);
  await page.getByLabel(t('signin.password'), { exact: true }).fill(account.password);
  await page.getByRole('button', { name: t('signin.advanced') }).click();
  await page.getByLabel(t('signin.domain')).fill(exchange.domain);
  await page.getByRole('button', { name: t('signin.submit') }).click();
  await page.locator('[data-dial]').waitFor();
  return { running, phone: phoneOf(page, account.user) };
}

function phoneOf(page: Page, user: string): Phone {
  const zero = page.evaluate(() => performance.timeOrigin);
  return {
    user,
    dial: async (number) => (await zero) + (await dial(page, number)),
    answer: async () => {
      await ringing(page).waitFor();
      return (await zero) + (await answer(page));
    },
    hangUp: async () => void (await hangUp(page)),
    async idle() {
      await expect(page.locator('audio[data-call]')).toHaveCount(0);
      await page.locator('[data-dial]').waitFor();
    },
  };
}
