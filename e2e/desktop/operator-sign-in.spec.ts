/** Into an operator's phone, and out of it: link, branding, password, one-time code, registering, its account, signing out. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/index';
import { startProgram } from '../fixtures/process';
import { t } from '../fixtures/words';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const rows = (page: Page) => page.locator('.panel > .set');

test('a link asks first; password and one-time code, wrong and right; out again, and what stays', async ({
  desk,
  launch,
  operator,
}) => {
  const { portal } = operator;
  portal.provisioning.changes = { flags: ['OTP_LOGIN'] };
  const asked: string[] = [];
  portal.on('answered', (method, path) => asked.push(`${method} ${path}`));
  const first = await launch();
  const { user, window } = first;

  await test.step('a link suggests; nobody is asked before Continue', async () => {
    await expect(field(window, t('signin.address'))).toHaveValue('');
    const [program, ...args] = first.commandLine;
    const link = `sidetone://provision?domain=${operator.domain}&user=${operator.user}`;
    const second = await startProgram(program, [...args, link], { env: desk.env });
    expect(await second.ended()).toBe(0);
    await expect(window.getByText(t('signin.address.invited.link'))).toBeVisible();
    await expect(field(window, t('signin.address'))).toHaveValue(operator.domain);
    expect(asked).toEqual([]);
    await user.button(t('signin.continue')).click();
    await expect(heading(window)).toHaveText('Northwind Telecom');
    expect(asked).toEqual(['GET /api/softphone/branding']);
    await expect(field(window, t('signin.user'))).toHaveValue(operator.user);
    await expect(user.button(t('signin.create'))).toHaveCount(0);
  });

  await test.step('a wrong password', async () => {
    await field(window, t('signin.password')).fill('not the password');
    await user.button(t('signin.submit')).click();
    await expect(window.getByText('The username or the password is not right.')).toBeVisible();
    await field(window, t('signin.password')).fill(operator.password);
    await user.button(t('signin.submit')).click();
  });

  await test.step('a wrong code, then the right one as it was copied', async () => {
    const code = field(window, t('signin.code'));
    await expect(window.getByText(/We have sent a code to/)).toBeVisible();
    const sent = portal.outbox.at(-1)!.code;
    await code.fill(sent === '000000' ? '111111' : '000000');
    await user.button(t('signin.code.submit')).click();
    await expect(window.getByText('4 tries are left')).toBeVisible();
    await expect(code).toBeFocused();
    await expect(user.button(t('signin.code.resend'))).toHaveCount(0);
    await code.fill(`Your code is ${sent.slice(0, 3)} ${sent.slice(3)}.`);
    await expect(code).toHaveValue(sent);
    await code.press('Enter');
    await user.isReady();
  });

  await test.step('signing out says what goes and what stays, and does so', async () => {
    await user.openSettings('account');
    await user.button(t('action.sign-out')).click();
    const sheet = window.getByRole('dialog', { name: t('signout.operator.title', { name: 'Northwind Telecom' }) });
    await expect(sheet).toContainText(t('signout.goes.text'));
    await expect(sheet).toContainText(t('signout.stays.text', { domain: operator.domain }));
    const gone = operator.answered('DELETE', '/session', 204);
    await sheet.getByRole('button', { name: t('action.sign-out') }).click();
    await gone;
    await expect.poll(() => operator.exchange.registrations()).toEqual([]);
    await expect(heading(window)).toHaveText('Northwind Telecom');
    await expect(field(window, t('signin.password'))).toHaveValue('');
    await first.quit();
  });

  const second = await launch();
  await expect(heading(second.window)).toHaveText('Northwind Telecom');
  await expect(second.user.button(t('signin.submit'))).toBeVisible();
  expect(operator.exchange.registrations()).toEqual([]);
  await second.user.button(t('signin.another')).click();
  await expect(heading(second.window)).toHaveText(t('app.name'));
  await expect(field(second.window, t('signin.address'))).toHaveValue('');
});

test('registers by e-mail and code, sees the operator’s words made harmless, and calls', async ({
  launch,
  operator,
}) => {
  const { portal } = operator;
  portal.provisioning.changes = {
    registerSuccessHtml:
      '<h2 style="position:fixed;inset:0">Welcome</h2><script>document.title="evil"</script>' +
      '<img src="x" onerror="document.title=\'evil\'"><p onclick="alert(1)">Call <b>600</b>.</p>' +
      '<a href="javascript:alert(1)">a</a><form action="https://evil.example"><input name="password"></form>',
  };
  // A switch of an administrator goes there by itself.
  const { user, window } = await launch({ args: [`--provision=${operator.domain}`] });
  await expect(heading(window)).toHaveText('Northwind Telecom');
  await user.button(t('signin.create')).click();
  const email = field(window, t('register.email'));
  await email.fill('lena');
  await user.button(t('register.send')).click();
  await expect(window.getByText(t('register.error.email'))).toBeVisible();
  await email.fill('lena@example.org');
  await field(window, t('register.name')).fill('Lena Hartmann');
  await user.button(t('register.send')).click();
  await expect(field(window, t('signin.code'))).toBeVisible();
  expect(portal.outbox.map(({ to }) => to)).toEqual(['lena@example.org']);

  await test.step('again at once: the portal says when, and until then nothing is sent', async () => {
    await user.button(t('register.other-email')).click();
    await user.button(t('register.send')).click();
    await expect(window.getByRole('alert')).toContainText(/wait/i);
    await expect(window.getByRole('button', { name: t('signin.try-at', { time: '' }).trim() })).toBeDisabled();
    expect(portal.outbox).toHaveLength(1);
    await user.button(t('register.have-code')).click();
  });

  const [letter] = portal.outbox;
  const code = field(window, t('signin.code'));
  await code.fill(letter!.code === '000000' ? '111111' : '000000');
  await field(window, t('register.password')).fill('correct horse battery');
  await user.button(t('register.submit')).click();
  await expect(window.getByText('4 tries are left')).toBeVisible();
  await code.fill(letter!.code);
  await user.button(t('register.submit')).click();

  await test.step('the operator’s words, and the credit', async () => {
    await expect(heading(window)).toHaveText(t('register.done'));
    const words = window.locator('.said-by-operator');
    await expect(words).toContainText('Call 600.');
    expect(await words.innerHTML()).toBe('<h2>Welcome</h2><p>Call <b>600</b>.</p><a>a</a>');
    await expect(window.getByText(t('register.credit', { amount: '€5.00' }))).toBeVisible();
  });
  await user.button(t('register.start')).click();
  await user.isReady();
  await expect(window).not.toHaveTitle(/evil/);
  expect(operator.exchange.registrations()).toHaveLength(1);
  await user.dial('600');
  await user.isTalking();
  await user.hangUp();

  // The password that was chosen is good for the next time.
  await user.openSettings('account');
  await user.button(t('action.sign-out')).click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: t('action.sign-out') })
    .click();
  await field(window, t('signin.user')).fill('lena@example.org');
  await field(window, t('signin.password')).fill('correct horse battery');
  await user.button(t('signin.submit')).click();
  await user.isReady();
});

test('the SIP settings are the operator’s, and the user’s with Edit Settings; the password is never shown', async ({
  desk,
  launch,
  operator,
}) => {
  const { portal } = operator;
  const file = join(desk.home, 'northwind.json');
  await writeFile(file, JSON.stringify({ domain: operator.domain, user: operator.user }));
  const { user, window } = await launch({ args: [`--provision-file=${file}`] });
  await expect(field(window, t('signin.address'))).toHaveValue(operator.domain);
  await user.button(t('signin.continue')).click();
  await field(window, t('signin.password')).fill(operator.password);
  await user.button(t('signin.submit')).click();
  await user.isReady();

  await user.openAccount(operator.user);
  const value = (label: string) =>
    rows(window)
      .filter({ has: window.getByText(label, { exact: true }) })
      .locator('.v');
  await expect(value(t('operator.user'))).toContainText(operator.user);
  await expect(value(t('operator.server'))).toContainText(operator.exchange.url);
  await expect(value(t('signin.password'))).toContainText(t('operator.password.hidden'));
  await expect(window.getByText(t('operator.managed.why', { name: 'Northwind Telecom' }))).toBeVisible();
  await expect(field(window, t('account.name'))).toHaveCount(0);
  await expect(field(window, t('account.server.nth', { place: 1 }))).toHaveCount(0);
  await expect(user.button(t('account.change'))).toHaveCount(0);
  await expect(window.locator('body')).not.toContainText(operator.password);

  await test.step('with the flag', async () => {
    portal.provisioning.changes = { flags: ['Edit Settings'] };
    await user.button(t('operator.refresh')).click();
    await expect(window.getByText(t('operator.editable.why', { name: 'Northwind Telecom' }))).toBeVisible();
    await expect(user.button(t('account.change'))).toBeVisible();
    await field(window, t('account.name')).fill('Reception');
    await user.saveAccount();
    await expect(value(t('operator.display-name'))).toContainText('Reception');
    // What the operator changes elsewhere leaves it.
    portal.provisioning.changes = { flags: ['EDIT_SETTINGS'], brandName: 'Southwind' };
    await user.button(t('operator.refresh')).click();
    await expect(window.getByText(t('operator.editable.why', { name: 'Southwind' }))).toBeVisible();
    await expect(value(t('operator.display-name'))).toContainText('Reception');
    await expect(window.locator('body')).not.toContainText(operator.password);
  });
});
