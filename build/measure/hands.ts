/** What a person does with the phone, and when: the clicks are stamped by the page itself. */
import type { Locator, Page } from '@playwright/test';
import { t } from '../../renderer/locales/pages';

declare global {
  interface Window {
    lastClickAt?: number;
  }
}

/** Clicks, and gives the `performance.now()` of the page at which the click arrived there. */
export async function click(target: Locator): Promise<number> {
  const page = target.page();
  await page.evaluate(() => {
    const stamp = (event: Event) => (window.lastClickAt = event.timeStamp);
    window.addEventListener('click', stamp, { capture: true, once: true });
  });
  await target.click();
  return page.evaluate(() => window.lastClickAt ?? Number.NaN);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: false }).first();

export const tryItNow = (page: Page) => click(button(page, t('signin.practice')));

export async function dial(page: Page, number: string): Promise<number> {
  await page.locator('[data-dial]').fill(number);
  return click(button(page, t('dial.call')));
}

export const hangUp = (page: Page) => click(button(page, t('call.end')));

/** The call rings in the window. */
export const ringing = (page: Page) => button(page, t('call.answer'));

export const answer = (page: Page) => click(ringing(page));
