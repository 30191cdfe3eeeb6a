import { t } from '../fixtures/words';
import { expect, test } from './fixture';

test('at the operator whose page it is: registers and calls; after a reload, by password and one-time code', async ({
  person,
  web,
}) => {
  const portal = web.portal!;
  const { page, user } = await person();
  const heading = page.getByRole('heading', { level: 1 });
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const days = field(t('history-days.title'));

  await test.step('registers', async () => {
    await expect(heading).toHaveText('Northwind Telecom');
    await expect(user.button(t('signin.another'))).toHaveCount(0);
    await user.button(t('signin.create')).click();
    await field(t('register.email')).fill('lena@example.org');
    await user.button(t('register.send')).click();
    await expect(field(t('signin.code'))).toBeFocused();
    await field(t('signin.code')).fill(portal.outbox[0]!.code);
    await field(t('register.password')).fill('correct horse battery');
    await user.button(t('register.submit')).click();
    await expect(page.locator('.said-by-operator')).toContainText('Welcome to Northwind');
    await expect(page.getByText(t('register.credit', { amount: '€5.00' }))).toBeVisible();
    await user.button(t('register.start')).click();
    await user.isReady();
    await user.dial('600');
    await user.isTalking();
    await user.hangUp();
    await user.openSettings('calls');
    await days.selectOption('30');
  });

  await test.step('what is kept of it', async () => {
    portal.provisioning.changes = { flags: ['OTP_LOGIN'] };
    await page.reload();
    await expect(heading).toHaveText('Northwind Telecom');
    await expect(user.button(t('signin.create'))).toHaveCount(0);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain('correct horse');
  });

  await field(t('signin.user')).fill('lena@example.org');
  await field(t('signin.password')).fill('correct horse battery');
  await user.button(t('signin.submit')).click();
  await expect(field(t('signin.code'))).toBeVisible();
  const letter = portal.outbox.at(-1)!;
  expect(letter.kind).toBe('sign-in');
  await field(t('signin.code')).fill(letter.code);
  await user.button(t('signin.code.submit')).click();
  await user.isReady();
  await user.openSettings('calls');
  await expect(days).toHaveValue('30');
});
