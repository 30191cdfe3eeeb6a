import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram } from '../fixtures/process';
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

test('killed at any moment while it saves, the program finds its settings whole', async ({
  desk,
  launch,
  practice,
}) => {
  const folder = join(desk.home, 'phone');
  const first = await launch();
  await first.user.signIn(practice);
  await first.quit();

  for (let round = 1; round <= 4; round += 1) {
    const phone = await launch();
    await phone.user.isReady();
    const ended = once(phone.app.process(), 'exit');
    let writes = 0;
    // As fast as it goes, until there is nobody left to ask.
    const saving = phone.window
      .evaluate(async () => {
        for (let n = 0; ; n += 1) await window.host?.invoke('settings.save', { ringVolume: (n % 100) / 100 });
      })
      .catch(() => {});
    while (writes < 3 * round) {
      const before = await readFile(join(folder, 'settings.json'), 'utf8');
      await expect.poll(() => readFile(join(folder, 'settings.json'), 'utf8')).not.toBe(before);
      writes += 1;
    }
    phone.app.process().kill('SIGKILL');
    await Promise.all([ended, saving]);
    const kept = JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ version: 2, accounts: [{ account: { user: practice.user } }] });
  }

  const last = await launch();
  await last.user.isReady();
  await expect(last.user.page.getByText(t('notice.set-aside.title'))).toBeHidden();
  await last.user.openSettings('appearance');
  await last.user.page.getByRole('radio', { name: t('theme.dark') }).check();
  // What the kills left of half-written files is gone, and nothing was kept aside.
  await expect
    .poll(async () => (await readdir(folder)).filter((name) => name.startsWith('settings.')))
    .toEqual(['settings.json']);
});

test('a full disk: the settings say so and stay as they were, calls go on, and all is kept once there is room', async ({
  desk,
  launch,
  practice,
}) => {
  const folder = join(desk.home, 'phone');
  await mkdir(folder, { recursive: true });
  const run = async (command: string, ...args: string[]) => {
    const program = await startProgram(command, args, { env: desk.env });
    return { code: await program.ended(), output: program.output() };
  };
  expect(await run('mount', '-t', 'tmpfs', '-o', 'size=96m', 'none', folder)).toMatchObject({ code: 0 });
  try {
    const phone = await launch();
    const { user } = phone;
    await user.signIn(practice);
    const filler = join(folder, 'filler');
    await run('dd', 'if=/dev/zero', `of=${filler}`, 'bs=4096');

    await user.openSettings('appearance');
    await user.page.getByRole('radio', { name: t('theme.dark') }).check();
    await user.open('dialpad');
    await expect(user.page.getByText(t('failure.settings.disk-full'))).toBeVisible();
    const kept = JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')) as { settings: object };
    expect(kept.settings).not.toHaveProperty('theme');

    await user.dial('600');
    await user.isTalking();
    await user.hangUp();
    await user.open('history');
    await expect(user.history).toHaveCount(1);

    await rm(filler);
    await user.openSettings('appearance');
    await user.page.getByRole('radio', { name: t('theme.light') }).check();
    await expect(user.page.getByText(t('failure.settings.disk-full'))).toBeHidden();
    await phone.quit();

    const second = await launch();
    await second.user.isReady();
    expect(await second.window.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    await second.quit();
  } finally {
    await run('umount', '--lazy', folder);
  }
});
