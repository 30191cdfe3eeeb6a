/** The ranked lists of devices, with those that the browser stands in for real ones. */
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('microphones are ranked by keyboard, several devices ring, and it holds over a restart', async ({
  launch,
  practice,
}) => {
  const first = await launch();
  const { user } = first;
  await user.signIn(practice);
  await user.openSettings('sound');
  const list = (of: typeof user, name: string) =>
    of.page.getByRole('list', { name, exact: true }).getByRole('listitem');
  const microphones = list(user, t('sound.microphone'));
  const chosen = /Fake Audio Input 2/;
  await expect(microphones.filter({ hasText: chosen })).toHaveCount(1);
  await expect(microphones.first()).not.toContainText(chosen);

  await test.step('up to the head, with Alt and the arrow', async () => {
    const two = microphones.filter({ hasText: chosen });
    const up = two.getByRole('button').first();
    await up.focus();
    const places = await microphones.count();
    for (let place = places; place > 1; place -= 1) await user.page.keyboard.press('Alt+ArrowUp');
    await expect(microphones.first()).toContainText(chosen);
    await expect(microphones.first()).toContainText(t('device.in-use'));
  });

  await test.step('a second device that rings, with a volume of its own', async () => {
    const ringers = list(user, t('sound.ringers'));
    await expect(ringers).toHaveCount(1);
    await user.page
      .getByRole('button', { name: /^Also ring on/ })
      .first()
      .click();
    await expect(ringers).toHaveCount(2);
    await ringers.nth(1).getByRole('slider').fill('25');
  });

  await test.step('a sound format is taken out', async () => {
    await user.button(t('signin.advanced')).click();
    const switched = user.page.getByRole('switch', { name: t('codec.g722'), exact: true });
    await expect(switched).toHaveAttribute('aria-checked', 'true');
    await switched.click();
    await expect(switched).toHaveAttribute('aria-checked', 'false');
  });

  const offered: string[] = [];
  practice.exchange.on('message', ({ direction, text }) => {
    if (direction === 'in' && text.startsWith('INVITE ')) offered.push(text);
  });
  await user.dial('600');
  await user.isTalking();
  await user.hangUp();
  expect(offered[0]).toMatch(/^a=rtpmap:\d+ opus\//m);
  expect(offered[0]).not.toMatch(/^a=rtpmap:\d+ G722\//m);
  await first.quit();

  const second = await launch();
  await second.user.isReady();
  await second.user.openSettings('sound');
  await expect(list(second.user, t('sound.microphone')).first()).toContainText(chosen);
  const ringers = list(second.user, t('sound.ringers'));
  await expect(ringers).toHaveCount(2);
  await expect(ringers.nth(1).getByRole('slider')).toHaveValue('25');
});
