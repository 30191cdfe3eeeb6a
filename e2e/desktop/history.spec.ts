/** What happens to calls once they are over: found, noted, deleted, exported, and forgotten in time. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/index';
import { fillHistory } from '../fixtures/old-calls';
import type { RunningPhone } from '../fixtures/running-phone';
import type { User } from '../fixtures/user';
import { t } from '../fixtures/words';

const rowOf = (user: User, text: string): Locator => user.history.filter({ hasText: text });
const search = (user: User, words: string): Promise<void> =>
  user.page.getByLabel(t('history.search'), { exact: true }).fill(words);

/** Where the next download of the phone goes, in the place of the system's question. */
async function keepDownload({ app }: RunningPhone, path: string): Promise<void> {
  await app.evaluate(({ session }, to) => {
    session.defaultSession.once('will-download', (_event, item) => {
      item.setSavePath(to);
    });
  }, path);
}

/** How many calls are on the disk. */
function countKept(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('sidetone');
        opening.onerror = () => {
          reject(new Error('no database'));
        };
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction('history').objectStore('history').count();
          counting.onsuccess = () => {
            resolve(counting.result);
            database.close();
          };
        };
      }),
  );
}

test('calls are searched, filtered, noted, deleted and exported', async ({ desk, launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  const { exchange } = practice;
  await user.signIn(practice);
  for (let round = 0; round < 2; round += 1) {
    await user.dial('600');
    await user.isTalking();
    await user.hangUp();
    await user.isReady();
  }
  const taken = exchange.call(practice.user, { name: 'Jürgen Müller', number: '4930555123' });
  await expect(user.ringing).toContainText('Jürgen Müller');
  taken.cancel({ reason: 'SIP;cause=200;text="Answered by Priya R."' });
  await expect(user.ringing).toBeHidden();
  const missed = exchange.call(practice.user, { name: '=SUM(Ada)', number: '2002' });
  await expect(user.ringing).toContainText('=SUM(Ada)');
  missed.cancel();
  await expect(user.ringing).toBeHidden();

  await user.open('history');
  await expect(user.history).toHaveCount(3);
  await expect(rowOf(user, '600')).toContainText(t('history.times', { count: 2 }));
  await expect(rowOf(user, 'Müller')).toContainText('Answered by Priya R.');
  await search(user, 'mull 555');
  await expect(user.history).toHaveCount(1);
  await expect(user.history).toContainText('Jürgen Müller');
  await search(user, 'nobody');
  await user.button(t('history.none.all')).click();
  await expect(user.history).toHaveCount(3);
  await user.button(t('history.outgoing')).click();
  await expect(user.history).toHaveCount(1);
  await user.page.getByRole('button', { name: t('history.missed') }).click();
  await expect(user.history).toHaveCount(1);

  await user.history.locator('.row-main').click();
  await user.button(t('history.note.add')).click();
  await user.page.getByLabel(t('history.note'), { exact: true }).fill('Wants a quote for Zürich');
  await user.button(t('history.note.save')).click();
  await expect(user.page.locator('.note')).toContainText('Wants a quote for Zürich');
  await user.open('history');
  await search(user, 'zurich');
  await expect(user.history).toHaveCount(1);

  const file = join(desk.home, 'calls.csv');
  await keepDownload(phone, file);
  await user.button(t('history.export')).click();
  await expect(user.page.getByRole('dialog')).toContainText(t('history.export.found', { count: 1 }));
  await user.button(t('history.export.save')).click();
  await expect(user.page.getByText(t('history.export.done', { count: 1 }))).toBeVisible();
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('Wants a quote for Zürich');
  expect(await readFile(file, 'utf8')).toContain(`,"'=SUM(Ada)",2002,`);

  await user.button(t('history.search.clear')).click();
  await user.button(t('history.all')).click();
  await rowOf(user, '600').hover();
  await user.button(t('history.more', { name: '600' })).click();
  await user.button(t('history.delete', { count: 2 })).click();
  await expect(user.history).toHaveCount(2);
  await user.button(t('action.undo')).click();
  await expect(rowOf(user, '600')).toContainText(t('history.times', { count: 2 }));

  await user.button(t('history.select')).click();
  for (const text of ['600', 'Müller']) await rowOf(user, text).getByRole('checkbox').click();
  await user.button(t('history.select.delete')).click();
  await expect(user.history).toHaveCount(1);
  await phone.quit();

  const again = await launch();
  await again.user.isReady();
  await again.user.open('history');
  await expect(again.user.history).toHaveCount(1);
  await again.user.history.locator('.row-main').click();
  await expect(again.user.page.locator('.note')).toContainText('Wants a quote for Zürich');
});

test('two thousand old calls are all found, and go when they are older than the user keeps them', async ({
  launch,
  practice,
}) => {
  const first = await launch();
  await first.user.signIn(practice);
  await fillHistory(first.window, 2_000, 500);
  await first.quit();

  const second = await launch();
  const { user, window } = second;
  await user.isReady();
  await user.open('history');
  // Two of the oldest: far beyond what is in memory at the start.
  await search(user, 'quote 1920');
  await expect(user.history).toHaveCount(1);
  await user.history.locator('.row-main').click();
  await expect(window.locator('.note')).toContainText('Wants a quote for Zürich, number 1920');

  await user.openSettings('calls');
  await window.getByLabel(t('history-days.title'), { exact: true }).selectOption('7');
  await user.open('history');
  await search(user, 'quote 1920');
  await expect(window.getByText(t('history.none.title'))).toBeVisible();
  await search(user, 'quote');
  // One in ten minutes: 1008 in seven days, every fortieth of them noted.
  await expect(window.getByRole('status').filter({ hasText: t('history.found', { count: 26 }) })).toHaveCount(1);
  await expect.poll(() => countKept(window)).toBe(1_008);
});
