/** Accounts by the program's own window: added, corrected, changed, ordered, removed. */
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('another account beside the first: refused it leaves the first alone, corrected it is ready', async ({
  launch,
  practice,
}) => {
  const [, other] = practice.exchange.accounts;
  const second = { ...practice, user: other!.user, password: other!.password };
  const { user } = await launch();
  const rows = user.page.locator('[data-account]');
  await user.signIn(practice);

  await test.step('a wrong password: its sentence, and the first line stays ready', async () => {
    await user.openSettings('account');
    await user.button(t('account.add')).click();
    await user.fillIn(second, 'not the password');
    const values = { server: new URL(practice.server).host, user: second.user };
    await expect(user.page.getByText(t('line.cause.wrong-password.text', values))).toBeVisible();
    await user.isReady();
    expect(practice.exchange.registrations().map((each) => each.user)).toEqual([practice.user]);
  });

  await test.step('the right one', async () => {
    await user.page.getByLabel(t('signin.password'), { exact: true }).fill(second.password);
    await user.button(t('signin.submit')).click();
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText(t('state.ready'));
  });

  await test.step('the same once more is not taken', async () => {
    await user.button(t('account.add')).click();
    await user.fillIn(second, second.password);
    await expect(user.page.getByText(t('signin.error.user-known'))).toBeVisible();
    await user.button(t('action.cancel')).click();
    await expect(rows).toHaveCount(2);
  });

  await test.step('a correction that does not work is taken back', async () => {
    await user.openAccount(`${second.user}@`);
    await user.button(t('account.change')).click();
    // Nobody listens on the discard port.
    await user.fillIn({ ...second, server: 'ws://127.0.0.1:9/' }, second.password);
    await expect(user.page.getByText(t('line.cause.unreachable.text', { server: '127.0.0.1:9' }))).toBeVisible();
    await user.button(t('action.cancel')).click();
    await user.openSettings('account');
    await expect(rows.nth(1)).toContainText(t('state.ready'));
    expect(practice.exchange.registrations()).toHaveLength(2);
  });
});

test('options, order and removal hold over a restart', async ({ launch, practice }) => {
  const [, other] = practice.exchange.accounts;
  const first = await launch();
  const { user } = first;
  await user.signIn(practice);
  await user.addAccount({ ...practice, user: other!.user, password: other!.password });

  await test.step('what is wrong is said at its field, and nothing is saved', async () => {
    await user.openAccount(`${other!.user}@`);
    await expect(user.button(t('account.nothing-changed'))).toBeDisabled();
    const name = user.page.getByLabel(t('account.label'), { exact: true });
    const always = user.page.getByLabel(t('account.forward.always'), { exact: true });
    await name.fill('Front desk');
    await always.fill('no number!');
    await user.button(t('account.save')).click();
    await expect(always).toHaveAttribute('aria-invalid', 'true');
    await expect(always).toBeFocused();
    await always.fill('');
    await user.saveAccount();
    await expect(user.page.getByRole('heading', { level: 1, name: 'Front desk' })).toBeVisible();
  });

  await test.step('by keyboard to the head of the list', async () => {
    await user.openSettings('account');
    const rows = user.page.locator('[data-account]');
    await expect(rows.nth(1)).toContainText('Front desk');
    await user.button(t('order.up', { name: 'Front desk' })).press('Enter');
    await expect(rows.nth(0)).toContainText('Front desk');
    // The focus went with it.
    await expect(user.button(t('order.down', { name: 'Front desk' }))).toBeFocused();
    await user.page.getByLabel(t('account.call-with'), { exact: true }).selectOption('Front desk');
  });
  await first.quit();

  const second = await launch();
  await second.user.openSettings('account');
  const rows = second.user.page.locator('[data-account]');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('Front desk');
  await expect(rows.nth(0)).toContainText(t('state.ready'));
  await expect(second.user.page.getByLabel(t('account.call-with'), { exact: true }).locator(':checked')).toHaveText(
    'Front desk',
  );

  await second.user.openAccount('Front desk');
  await second.user.button(t('account.remove')).click();
  await second.user.page
    .getByRole('dialog')
    .getByRole('button', { name: t('account.remove.yes'), exact: true })
    .click();
  await expect(rows).toHaveCount(1);
  await expect.poll(() => practice.exchange.registrations().map((each) => each.user)).toEqual([practice.user]);
  await second.user.isReady();
  await second.quit();

  const third = await launch();
  await third.user.isReady();
  await third.user.openSettings('account');
  await expect(third.user.page.locator('[data-account]')).toHaveCount(1);
});
