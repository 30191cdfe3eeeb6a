/** A hundred thousand calls in the history: opening its page, typing into its search. */
import { expect } from '@playwright/test';
import { fillHistory } from '../e2e/fixtures/old-calls';
import { launchPhone } from '../e2e/fixtures/running-phone';
import { User } from '../e2e/fixtures/user';
import { t } from '../e2e/fixtures/words';
import type { Desk } from '../e2e/fixtures/desk';
import type { Exchange, ExchangeAccount } from '../main/exchange/index';
import { median, type Figure } from './figure';
import { heapOf } from './heap';
import { scriptTimer } from './script-time';

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
  const script = await scriptTimer(page);

  const asked = performance.now();
  await user.open('history');
  await user.history.first().waitFor();
  const opened = performance.now() - asked;
  await expect(page.locator('.reading')).toHaveCount(0, { timeout: 60_000 });
  const complete = performance.now() - asked;
  const held = (await heap()) - atStart;

  const field = page.getByLabel(t('history.search'), { exact: true });
  await field.focus();
  const keystrokes: number[] = [];
  for (const words of searches) {
    for (const letter of words) keystrokes.push(await script(() => page.keyboard.insertText(letter)));
    for (let left = words.length; left > 0; left -= 1)
      keystrokes.push(await script(() => page.keyboard.press('Backspace')));
  }
  await running.quit();
  const slowest = keystrokes.toSorted((a, b) => a - b)[Math.floor(keystrokes.length * 0.95)] ?? Number.NaN;
  const row = (name: string, value: number, limit: number | null, samples: number): Figure => ({
    name: `100,000 calls: ${name}`,
    unit: 'ms',
    value,
    limit,
    samples,
  });
  return [
    row('search keystroke → results painted, script', median(keystrokes), 16, keystrokes.length),
    row('the same, 95th percentile', slowest, null, keystrokes.length),
    row('page asked for → first rows', opened, null, 1),
    row('page asked for → all can be searched', complete, null, 1),
    { name: '100,000 calls: heap that they take', unit: 'MB', value: held / 1e6, limit: null, samples: 1 },
  ];
}
