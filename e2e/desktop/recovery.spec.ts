/** The window with the phone breaks in the middle of a call: killed, or stopped so that it hangs. */
import { once } from 'node:events';
import type { Desk } from '../fixtures/desk';
import { expect, test } from '../fixtures/index';
import type { RunningPhone } from '../fixtures/running-phone';
import { t } from '../fixtures/words';

/** The operating system's id of the process that the main window's page runs in. */
const processOf = ({ app }: RunningPhone): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => {
    const [main] = BrowserWindow.getAllWindows().filter(
      ({ webContents }) => !webContents.getURL().includes('/card.html'),
    );
    return main?.webContents.getOSProcessId() ?? 0;
  });

/** What stands in the main window. The test's own view of the page went with its process. */
const textOf = ({ app }: RunningPhone): Promise<string> =>
  app.evaluate(async ({ BrowserWindow }) => {
    const [main] = BrowserWindow.getAllWindows().filter(
      ({ webContents }) => !webContents.getURL().includes('/card.html'),
    );
    return (await main?.webContents.executeJavaScript('document.body.innerText')) as string;
  });

async function answer({ tray }: Desk): Promise<void> {
  await expect.poll(async () => (await tray.menu()).map(({ label }) => label)).toContain(t('tray.answer'));
  await tray.choose(t('tray.answer'));
}

for (const [name, signal] of [
  ['is killed', 'SIGKILL'],
  ['hangs', 'SIGSTOP'],
] as const) {
  test(`the window ${name} in a call: back and registered, and it says which call was lost`, async ({
    desk,
    launch,
    practice,
  }) => {
    const phone = await launch();
    const { exchange } = practice;
    await phone.user.signIn(practice);
    const call = exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
    await answer(desk);
    await expect.poll(() => call.state).toBe('answered');

    const pid = await processOf(phone);
    const back = exchange.once('registered');
    process.kill(pid, signal);
    await expect.poll(() => phone.log(), { timeout: 20_000 }).toContain('its process is gone');
    const gone = Date.now();
    await back;
    test.info().annotations.push({ type: 'registered again', description: `${String(Date.now() - gone)} ms` });
    console.log(Date.now() - gone);
    await expect.poll(() => processOf(phone)).not.toBe(pid);
    await expect
      .poll(async () => (await desk.tray.icon()).tooltip)
      .toBe(t('tray.tooltip', { status: t('state.ready') }));
    await expect
      .poll(() => desk.notifications.received.map(({ summary }) => summary))
      .toContain(t('notification.lost.title'));
    await expect.poll(() => textOf(phone)).toContain('Ada Lovelace');

    // It is a whole phone again.
    const second = exchange.call(practice.user, { name: 'Grace Hopper', number: '2003' });
    await answer(desk);
    await expect.poll(() => second.state).toBe('answered');
    second.hangup();
  });
}

test('a window that breaks again and again is not started for ever: a page says so', async ({ launch, practice }) => {
  const phone = await launch();
  await phone.user.signIn(practice);
  for (let round = 1; round <= 4; round += 1) {
    const pid = await processOf(phone);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => processOf(phone).then((now) => now !== pid && now !== 0), { timeout: 20_000 }).toBe(true);
  }
  await expect.poll(() => textOf(phone)).toContain(t('crash.message'));
  // Its link ends the program.
  const ended = once(phone.app.process(), 'exit');
  await phone.app.evaluate(({ BrowserWindow }) => {
    const [main] = BrowserWindow.getAllWindows();
    void main?.webContents.executeJavaScript(`document.querySelector('a:last-of-type').click()`);
  });
  await ended;
});
