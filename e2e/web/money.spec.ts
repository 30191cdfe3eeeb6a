/** Topping up in a plain browser: the provider's page is another one, from which nobody comes back. */
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

test('pays on the provider’s page and redeems a voucher; the balance follows', async ({ person, web }) => {
  const [account] = web.exchange.accounts;
  const { page, user } = await person();
  await page.getByLabel(t('signin.user'), { exact: true }).fill(account?.user ?? '');
  await page.getByLabel(t('signin.password'), { exact: true }).fill(account?.password ?? '');
  await user.button(t('signin.submit')).click();
  await user.isReady();
  const bar = page.getByRole('banner');
  await expect(bar).toContainText('€5.00');

  await user.button(t('menu.open')).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('payment.top-up'), exact: true })
    .click();
  const sheet = page.getByRole('dialog', { name: t('payment.title') });
  await sheet.getByRole('button', { name: '€50.00' }).click();
  const opens = page.context().waitForEvent('page');
  await sheet.getByRole('button', { name: 'Pay €50.00' }).click();
  const checkout = await opens;
  await expect(sheet).toContainText(t('payment.open.title'));
  await checkout.getByRole('button', { name: 'Pay', exact: true }).click();
  await checkout.close();
  await expect(sheet).toContainText(t('payment.paid.title', { amount: '€50.00' }));
  await sheet.getByRole('button', { name: t('payment.done') }).click();
  await expect(bar).toContainText('€55.00');

  await user.button(t('menu.open')).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('payment.top-up'), exact: true })
    .click();
  await sheet.getByLabel(t('voucher.code')).fill('TALK-MORE-25');
  await sheet.getByRole('button', { name: t('voucher.redeem') }).click();
  await expect(bar).toContainText('€80.00');
});
