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

/** Runs in the main window's page. The test's own view of it went with its process. */
const inWindow = ({ app }: RunningPhone, script: string): Promise<unknown> =>
  app.evaluate(async ({ BrowserWindow }, code) => {
    const [main] = BrowserWindow.getAllWindows().filter(
      ({ webContents }) => !webContents.getURL().includes('/card.html'),
    );
    return main?.webContents.executeJavaScript(code) as Promise<unknown>;
  }, script);
const words = 'document.body.innerText';

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
    const back = exchange.once('registered').then(() => Date.now());
    process.kill(pid, signal);
    const gone = () => /^(\S+) ERROR \[window\] its process is gone/m.exec(log)?.[1] ?? '';
    let log = '';
    await expect.poll(async () => ((log = await phone.log()), gone()), { timeout: 20_000 }).not.toBe('');
    const outage = (await back) - Date.parse(gone());
    test.info().annotations.push({ type: 'noticed → registered', description: `${String(outage)} ms` });
    expect(outage, 'ms until it is registered again').toBeLessThan(3_000);

    await expect.poll(() => processOf(phone)).not.toBe(pid);
    await expect
      .poll(async () => (await desk.tray.icon()).tooltip)
      .toBe(t('tray.tooltip', { status: t('state.ready') }));
    await expect
      .poll(() => desk.notifications.received.map(({ summary }) => summary))
      .toContain(t('notification.lost.title'));
    await expect.poll(() => inWindow(phone, words)).toContain(t('notice.lost-call.title', { name: 'Ada Lovelace' }));
    await expect.poll(() => inWindow(phone, `location.hash = '#history'; ${words}`)).toContain(t('end.crashed'));

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
  await expect.poll(() => inWindow(phone, words)).toContain(t('crash.message'));
  // Its link ends the program.
  const ended = once(phone.app.process(), 'exit');
  void inWindow(phone, `document.querySelector('a:last-of-type').click()`).catch(() => {});
  await ended;
});
