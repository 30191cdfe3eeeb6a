/** Started with the system: the desktop's parts come up after the phone, each in its own time. */
import { byWire, wireTo } from '../fixtures/cuttable';
import { expect, test, type Launch } from '../fixtures/index';
import type { PracticePbx } from '../fixtures/pbx';
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

/** Of an earlier day; the password is in the keyring. */
async function signedInBefore(launch: Launch, practice: PracticePbx): Promise<void> {
  const phone = await launch();
  await phone.user.signIn(practice);
  await phone.user.openSettings('account');
  await expect(phone.user.page.getByText(t('storage.keyring'))).toBeVisible();
  await phone.quit();
}

test('waits for a keyring that comes up late and locked: its user is asked once, and need not come here when it opens', async ({
  desk,
  launch,
  practice,
}) => {
  await signedInBefore(launch, practice);
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

test('a keyring that is slow costs no sign-in: once it answers, however late, the phone is ready', async ({
  desk,
  launch,
  practice,
}) => {
  await signedInBefore(launch, practice);
  desk.keyring.freeze();
  const phone = await launch({ args: hidden });
  const face = await readTrayFaces(phone.app, desk.tray);
  await expect.poll(() => phone.log()).toContain('load: timeout');
  expect(await face()).toBe('not-ready');

  desk.keyring.thaw();
  await expect.poll(face).toBe('ready');
  expect(await practice.registrations()).toBe(1);
  expect(await phone.windowState()).toMatchObject({ visible: false });
  expect(desk.notifications.received).toEqual([]);
});
