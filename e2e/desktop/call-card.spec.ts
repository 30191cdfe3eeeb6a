import { expect, test } from '../fixtures/index';
import { listen } from '../fixtures/tone';
import { toneFrequency } from '../fixtures/wav';
import { t } from '../fixtures/words';

/** What the far end plays: not our own tone, so that each direction is known by its frequency. */
const theirs = { pieces: [{ frequencies: [700], ms: 1_000 }], repeat: true };

test('a call while the phone is in the tray: notification, card, answered with the mouse, the focus stays where it was', async ({
  desk,
  launch,
  practice,
}) => {
  const phone = await launch();
  await phone.user.signIn(practice);
  await desk.display.closeWindow(t('app.name'));
  await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
  const letter = await desk.display.openOtherProgram('A letter');
  const before = await desk.display.activeWindow();
  expect(before?.title).toBe('A letter');

  const call = practice.exchange.call(practice.user, {
    name: 'Ada Lovelace',
    number: '2002',
    media: theirs,
    codecs: ['PCMU'],
  });
  const card = await phone.card();
  await expect
    .poll(() => phone.windowState('card'))
    .toMatchObject({ visible: true, focused: false, alwaysOnTop: true });
  await expect(card.getByText('Ada Lovelace')).toBeVisible();
  await expect(card.getByText('2002')).toBeVisible();

  await expect.poll(() => desk.notifications.displayed()).toBe(1);
  expect(desk.notifications.received).toEqual([
    expect.objectContaining({
      summary: t('notification.incoming.title'),
      body: `Ada Lovelace (2002)\n${practice.user}`,
      urgency: 2,
    }),
  ]);
  expect(await desk.display.activeWindow()).toEqual(before);

  // A real click at the place on the screen, so that the window manager has its say.
  const { bounds } = await phone.windowState('card');
  const button = await card.getByRole('button', { name: t('call.answer') }).boundingBox();
  expect(button).not.toBeNull();
  await desk.display.click(bounds.x + button!.x + button!.width / 2, bounds.y + button!.y + button!.height / 2);
  await expect.poll(() => call.state).toBe('answered');

  // The window is out of sight: the card stays for the call, with its mute and its end.
  await expect(card.getByRole('button', { name: t('call.end') })).toBeVisible();
  expect(await phone.windowState('card')).toMatchObject({ visible: true, focused: false, alwaysOnTop: true });
  await expect
    .poll(() => desk.notifications.displayed(), { message: 'the notification goes with the ringing' })
    .toBe(0);
  expect(await desk.display.activeWindow()).toEqual(before);
  expect(await phone.windowState()).toMatchObject({ visible: false, focused: false });

  await expect
    .poll(() => Math.abs((call.stats()?.tone?.frequency ?? 0) - toneFrequency), {
      message: 'the far end hears our microphone',
      timeout: 15_000,
    })
    .toBeLessThan(20);
  await expect(async () => {
    const heard = await listen(phone.window, 800);
    expect(Math.abs(heard.frequency - 700), `${String(heard.frequency)} Hz`).toBeLessThan(15);
    expect(heard.level).toBeGreaterThan(-25);
  }).toPass({ timeout: 15_000 });
  await test.step('muted at the card, it is muted in the tray and in the window', async () => {
    await card.getByRole('button', { name: t('call.mute') }).click();
    await expect(card.getByRole('button', { name: t('call.muted'), pressed: true })).toBeVisible();
    const tooltip = async () => (await desk.tray.icon()).tooltip;
    await expect.poll(tooltip).toContain(t('tray.status.muted', { caller: 'Ada Lovelace (2002)' }));
    await card.getByRole('button', { name: t('card.open') }).click();
    await expect.poll(async () => (await phone.windowState()).visible).toBe(true);
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(false);
    const window = phone.user.button(t('call.muted')).first();
    await expect(window).toBeVisible();
    await window.click();
    await expect.poll(tooltip).toContain(t('tray.status.onCall', { caller: 'Ada Lovelace (2002)' }));
  });

  await test.step('the end at the card is the end of the call', async () => {
    await desk.display.closeWindow(t('app.name'));
    await card.getByRole('button', { name: t('call.end') }).click();
    await expect.poll(() => call.end?.by).toBe('phone');
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(false);
  });
  await letter.stop();
});

test('Decline on the card tells the caller, and a second call offers to hold the first', async ({
  launch,
  practice,
}) => {
  const phone = await launch();
  await phone.user.signIn(practice);
  const declined = practice.exchange.call(practice.user, { name: 'First', number: '2001' });
  const card = await phone.card();
  await card.getByRole('button', { name: t('call.decline') }).click();
  await expect.poll(() => declined.end?.status).toBe(603);
  await expect.poll(async () => (await phone.windowState('card')).visible).toBe(false);

  const first = practice.exchange.call(practice.user, { name: 'First', number: '2001' });
  await card.getByRole('button', { name: t('call.answer') }).click();
  await expect.poll(() => first.state).toBe('answered');
  const held = first.once('held');
  const second = practice.exchange.call(practice.user, { name: 'Second', number: '2002' });
  await card.getByRole('button', { name: t('call.hold-and-answer') }).click();
  expect(await held).toEqual([true]);
  await expect.poll(() => second.state).toBe('answered');
});

