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
