import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';
import { startProgram } from '../fixtures/process';

test('a second start brings the first one up', async ({ desk, launch }) => {
  const phone = await launch();
  await desk.display.closeWindow(t('app.name'));
  await expect.poll(async () => (await phone.windowState()).visible).toBe(false);

  const [program, ...args] = phone.commandLine;
  const second = await startProgram(program, args, { env: desk.env });
  await expect.poll(() => phone.windowState()).toMatchObject({ visible: true, focused: true });
  expect(await second.ended()).toBe(0);
  expect((await desk.display.windows()).filter(({ title }) => title === t('app.name'))).toHaveLength(1);
});

test('remembers where its window was', async ({ desk, launch }) => {
  const place = { x: 210, y: 140, width: 820, height: 700 };
  const first = await launch();
  await expect.poll(async () => (await desk.display.activeWindow())?.title).toBe(t('app.name'));
  await first.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().endsWith('/index.html'))
      ?.setBounds(bounds);
  }, place);
  // The window manager moves it in its own time.
  await expect.poll(async () => (await first.windowState()).bounds).toEqual(place);
  await first.quit();
  const second = await launch();
  await expect.poll(async () => (await second.windowState()).visible).toBe(true);
  await expect.poll(async () => (await second.windowState()).bounds).toEqual(place);
});

test('with --hidden it starts into the tray, registered', async ({ desk, launch, practice }) => {
  const first = await launch();
  await first.user.signIn(practice);
  await first.quit();
  const second = await launch({ args: ['--hidden'] });
  await expect.poll(() => practice.registrations()).toBe(1);
  expect(await second.windowState()).toMatchObject({ exists: true, visible: false });
  await desk.tray.activate();
  await expect.poll(async () => (await second.windowState()).visible).toBe(true);
});

test('Ctrl and +, − and 0 make everything larger and smaller, and a new start begins so', async ({ desk, launch }) => {
  const first = await launch();
  /** CSS pixels across the window, and the size of the window. */
  const seen = async (phone: typeof first) => {
    const { width, height } = (await phone.windowState()).bounds;
    return { across: await phone.window.evaluate(() => innerWidth), width, height };
  };
  // Keys of the page alone would not pass by the program's own ear for them.
  const press = async (phone: typeof first, ...keys: string[]) => {
    await expect.poll(() => phone.windowState()).toMatchObject({ visible: true, focused: true });
    for (const key of keys) await desk.display.press(key);
  };
  expect(await seen(first)).toMatchObject({ across: 380, width: 380 });
  await press(first, 'ctrl+plus');
  await first.user.hasKept({ zoom: 1.1 });
  await expect.poll(() => seen(first)).toMatchObject({ across: 345, width: 380 });

  await test.step('where that would be too little to use it all the window grows, too', async () => {
    await press(first, 'ctrl+equal', 'ctrl+plus', 'ctrl+plus', 'ctrl+minus', 'ctrl+plus', 'ctrl+plus');
    await first.user.hasKept({ zoom: 2 });
    await expect.poll(() => seen(first)).toEqual({ across: 320, width: 640, height: 960 });
  });

  await first.quit();
  const second = await launch();
  await expect.poll(() => seen(second)).toEqual({ across: 320, width: 640, height: 960 });
  await press(second, 'ctrl+0');
  await expect.poll(async () => (await seen(second)).across).toBe(640);
  await second.user.hasKept({ zoom: 1 });
});

test.describe('with screens that come and go', () => {
  test.use({ screens: 'several' });

  test('has a place of its own on each set of screens, and is never out of reach', async ({ desk, launch }) => {
    const { display } = desk;
    const laptop = { width: 1280, height: 960 };
    const desktop = { width: 1600, height: 1000 };
    const beamer = { width: 1024, height: 768 };
    // Chromium sees an output of the dummy driver only from the second time on that it is plugged in.
    await display.plugIn([laptop, desktop]);
    await display.plugIn([laptop]);
    const phone = await launch();
    const bounds = async () => (await phone.windowState()).bounds;
    const moveTo = async (to: { x: number; y: number; width: number; height: number }) => {
      await phone.app.evaluate(({ BrowserWindow }, to) => {
        BrowserWindow.getAllWindows()
          .find((window) => window.webContents.getURL().endsWith('/index.html'))
          ?.setBounds(to);
      }, to);
      await expect.poll(bounds).toEqual(to);
    };
    const docked = { x: 1900, y: 150, width: 820, height: 700 };
    const alone = { x: 60, y: 90, width: 400, height: 650 };
    const isWithin = (screen: { width: number; height: number }) => async () => {
      const { x, y, width, height } = await bounds();
      return x >= 0 && y >= 0 && x + width <= screen.width && y + height <= screen.height;
    };
    const screens = () => phone.app.evaluate(({ screen }) => screen.getAllDisplays().map(({ id }) => id));
    /** What is kept, by the number of screens. */
    const kept = async () => {
      const file = await readFile(join(phone.dataFolder, 'window.json'), 'utf8').catch(() => '{"places":[]}');
      const { places } = JSON.parse(file) as { places: { screens: string; x: number }[] };
      return Object.fromEntries(places.map(({ screens, x }) => [screens.split(' ').length, x]));
    };
    await expect.poll(async () => (await phone.windowState()).visible).toBe(true);
    await moveTo(alone);
    await expect.poll(kept).toEqual({ 1: alone.x });

    await display.plugIn([laptop, desktop]);
    await expect.poll(async () => (await screens()).length).toBe(2);
    await moveTo(docked);
    await expect.poll(kept).toEqual({ 1: alone.x, 2: docked.x });

    await display.plugIn([laptop]);
    await expect.poll(bounds).toEqual(alone);
    await display.plugIn([laptop, desktop]);
    await expect.poll(bounds).toEqual(docked);
    // One that it has never seen.
    await display.plugIn([beamer]);
    await expect.poll(isWithin(beamer)).toBe(true);
  });
});
