/** A company directory of 50,000: read from the portal and from the disk, searched letter by letter. */
import { expect } from '@playwright/test';
import { practiceOperator } from '../e2e/fixtures/operator';
import { launchPhone } from '../e2e/fixtures/running-phone';
import { User } from '../e2e/fixtures/user';
import { t } from '../e2e/fixtures/words';
import type { Desk } from '../e2e/fixtures/desk';
import type { Exchange } from '../main/exchange/index';
import type { Figure } from './figure';
import { heapOf } from './heap';
import { measureSearch } from './script-time';

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
    await page.getByLabel(t('contacts.search'), { exact: true }).focus();
    const search = await measureSearch(page, '50,000 contacts', searches);
    await running.quit();
    const once = (name: string, value: number, unit: Figure['unit'] = 'ms'): Figure => ({
      name: `50,000 contacts: ${name}`,
      unit,
      value,
      limit: null,
      samples: 1,
    });
    return [
      ...search,
      once('signing in → all of the directory can be searched', fromPortal),
      once('page asked for → all from the disk can be searched', fromDisk),
      once('heap of the page', held / 1e6, 'MB'),
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