test('a missed call is told by a notification; a click on it opens the history', async ({ desk, launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  await user.signIn(practice);
  await desk.display.closeWindow(t('app.name'));
  await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
  const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
  await call.once('ringing');
  call.hangup();

  await expect
    .poll(() => desk.notifications.received.map(({ summary }) => summary))
    .toContain(t('notification.missed.title'));
  await expect.poll(() => desk.notifications.displayed()).toBe(1);
  await expect.poll(async () => (await desk.tray.icon()).tooltip).toContain(t('tray.status.missed', { count: 1 }));
  await desk.notifications.click();
  await expect.poll(async () => (await phone.windowState()).visible).toBe(true);
  await expect(user.history).toContainText('Ada Lovelace');
  await expect(user.history).toContainText(t('end.missed'));
});

test('both cards and notifications go the moment one of two phones has answered', async ({
  desk,
  launch,
  practice,
}) => {
  const [here, upstairs] = await Promise.all([launch(), launch({ profile: 'upstairs' })]);
  await Promise.all([here, upstairs].map(({ user }) => user.signIn(practice)));
  for (const phone of [here, upstairs]) {
    await phone.app.evaluate(({ BrowserWindow }) => {
      for (const each of BrowserWindow.getAllWindows()) each.hide();
    });
    await expect.poll(() => phone.windowState()).toMatchObject({ visible: false, focused: false });
  }
  const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
  await expect.poll(() => desk.notifications.displayed()).toBe(2);
  const card = await here.card();
  await expect.poll(async () => (await upstairs.windowState('card')).visible).toBe(true);
  await card.getByRole('button', { name: t('call.answer') }).click();
  await expect.poll(() => call.state).toBe('answered');
  await expect.poll(async () => (await upstairs.windowState('card')).visible).toBe(false);
  await expect.poll(() => desk.notifications.displayed()).toBe(0);
  await upstairs.user.open('history');
  await expect(upstairs.user.history.first()).toContainText(t('end.answered-elsewhere'));
});

test('the card is on the glass, and its button under the pointer, at 1.25 times the size', async ({
  desk,
  launch,
  practice,
}) => {
  const scale = 1.25;
  const phone = await launch({ args: [`--force-device-scale-factor=${String(scale)}`] });
  await phone.user.signIn(practice);
  const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
  const card = await phone.card();
  await expect(card.getByText('Ada Lovelace')).toBeVisible();
  await expect.poll(() => desk.display.placeOf(t('card.title'))).toMatchObject({ width: 360 * scale });
  const at = (await desk.display.placeOf(t('card.title')))!;
  expect(at.x + at.width).toBeLessThanOrEqual(1400);
  expect(at.y + at.height).toBeLessThanOrEqual(1000);
  const button = (await card.getByRole('button', { name: t('call.answer') }).boundingBox())!;
  const middle = (from: number, size: number) => (from + size / 2) * scale;
  await desk.display.click(at.x + middle(button.x, button.width), at.y + middle(button.y, button.height));
  await expect.poll(() => call.state).toBe('answered');
});

test.describe('with two screens', () => {
  test.use({ screens: 'several' });

  test('the card comes up where the pointer is, above a full-screen window that keeps the keyboard, and follows its screen', async ({
    desk,
    launch,
    practice,
  }) => {
    const { display } = desk;
    const left = { width: 1280, height: 960 };
    const right = { width: 1024, height: 768 };
    await display.plugIn([left, right]);
    // Sharp screens: what is a pixel to the program is four on the glass.
    const phone = await launch({ args: ['--force-device-scale-factor=2'] });
    await phone.user.signIn(practice);
    const card = await phone.card();
    await display.movePointer(left.width + 100, 300);
    const typewriter = await display.openTypewriter('A letter');
    await display.fillScreen('A letter');
    await expect.poll(() => display.placeOf('A letter')).toMatchObject(left);
    /** Whether the card is wholly within this part of the glass; else where it is. */
    const within = (x: number, { width, height }: { width: number; height: number }) =>
      expect.poll(async () => {
        const at = await display.placeOf(t('card.title'));
        const is = at && at.x >= x && at.y >= 0 && at.x + at.width <= x + width && at.y + at.height <= height;
        return is ? 'within' : at;
      });

    const first = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
    await expect(card.getByText('Ada Lovelace')).toBeVisible();
    await within(left.width, right).toBe('within');
    const second = practice.exchange.call(practice.user, { name: 'Grace Hopper', number: '2003' });
    await expect(card.getByText(t('card.more', { count: 1 }))).toBeVisible();

    await test.step('its screen is pulled out, and the other one has fewer pixels', async () => {
      await display.plugIn([left]);
      await within(0, left).toBe('within');
      await display.plugIn([{ width: 800, height: 600 }]);
      await within(0, { width: 800, height: 600 }).toBe('within');
    });

    await test.step('it lies above the full-screen window, which hears every key', async () => {
      const at = (await display.placeOf(t('card.title')))!;
      await expect
        .poll(async () => (await display.windowsAt(at.x + 5, at.y + 5)).slice(0, 2))
        .toEqual([t('card.title'), 'A letter']);
      await display.type('abc');
      await expect.poll(() => typewriter.output().match(/KeyPress/g)?.length ?? 0).toBe(3);
    });

    first.hangup();
    await expect(card.getByText('Grace Hopper')).toBeVisible();
    await expect(card.getByText(t('card.more', { count: 1 }))).toBeHidden();
    second.hangup();
    await expect.poll(() => display.placeOf(t('card.title'))).toBeNull();
    await typewriter.stop();
  });
});
