import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('a settings file that cannot be read is kept aside, told, and the phone starts', async ({
  desk,
  launch,
  practice,
}) => {
  const folder = join(desk.home, 'phone');
  await mkdir(folder, { recursive: true });
  const broken = '{"version":1,"settings":{"theme":"dar';
  await writeFile(join(folder, 'settings.json'), broken);

  const { user } = await launch();
  await user.signIn(practice);
  await expect(user.page.getByText(t('notice.set-aside.title'))).toBeVisible();
  const aside = (await readdir(folder)).filter((name) => name.startsWith('settings.broken'));
  expect(aside).toHaveLength(1);
  expect(await readFile(join(folder, aside[0]!), 'utf8')).toBe(broken);
  await expect(user.page.getByText(join(folder, aside[0]!))).toBeVisible();
  await user.button(t('action.understood')).click();
  await expect(user.page.getByText(t('notice.set-aside.title'))).toBeHidden();
});

test('settings hold over a restart', async ({ launch, practice }) => {
  const first = await launch();
  await first.user.signIn(practice);
  await first.user.openSettings('appearance');
  await first.user.page.getByRole('radio', { name: t('theme.dark') }).check();
  await first.user.openSettings('calls');
  await first.user.page.getByRole('radio', { name: t('auto-answer.all') }).check();
  await first.quit();

  const second = await launch();
  await second.user.isReady();
  expect(await second.window.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
  await second.user.openSettings('calls');
  await expect(second.user.page.getByRole('radio', { name: t('auto-answer.all') })).toBeChecked();
});

test('starting with the system puts an entry where the desktop looks for it, and takes it away', async ({
  desk,
  launch,
  practice,
}) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.openSettings('appearance');
  const entries = () => readdir(join(desk.home, '.config/autostart')).catch(() => []);
  expect(await entries()).toEqual([]);
  const toggle = user.page.getByRole('switch', { name: t('start.title') });
  await toggle.click();
  await expect.poll(entries).toHaveLength(1);
  await toggle.click();
  await expect.poll(entries).toEqual([]);
});

test('the sound settings show the microphone at work', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.openSettings('sound');
  await expect(user.page.getByRole('img', { name: t('meter.label', { word: t('meter.good') }) })).toBeVisible();
  await expect(user.page.getByLabel(t('sound.microphone'), { exact: true })).toBeVisible();
});
