/** The history's database is damaged on disk: nothing of it may keep the phone from being one. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/index';

// Outages take their time, and a busy machine takes more.
test.describe.configure({ timeout: 90_000 });

test('a damaged database: the phone starts, registers and calls, and keeps new calls', async ({ launch, practice }) => {
  const first = await launch();
  await first.user.signIn(practice);
  await first.user.dial('600');
  await first.user.isTalking();
  await first.user.hangUp();
  await first.user.open('history');
  await expect(first.user.history).toHaveCount(1);
  await first.quit();

  const databases = join(first.dataFolder, 'IndexedDB');
  const folders = (await readdir(databases)).filter((name) => name.endsWith('.leveldb'));
  expect(folders).toHaveLength(1);
  const folder = join(databases, folders[0]!);
  const files = (await readdir(folder)).filter((name) => /^(?:MANIFEST|CURRENT|\d+)/.test(name));
  for (const name of files) await writeFile(join(folder, name), 'no database any more');

  const { user } = await launch();
  await user.isReady();
  await user.dial('601');
  await user.isTalking();
  await user.hangUp();
  await user.open('history');
  await expect(user.history.filter({ hasText: '601' })).toHaveCount(1);
});
