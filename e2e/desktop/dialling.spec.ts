import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('keys, typing, pasting, backspace, long press, redial, mute', async ({ launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  await user.signIn(practice);
  const number = user.page.getByLabel(t('dial.placeholder'));
  const keys = user.page.getByRole('group', { name: t('keys.label') });
  const key = (name: string) => keys.getByRole('button', { name, exact: true });

  await test.step('keys and backspace', async () => {
    for (const name of ['6', '0', '9', '1']) await key(name).click();
    await expect(number).toHaveValue('6091');
    await user.button(t('dial.backspace')).click();
    await expect(number).toHaveValue('609');
    await number.fill('');
  });

  await test.step('a long press on 0 is +', async () => {
    const zero = key('0');
    await zero.hover();
    await user.page.mouse.down();
    await expect(number).toHaveValue('+');
    await user.page.mouse.up();
    await expect(number).toHaveValue('+');
    await number.fill('');
  });

  await test.step('a pasted number is cleaned', async () => {
    await number.focus();
    await phone.app.evaluate(({ clipboard }) => {
      clipboard.writeText(' tel:+49 (0)30 / 901-820 ');
    });
    await user.page.keyboard.press('Control+V');
    await expect(number).toHaveValue('+4930901820');
    await number.fill('');
  });

  await test.step('what is no number is not dialled, and says so', async () => {
    await number.fill('%%%');
    await user.button(t('dial.call')).click();
    await expect(user.page.getByText(t('dial.problem.not-a-number'))).toBeVisible();
    await number.fill('');
  });

  await test.step('typed with the keyboard, Enter calls; muted, the far end hears nothing', async () => {
    const incoming = practice.exchange.once('call');
    await number.focus();
    await user.page.keyboard.type('600');
    await user.page.keyboard.press('Enter');
    await user.isTalking();
    const [call] = await incoming;
    expect(call.number).toBe('600');
    await user.button(t('call.mute')).click();
    await expect(user.button(t('call.muted'))).toHaveAttribute('aria-pressed', 'true');
    await user.button(t('call.muted')).click();
    await user.hangUp();
    await expect.poll(() => call.end?.by).toBe('phone');
  });

  await test.step('redial', async () => {
    await user.open('dialpad');
    const again = practice.exchange.once('call');
    await user.button(t('dial.again', { name: '600' })).click();
    const [call] = await again;
    expect(call.number).toBe('600');
    await user.isTalking();
    await user.hangUp();
  });
});
