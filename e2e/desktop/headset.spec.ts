/** Buttons and lamps of headsets. The device is a fake in the page's `navigator.hid`: none can be had here; the rest is real. */
import { FakeHeadset } from '../fixtures/fake-hid';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('mute is one state: headset, window, tray and card; the hook answers and hangs up', async ({
  desk,
  launch,
  practice,
}) => {
  // Many steps of one call: a loaded machine takes half a minute for them.
  const phone = await launch();
  const { user } = phone;
  const headset = await FakeHeadset.plugInto(phone.window);
  await user.signIn(practice);
  await user.openSettings('sound');
  await user.button(t('headset.connect')).click();
  await expect(user.page.getByText(t('headset.ready'))).toBeVisible();
  await expect(user.page.getByText(headset.name)).toBeVisible();

  const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
  await expect.poll(() => headset.lit()).toEqual(['ring']);
  await headset.press('hook');
  await expect.poll(() => call.state).toBe('answered');
  await expect.poll(() => headset.lit()).toEqual(['offHook']);

  const tooltip = async () => (await desk.tray.icon()).tooltip;
  const caller = { caller: 'Ada Lovelace (2002)' };
  const isMuted = async () => {
    await expect(user.button(t('call.muted')).first()).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(tooltip).toContain(t('tray.status.muted', caller));
    await expect.poll(() => headset.lit()).toEqual(['mute', 'offHook']);
  };
  const isHeard = async () => {
    await expect(user.button(t('call.mute')).first()).toHaveAttribute('aria-pressed', 'false');
    await expect.poll(tooltip).toContain(t('tray.status.onCall', caller));
    await expect.poll(() => headset.lit()).toEqual(['offHook']);
  };

  await test.step('the headset mutes itself', async () => {
    await headset.press('mute');
    await isMuted();
  });
  await test.step('back by the window', async () => {
    await user.button(t('call.muted')).first().click();
    await isHeard();
  });
  await test.step('by the tray, and back by the headset', async () => {
    await desk.tray.choose(t('tray.mute'));
    await isMuted();
    // To the lamps of the window and of the tray.
    await headset.hasAnswered(2);
    await headset.press('mute');
    await isHeard();
  });
  await test.step('by the card, seen at the headset', async () => {
    await desk.display.closeWindow(t('app.name'));
    const card = await phone.card();
    await card.getByRole('button', { name: t('call.mute') }).click();
    await expect(card.getByRole('button', { name: t('call.muted'), pressed: true })).toBeVisible();
    await expect.poll(() => headset.lit()).toEqual(['mute', 'offHook']);
    await desk.tray.activate();
    await isMuted();
  });

  await test.step('plugged out and in again in the call, which goes on', async () => {
    await headset.set(false);
    await user.button(t('call.muted')).first().click();
    await headset.set(true);
    await isHeard();
    await headset.hasAnswered(4);
    expect(call.state).toBe('answered');
  });

  await test.step('put down, the call is over', async () => {
    await headset.press('hook');
    await expect.poll(() => call.end?.by).toBe('phone');
    await expect.poll(() => headset.lit()).toEqual([]);
  });

  await test.step('forgotten, it lights up no more', async () => {
    await user.openSettings('sound');
    await user.button(t('headset.forget', { name: headset.name })).click();
    await expect(user.page.getByText(t('headset.none'))).toBeVisible();
    const other = practice.exchange.call(practice.user, { number: '2002' });
    await expect(user.ringing).toBeVisible();
    expect(await headset.lit()).toEqual([]);
    other.hangup();
  });
});

test('without a headset the list says so; one that is plugged in meanwhile can be chosen', async ({
  launch,
  practice,
}) => {
  const { app, user } = await launch();
  await user.signIn(practice);
  await user.openSettings('sound');
  await user.button(t('headset.connect')).click();
  await expect(user.page.getByText(t('headset.nothing-there'))).toBeVisible();
  // As Electron tells of one; Chromium itself does not know it and takes it for none.
  await app.evaluate(({ session }) => {
    const device = { deviceId: 'x', name: 'Test headset 65', vendorId: 1, productId: 1 };
    const collections = [{ usagePage: 0x0b, usage: 5 }];
    session.defaultSession.emit('hid-device-added', {}, { device: { ...device, collections }, frame: null });
    session.defaultSession.emit('hid-device-added', {}, { device: { ...device, deviceId: 'y', name: 'Keyboard' } });
  });
  await expect(user.button('Keyboard')).toBeHidden();
  await user.button('Test headset 65').click();
  await expect(user.button(t('headset.connect'))).toBeVisible();
  await user.button(t('headset.connect')).click();
  await user.button(t('action.cancel')).click();
  await expect(user.button(t('headset.connect'))).toBeVisible();
  await expect(user.page.getByText(t('headset.failed'))).toBeHidden();
});
