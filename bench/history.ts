/** A hundred thousand calls in the history: opening its page, typing into its search. */
import { expect, type Page } from '@playwright/test';
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

/** Writes the calls as the phone keeps them, in the page's own database. */
async function fill(page: Page): Promise<void> {
  await page.evaluate(
    async ([count, persons]) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('sidetone');
        opening.onsuccess = () => {
          resolve(opening.result);
        };
        opening.onerror = () => {
          reject(new Error('no database'));
        };
      });
      const given = ['Jürgen', 'Ilka', 'Chidi', 'Amira', 'Søren', 'Ágnes', 'Ada', 'Bartholomew', 'محمد', 'Zoë'];
      const family = ['Müller', 'Böttcher', 'Okafor', 'El-Masry', 'Kjærgaard', 'Kovács', 'Smith', 'Zürcher', 'O’Brien'];
      const now = Date.now();
      for (let from = 0; from < count; from += 5_000) {
        const change = database.transaction('history', 'readwrite');
        for (let index = from; index < from + 5_000; index += 1) {
          const who = (index * 7919) % persons;
          const number = `+49${String(30_000_000_000 + who * 104_729)}`;
          const startedAt = now - index * 600_000;
          const answered = index % 3 !== 0;
          change.objectStore('history').put({
            id: `seed-${String(index)}`,
            direction: index % 2 ? 'incoming' : 'outgoing',
            party: {
              name: who % 5 ? `${given[who % 10] ?? ''} ${family[who % 9] ?? ''} ${String(who)}` : '',
              number,
              uri: `sip:${number}@pbx.example.com`,
            },
            line: `100${String(index % 2)}@pbx.example.com`,
            lineId: `line-${String(index % 2)}`,
            startedAt,
            answeredAt: answered ? startedAt + 4_000 : null,
            endedAt: startedAt + 200_000,
            reason: answered ? { kind: 'hung-up', by: 'them' } : { kind: index % 2 ? 'missed' : 'no-answer' },
            seen: true,
            ...(index % 40 === 0 ? { note: `Wants a quote for Zürich, number ${String(index)}` } : {}),
          });
        }
        await new Promise<void>((resolve, reject) => {
          change.oncomplete = () => {
            resolve();
          };
          change.onerror = () => {
            reject(new Error('the calls could not be written'));
          };
        });
      }
      database.close();
    },
    [calls, people] as const,
  );
}

export async function measureHistory(desk: Desk, account: ExchangeAccount, exchange: Exchange): Promise<Figure[]> {
  const first = await launchPhone(desk);
  const before = new User(first.window);
  await before.fillIn({ server: exchange.url, domain: exchange.domain, user: account.user }, account.password);
  await before.isReady();
  await fill(first.window);
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
