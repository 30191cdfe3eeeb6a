/** The operator's flags as the window shows them, and money: balance, a call refused for it, topping up, vouchers. */
import type { Page } from '@playwright/test';
import type { PracticeOperator } from '../fixtures/operator';
import { expect, test } from '../fixtures/index';
import { startProgram } from '../fixtures/process';
import { t } from '../fixtures/words';

/** The phone asks for its configuration now, as it does when a network is back. */
async function refreshed(page: Page, operator: PracticeOperator): Promise<void> {
  const asked = operator.answered('GET', '/prov');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await asked;
}

test('title, side menu, balance and topping up are as the flags say', async ({ launch, operator }) => {
  const { portal } = operator;
  portal.provisioning.changes = {
    flags: ['MENU_RIGHT', 'Username as Title', 'HIDE_UUID', 'BALANCE', 'ACCEPT_PAYMENT'],
  };
  const { user, window } = await launch();
  await user.signInAt(operator);
  const bar = window.getByRole('banner');
  const drawer = window.getByRole('dialog');
  const build = drawer.locator('[data-build]');
  /** At which edge of the window it is, once it has slid in. */
  const place = () =>
    drawer.evaluate((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left === 0 ? 'left' : right === innerWidth ? 'right' : 'between';
    });

  const token = (name: string) =>
    window.evaluate((of) => getComputedStyle(document.documentElement).getPropertyValue(of), name);
  const end = await token('--end-fill');
  expect(await token('--brand')).toBe('#2f5be0');
  await expect(window).toHaveTitle(operator.user);
  await expect(bar).toContainText('€5.00');
  await user.button(t('menu.open')).click();
  await expect.poll(place).toBe('right');
  await expect(drawer).toContainText('Online');
  await expect(drawer.getByRole('region', { name: t('balance.title') })).toContainText('€5.00');
  await expect(drawer.getByRole('button', { name: t('payment.top-up') })).toBeVisible();
  await expect(build).toHaveCount(0);
  await user.button(t('action.close')).click();

  // Of its CSS, the brand's colour counts and nothing else.
  const hostile = ':root { --brand: #ff7a00; --end-fill: #fff } dialog, .callbar, main { display: none !important }';
  portal.provisioning.changes = { flags: [], css: hostile };
  await refreshed(window, operator);
  await expect(window).toHaveTitle('Northwind Telecom');
  expect([await token('--brand'), await token('--end-fill')]).toEqual(['#ff7a00', end]);
  await expect(bar).toContainText('Northwind Telecom');
  await expect(bar).not.toContainText('€');
  await user.button(t('menu.open')).click();
  await expect.poll(place).toBe('left');
  await expect(build).toHaveText(/^3f0c6a52 \/ [\da-f]{7}$/u);
  await expect(drawer.getByRole('button', { name: t('payment.top-up') })).toHaveCount(0);
  await expect(drawer).not.toContainText('€');
  await drawer.getByRole('button', { name: t('menu.copy-id') }).click();
  await expect(drawer.getByText(t('menu.copied'), { exact: true })).toBeVisible();
  // Pages that the operator's menu does not lead to are here.
  await drawer.getByRole('button', { name: t('page.settings') }).click();
  await expect(window.getByRole('heading', { name: t('page.settings') })).toBeVisible();
});

test('a low balance is told, a call refused for it too; topping up in the browser, and a voucher', async ({
  desk,
  launch,
  operator,
}) => {
  const { portal } = operator;
  portal.changeBalance(operator.user, -4);
  const phone = await launch();
  const { user, window, app } = phone;
  // What would open in the system's browser is only noted.
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (address) => {
      opened.push(address);
      return Promise.resolve();
    };
  });
  const payment = () =>
    app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.at(-1)?.split('/').at(-1) ?? '');
  await user.signInAt(operator);
  const low = window.getByRole('status').filter({ hasText: t('notice.low.title', { amount: '€1.00' }) });
  await expect(low).toBeVisible();

  await user.dial('652');
  await expect(window.getByText(t('end.no-credit'), { exact: true })).toBeVisible();
  await window
    .locator('[data-reason="no-credit"] ~ .in-acts')
    .getByRole('button', { name: t('payment.top-up') })
    .click();
  const sheet = window.getByRole('dialog', { name: t('payment.title') });
  await sheet.getByLabel(t('payment.method')).selectOption('PayPal');
  await sheet.getByLabel(t('payment.amount'), { exact: true }).fill('2');
  await sheet.getByRole('button', { name: 'Pay €2.00' }).click();
  await expect(sheet).toContainText(t('payment.error.least', { method: 'PayPal', amount: '€5.00' }));
  await sheet.getByRole('button', { name: '€20.00' }).click();
  await sheet.getByRole('button', { name: 'Pay €20.00' }).click();
  await expect(sheet).toContainText(t('payment.open.title'));
  await expect.poll(payment).toMatch(/^\w+$/u);

  // The provider refuses, and its page leads back by a link.
  const first = await payment();
  portal.payments.settle(first, 'failed');
  const [program, ...args] = phone.commandLine;
  const link = await startProgram(program, [...args, `sidetone://payment?payment=${first}`], { env: desk.env });
  await expect(sheet).toContainText(t('payment.failed.title'));
  expect(await link.ended()).toBe(0);
  await sheet.getByRole('button', { name: t('payment.again') }).click();
  await sheet.getByLabel(t('payment.amount'), { exact: true }).fill('20,00');
  await sheet.getByRole('button', { name: 'Pay €20.00' }).click();
  await expect(sheet).toContainText(t('payment.open.title'));

  // Paid, and nobody comes back: the phone asks.
  await expect.poll(payment).not.toBe(first);
  portal.payments.settle(await payment(), 'paid');
  await expect(sheet).toContainText(t('payment.paid.title', { amount: '€20.00' }));
  await sheet.getByRole('button', { name: t('payment.done') }).click();
  await expect(window.getByRole('banner')).toContainText('€21.00');
  await expect(low).toBeHidden();

  await user.button(t('menu.open')).click();
  await user.button(t('payment.top-up')).click();
  await sheet.getByLabel(t('voucher.code')).fill('talk more 10');
  await sheet.getByRole('button', { name: t('voucher.redeem') }).click();
  await expect(sheet).toContainText(t('voucher.redeemed', { amount: '€10.00', balance: '€31.00' }));
  await sheet.getByLabel(t('voucher.code')).fill('TALK-MORE-10');
  await sheet.getByRole('button', { name: t('voucher.redeem') }).click();
  await expect(sheet.getByRole('alert')).toHaveText('This voucher has been used already.');
});
