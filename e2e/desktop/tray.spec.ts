import { expect, test } from '../fixtures/index';
import { watchLauncher } from '../fixtures/launcher';
import { readTrayFaces } from '../fixtures/tray-pictures';
import { t } from '../fixtures/words';

test('the tray shows the truth, and its menu works', async ({ desk, launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  const { tray } = desk;
  const face = await readTrayFaces(phone.app, tray);
  const labels = async () => (await tray.menu()).filter(({ separator }) => !separator).map(({ label }) => label);

  const items = async (label: string) => (await tray.menu()).find((item) => item.label === label)?.items ?? [];

  await expect.poll(() => tray.present()).toBe(true);
  await expect.poll(face).toBe('not-ready');
  expect(await labels()).toEqual([t('tray.signedOut'), t('tray.show'), t('tray.doNotDisturb'), t('tray.quit')]);
  expect((await tray.menu())[0]?.enabled).toBe(false);

  await user.signIn(practice);
  await expect.poll(face).toBe('ready');
  await expect.poll(async () => (await tray.icon()).tooltip).toBe(t('tray.tooltip', { status: t('state.ready') }));

  await test.step('close hides to the tray, a click brings it back', async () => {
    await desk.display.closeWindow(t('app.name'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
    await tray.activate();
    await expect.poll(() => phone.windowState()).toMatchObject({ visible: true, focused: true });
    await desk.display.closeWindow(t('app.name'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
    await tray.choose(t('tray.show'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(true);
    expect(await practice.registrations(), 'it stays registered all the while').toBe(1);
  });

  await test.step('do not disturb', async () => {
    await tray.choose(t('tray.doNotDisturb'), t('tray.doNotDisturb.until-off'));
    await expect.poll(face).toBe('dnd');
    await expect(user.state).toContainText(t('state.do-not-disturb'));
    const chosen = async () =>
      (await tray.menu())
        .flatMap(({ items }) => items)
        .filter(({ checked, label }) => checked && label !== t('device.system'))
        .map(({ label }) => label);
    expect(await chosen()).toEqual([t('tray.doNotDisturb.until-off')]);
    const refused = practice.exchange.call(practice.user, { number: '2002' });
    await expect.poll(() => refused.end?.status).toBe(486);

    // The desk's clock is UTC.
    await tray.choose(t('tray.status.doNotDisturb'), t('tray.doNotDisturb.tomorrow'));
    const untilMorning = t('tray.status.doNotDisturbUntil', { time: '06:00' });
    await expect.poll(async () => (await tray.icon()).tooltip).toContain(untilMorning);
    expect(await chosen()).toEqual([]);
    await tray.choose(untilMorning, t('tray.doNotDisturb.off'));
    await expect.poll(face).toMatch(/^ready/);
  });

  await test.step('answer and hang up', async () => {
    const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
    await expect.poll(face).toMatch(/^ringing/);
    expect((await tray.icon()).tooltip).toContain(t('tray.status.ringing', { caller: 'Ada Lovelace (2002)' }));
    await tray.choose(t('tray.answer'));
    await expect.poll(() => call.state).toBe('answered');
    await expect.poll(face).toMatch(/^on-call/);
    const muted = t('tray.status.muted', { caller: 'Ada Lovelace (2002)' });
    await tray.choose(t('tray.mute'));
    await expect.poll(async () => (await tray.icon()).tooltip).toContain(muted);
    await expect(user.button(t('call.muted')).first()).toBeVisible();
    expect((await tray.menu()).find(({ label }) => label === t('tray.mute'))?.checked).toBe(true);
    await tray.choose(t('tray.mute'));
    await expect.poll(async () => (await tray.icon()).tooltip).not.toContain(muted);
    await tray.choose(t('tray.hangUp'));
    await expect.poll(() => call.end?.by).toBe('phone');
    await expect.poll(face).toMatch(/^ready/);
  });

  await test.step('decline', async () => {
    const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
    await expect.poll(labels).toContain(t('tray.decline'));
    await tray.choose(t('tray.decline'));
    await expect.poll(() => call.end?.status).toBe(603);
  });

  await test.step('a missed call: on the icon, in the launcher, among the last calls; gone once it was looked at', async () => {
    const launcher = await watchLauncher(desk);
    const hostile = { name: 'Ada & Söhne <b>\u202e_x', number: '600' };
    const call = practice.exchange.call(practice.user, hostile);
    await expect.poll(face).toMatch(/^ringing/);
    call.hangup();
    await expect.poll(face).toBe('ready-missed');
    // The one that was refused in do not disturb counts, too.
    await expect.poll(() => launcher.badge()).toBe(2);
    const [last] = await items(t('tray.recent'));
    expect(last?.label).toContain('Ada & Söhne <b>_x (600), missed, ');

    await tray.choose(t('tray.recent'), last?.label ?? '');
    await user.isTalking();
    await expect.poll(face).toBe('on-call-missed');
    await tray.choose(t('tray.hangUp'));
    await user.open('history');
    await user.open('dialpad');
    await expect.poll(face).toBe('ready');
    await expect.poll(() => launcher.badge()).toBe(null);
    launcher.close();
  });

  await test.step('another microphone, from now on and in the settings', async () => {
    const chosen = async () => (await items(t('tray.microphone'))).find(({ checked }) => checked)?.label;
    expect(await chosen()).toBe(t('device.system'));
    const other = (await items(t('tray.microphone'))).at(-1)?.label ?? '';
    await tray.choose(t('tray.microphone'), other);
    await expect.poll(chosen).toBe(other);
    const kept = async () => {
      const loaded = await user.page.evaluate(() => window.host?.invoke('settings.load'));
      return loaded?.ok ? loaded.value.settings.microphones[0]?.label : null;
    };
    await expect.poll(kept).toBe(other);
    await tray.choose(t('tray.microphone'), t('device.system'));
    await expect.poll(chosen).toBe(t('device.system'));
  });

  await test.step('a panel that was restarted shows the icon again', async () => {
    const before = tray.name();
    await tray.leave();
    await tray.come();
    // Chromium may tell the new panel of the old icon before the program makes a new one.
    await expect.poll(() => [null, before].includes(tray.name())).toBe(false);
    expect(await face()).toBe('ready');
    expect((await phone.windowState()).visible).toBe(true);
  });

  await test.step('quit, also with a call: the far end is told, the exchange sees it unregister', async () => {
    const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
    await expect.poll(labels).toContain(t('tray.answer'));
    await tray.choose(t('tray.answer'));
    await expect.poll(() => call.state).toBe('answered');
    const gone = practice.exchange.once('unregistered');
    const closed = phone.app.waitForEvent('close');
    await tray.choose(t('tray.quit'));
    const [, why] = await gone;
    expect(why).toBe('asked');
    await closed;
    expect(call.end?.by).toBe('phone');
  });
});

test('where the desktop shows no tray the window stays in the task bar, as long as that is so', async ({
  desk,
  launch,
  practice,
}) => {
  await desk.tray.leave();
  const phone = await launch({ args: ['--hidden'] });
  const { user } = phone;
  const inTaskBar = async () => (await desk.display.windows()).map(({ title }) => title).includes(t('app.name'));
  const place = async () => {
    const { visible } = await phone.windowState();
    return visible ? 'in sight' : (await inTaskBar()) ? 'in the task bar' : 'hidden';
  };
  await expect.poll(place).toBe('in the task bar');

  await desk.display.activate(t('app.name'));
  await expect.poll(place).toBe('in sight');
  await user.signIn(practice);
  await expect(user.page.getByText(t('notice.no-tray.title'))).toBeVisible();
  await user.button(t('action.understood')).click();
  await expect(user.page.getByText(t('notice.no-tray.title'))).toBeHidden();
  await desk.display.closeWindow(t('app.name'));
  await expect.poll(place).toBe('in the task bar');

  // A panel comes: what was in the task bar for want of one hides there.
  await desk.tray.come();
  await expect.poll(() => desk.tray.present()).toBe(true);
  await expect.poll(place).toBe('hidden');

  // And goes for good.
  await desk.tray.leave();
  await expect.poll(place).toBe('in the task bar');
  await desk.display.activate(t('app.name'));
  await expect.poll(place).toBe('in sight');
  await expect(user.page.getByText(t('notice.no-tray.title'))).toBeHidden();
});
