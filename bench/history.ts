/** A hundred thousand calls in the history: opening its page, typing into its search. */
import { expect } from '@playwright/test';
import { fillHistory } from '../e2e/fixtures/old-calls';
import { launchPhone } from '../e2e/fixtures/running-phone';
import { User } from '../e2e/fixtures/user';
import { t } from '../e2e/fixtures/words';
import type { Desk } from '../e2e/fixtures/desk';
import type { Exchange, ExchangeAccount } from '../main/exchange/index';
import type { Figure } from './figure';
import { heapOf } from './heap';
import { measureSearch } from './script-time';

const calls = 100_000;
/** Different people among them. */
const people = 8_000;
/** Typed letter by letter, then taken back. */
const searches = ['mül 555', 'okafor', '4930', 'quote zür', 'e'];

export async function measureHistory(desk: Desk, account: ExchangeAccount, exchange: Exchange): Promise<Figure[]> {
  const first = await launchPhone(desk);
  const before = new User(first.window);
  await before.fillIn({ server: exchange.url, domain: exchange.domain, user: account.user }, account.password);
  await before.isReady();
  await fillHistory(first.window, calls, people);
  await first.quit();

  const running = await launchPhone(desk);
  const page = running.window;
  const user = new User(page);
  await user.isReady();
  const heap = await heapOf(page);
  const atStart = await heap();

  const asked = performance.now();
  await user.open('history');
  await user.history.first().waitFor();
  const opened = performance.now() - asked;
  await expect(page.locator('.reading')).toHaveCount(0, { timeout: 60_000 });
  const complete = performance.now() - asked;
  const held = (await heap()) - atStart;

  const field = page.getByLabel(t('history.search'), { exact: true });
  await field.focus();
  const search = await measureSearch(page, '100,000 calls', searches);
  await running.quit();
  const once = (name: string, value: number, unit: Figure['unit'] = 'ms'): Figure => ({
    name: `100,000 calls: ${name}`,
    unit,
    value,
    limit: null,
    samples: 1,
  });
  return [
    ...search,
    once('page asked for → first rows', opened),
    once('page asked for → all can be searched', complete),
    once('heap that they take', held / 1e6, 'MB'),
  ];
}
