/** A company directory of 50,000: read from the portal and from the disk, searched letter by letter. */
import { expect } from '@playwright/test';
import { practiceOperator } from '../e2e/fixtures/operator';
import { launchPhone } from '../e2e/fixtures/running-phone';
import { User } from '../e2e/fixtures/user';
import { t } from '../e2e/fixtures/words';
import type { Desk } from '../e2e/fixtures/desk';
import type { Exchange } from '../main/exchange/index';
import { median, type Figure } from './figure';
import { heapOf } from './heap';
import { scriptTimer } from './script-time';

const people = 50_000;
/** Typed letter by letter, then taken back. */
const searches = ['mül 555', 'muller', '4930', 'böttcher söhne', 'e', 'łuk 17'];

export async function measureContacts(desk: Desk, exchange: Exchange): Promise<Figure[]> {
  const operator = await practiceOperator({ exchange, people });
  try {
    const first = await launchPhone(desk);
    const fresh = new User(first.window);
    const started = performance.now();
    await fresh.signInAt(operator);
    await fresh.open('contacts');
    await allThere(fresh);
    const fromPortal = performance.now() - started;
    await first.quit();

    const running = await launchPhone(desk);
    const page = running.window;
    const user = new User(page);
    await user.isReady();
    const asked = performance.now();
    await user.open('contacts');
    await allThere(user);
    const fromDisk = performance.now() - asked;
    const held = await (await heapOf(page))();
    const script = await scriptTimer(page);
    await page.getByLabel(t('contacts.search'), { exact: true }).focus();
    const keystrokes: number[] = [];
    for (const words of searches) {
      for (const letter of words) keystrokes.push(await script(() => page.keyboard.insertText(letter)));
      for (let left = words.length; left > 0; left -= 1)
        keystrokes.push(await script(() => page.keyboard.press('Backspace')));
    }
    await running.quit();
    const slowest = keystrokes.toSorted((a, b) => a - b)[Math.floor(keystrokes.length * 0.95)] ?? Number.NaN;
    const row = (name: string, value: number, limit: number | null, samples: number): Figure => ({
      name: `50,000 contacts: ${name}`,
      unit: 'ms',
      value,
      limit,
      samples,
    });
    return [
      row('search keystroke → results painted, script', median(keystrokes), 16, keystrokes.length),
      row('the same, 95th percentile', slowest, null, keystrokes.length),
      row('signing in → all of the directory can be searched', fromPortal, null, 1),
      row('page asked for → all from the disk can be searched', fromDisk, null, 1),
      { name: '50,000 contacts: heap of the page', unit: 'MB', value: held / 1e6, limit: null, samples: 1 },
    ];
  } finally {
    await operator.close();
  }
}

/** The field says how many can be searched. */
async function allThere(user: User): Promise<void> {
  const field = user.page.getByLabel(t('contacts.search'), { exact: true });
  await expect(field).toHaveAttribute('placeholder', t('contacts.search.count', { count: people + places }), {
    timeout: 120_000,
  });
}

/** Of the practice portal, beside the people. */
const places = 4;
