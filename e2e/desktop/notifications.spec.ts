import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

const ada = { name: 'Ada Lovelace', number: '600' };

test('the buttons of a notification: answered, declined, brought up, called back', async ({
  desk,
  launch,
  practice,
}) => {
  const phone = await launch();
  const { user } = phone;
  const toTray = async () => {
    await desk.display.closeWindow(t('app.name'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
  };
  const displayed = (count: number) => expect.poll(() => desk.notifications.displayed()).toBe(count);
  await user.signIn(practice);
  await toTray();

  await test.step('Answer', async () => {
    const call = practice.exchange.call(practice.user, ada);
    await displayed(1);
    expect(desk.notifications.received.at(-1)).toMatchObject({
      actions: [
        ...['default', t('app.name')],
        ...['answer', t('notification.answer')],
        ...['decline', t('notification.decline')],
      ],
      category: 'call.incoming',
      desktopEntry: 'sidetone',
      silent: true,
      transient: true,
    });
    await desk.notifications.press(t('notification.answer'));
    await expect.poll(() => call.state).toBe('answered');
    await displayed(0);
    expect(await phone.windowState(), 'answering brings up no window').toMatchObject({ visible: false });
    call.hangup();
  });

  await test.step('Decline', async () => {
    const call = practice.exchange.call(practice.user, ada);
    await displayed(1);
    await desk.notifications.press(t('notification.decline'));
    await expect.poll(() => call.end?.status).toBe(603);
    await displayed(0);
  });

  await test.step('the notification itself brings up the window, in the place of notification and card', async () => {
    const call = practice.exchange.call(practice.user, ada);
    await displayed(1);
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(true);
    await desk.notifications.click();
    await expect.poll(async () => (await phone.windowState()).focused).toBe(true);
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(false);
    await displayed(0);
    await user.answer();
    expect(call.state).toBe('answered');
    call.hangup();
    await expect(user.ringing).toBeHidden();
  });

  await test.step('Call back', async () => {
    await toTray();
    const call = practice.exchange.call(practice.user, ada);
    await displayed(1);
    call.hangup();
    await expect.poll(() => desk.notifications.received.at(-1)?.category).toBe('call.unanswered');
    await displayed(1);
    await desk.notifications.press(t('notification.callBack'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(true);
    await expect(user.call).toContainText(ada.number);
    await displayed(0);
  });
});

test('whatever becomes of the daemon, the card is there; the log says it once', async ({ desk, launch, practice }) => {
  await desk.notifications.die();
  const phone = await launch();
  await phone.user.signIn(practice);
  await desk.display.closeWindow(t('app.name'));
  const card = await phone.card();
  const complaints = async () => (await phone.log()).match(/notifications.*stands in/g)?.length ?? 0;
  const rings = async (name: string) => {
    const call = practice.exchange.call(practice.user, { ...ada, name });
    await expect(card.getByText(name)).toBeVisible();
    return call;
  };
  const ends = async (call: { hangup(): void }) => {
    call.hangup();
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(false);
  };

  await ends(await rings('Nobody'));
  await expect.poll(complaints).toBe(1);
  const call = await rings('Again');

  await test.step('one that comes up is told of what rings, and so is the next', async () => {
    await desk.notifications.comeBack();
    await expect.poll(() => desk.notifications.displayed()).toBe(1);
    await desk.notifications.die();
    await desk.notifications.comeBack();
    await expect.poll(() => desk.notifications.displayed()).toBe(1);
    expect(await complaints()).toBe(1);
    await ends(call);
    expect(await desk.notifications.history()).not.toContain(/Again/);
  });

  await test.step('one that answers with errors', async () => {
    const refusing = await desk.notifications.refuse();
    await ends(await rings('Refused'));
    await expect.poll(() => refusing.asked()).toBeGreaterThan(0);
    await expect.poll(complaints).toBe(2);
    refusing.stop();
  });
});

test('who wants no card while the system is set not to disturb has none then', async ({ desk, launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  await user.signIn(practice);
  await user.openSettings('calls');
  await user.page.getByRole('switch', { name: t('quiet-card.title') }).click();
  await user.hasKept({ cardWhenQuiet: false });
  const card = await phone.card();

  await desk.notifications.pause(true);
  practice.exchange.call(practice.user, { name: 'Quiet', number: '2001' });
  await expect(user.page.getByText('Quiet').first()).toBeVisible();
  // The daemon was asked; from here on it may be loud.
  await expect.poll(() => phone.log()).toContain('stays away');
  await desk.notifications.pause(false);
  practice.exchange.call(practice.user, { name: 'Loud', number: '2002' });
  await expect(card.getByText('Loud')).toBeVisible();
  await expect(card.getByText('Quiet'), 'the one that began before stays away').toBeHidden();
});
