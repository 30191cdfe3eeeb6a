import { expect, test } from '../fixtures/index';
import { practicePbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';

test('two accounts on two servers: each with its state, its caller number, its calls', async ({ launch, practice }) => {
  const other = await practicePbx({
    domain: 'other.invalid',
    users: [{ user: '3001', password: 'another', displayName: 'Front desk' }],
  });
  const { user } = await launch();
  await user.signIn(practice);
  await user.addAccount(other);
  expect([await practice.registrations(), await other.registrations()]).toEqual([1, 1]);

  await test.step('calls say which line they are for', async () => {
    await other.ring({ name: 'Ada Lovelace', number: '2002' });
    await expect(user.ringing).toContainText(t('ringing.for.normal', { line: '3001' }));
    await other.hangUp();
    await expect(user.ringing).toBeHidden();
    await practice.ring({ name: 'Grace Hopper', number: '2003' });
    await expect(user.ringing).toContainText(t('ringing.for.normal', { line: practice.user }));
    await user.answer();
  });

  await test.step('a call on the other line, with its number', async () => {
    await user.openAccount('3001@');
    await user.page.getByLabel(t('account.caller-id'), { exact: true }).fill('+4930111');
    await user.saveAccount();
    const begun = other.exchange.once('call');
    await user.open('dialpad');
    await user.page.getByRole('combobox', { name: t('dial.line') }).selectOption('3001');
    await expect(user.page.getByText(t('dial.line.own', { number: '+4930111' }))).toBeVisible();
    await user.dial('600');
    await user.isTalking();
    const [call] = await begun;
    expect('request' in call && call.request.headers.get('P-Preferred-Identity')).toContain('+4930111');
    await expect(user.call).toContainText('3001');
    // Held for it, although it is on another server.
    await expect(user.other('Grace Hopper')).toContainText(t('call.on-hold'));
  });

  await test.step('they cannot be joined without us, and that is said', async () => {
    await user.join();
    await expect(user.button(t('conference.leave'))).toBeDisabled();
    await expect(user.page.getByText(t('conference.cannot-leave'))).toBeVisible();
    await user.button(t('conference.end')).click();
  });

  await test.step('one server is gone: the other line goes on', async () => {
    await other.close();
    await expect(user.state).toContainText(t('state.some-ready', { ready: 1, all: 2 }));
    await user.open('dialpad');
    await user.page.getByRole('combobox', { name: t('dial.line') }).selectOption(practice.user);
    await user.dial('600');
    await user.isTalking();
  });
});
