/** Started with the system: the desktop's parts come up after the phone, each in its own time. */
import { byWire, wireTo } from '../fixtures/cuttable';
import { expect, test } from '../fixtures/index';
import { readTrayFaces } from '../fixtures/tray-pictures';
import { t } from '../fixtures/words';

const hidden = ['--hidden'];

test('waits in the tray for the network, and is registered before anybody opens anything', async ({
  desk,
  launch,
  practice,
}) => {
  const wire = await wireTo(practice.server);
  const first = await launch();
  await first.user.signIn({ ...practice, server: byWire(practice.server, wire) });
  await first.quit();
  wire.down();
  const { connections } = wire;

  const second = await launch({ args: hidden });
  const face = await readTrayFaces(second.app, desk.tray);
  await expect.poll(() => wire.connections).toBeGreaterThan(connections);
  expect(await face()).toBe('not-ready');
  wire.resume();
  await expect.poll(face).toBe('ready');
  expect(await practice.registrations()).toBe(1);
  expect(await second.windowState()).toMatchObject({ visible: false });
  expect(await desk.display.windows()).toEqual([]);
  expect(desk.notifications.received).toEqual([]);

  await desk.tray.activate();
  await expect.poll(() => second.windowState()).toMatchObject({ visible: true, focused: true });
  await second.user.isReady();
  await second.quit();
  await wire.close();
});

test('waits for a keyring that comes up late and locked: its user is asked once, and need not come here when it opens', async ({
  desk,
  launch,
  practice,
}) => {
  const first = await launch();
  await first.user.signIn(practice);
  await first.user.openSettings('account');
  await expect(first.user.page.getByText(t('storage.keyring'))).toBeVisible();
  await first.quit();
  await desk.keyring.become('absent');
  const keyringUser = await desk.keyring.askUser();

  const second = await launch({ args: hidden });
  const face = await readTrayFaces(second.app, desk.tray);
  await expect.poll(() => second.log()).toContain('[keyring] absent');
  expect(await face()).toBe('not-ready');

  await desk.keyring.become('locked');
  await expect.poll(() => keyringUser.asked).toBe(1);
  await keyringUser.putAway();
  await expect.poll(() => second.log()).toContain('load: the keyring gave nothing');
  expect(await practice.registrations()).toBe(0);

  await desk.keyring.unlock();
  await expect.poll(face).toBe('ready');
  expect(await practice.registrations()).toBe(1);
  expect(keyringUser.asked).toBe(1);
  expect(await second.windowState()).toMatchObject({ visible: false });
  expect(await desk.display.windows()).toEqual([]);
  expect(desk.notifications.received).toEqual([]);
});
