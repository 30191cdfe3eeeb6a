/** The operator's buttons and forms: each documented action, one at a time, in the places they belong. */
import { noteOpened } from '../fixtures/opened';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('at home, in the menu and on a call; a form with its problems, refused and sent', async ({ launch, operator }) => {
  const { portal, exchange } = operator;
  const { app, user, window } = await launch();
  const opened = await noteOpened(app);
  await user.signInAt(operator);
  const toast = (text: string) => expect(window.locator('.toast').filter({ hasText: text })).toBeVisible();

  // At home: nothing to do, a page of the phone, and a form.
  await window
    .getByRole('navigation', { name: t('menu.pages') })
    .getByRole('link', { name: 'Home' })
    .click();
  await user.button('Nothing yet').click();
  await toast(t('buttons.done', { label: 'Nothing yet' }));
  portal.faults = {
    request: (method, path) =>
      method === 'POST' && path === '/button/no-deed' ? { type: 'status', status: 500 } : undefined,
  };
  await user.button('Nothing yet').click();
  await toast('500');
  portal.faults = {};
  await user.button('Open ticket').click();
  const form = window.getByRole('dialog', { name: 'Open ticket' });
  await form.getByLabel('E-mail').fill('lena');
  await form.getByRole('button', { name: t('form.send') }).click();
  await expect(form.getByText(t('form.problem.required'))).toBeVisible();
  await expect(form.getByText(t('form.problem.email'))).toBeVisible();
  await expect(form.getByLabel('Subject')).toBeFocused();
  await form.getByLabel('Subject').fill('No sound');
  // Right as far as the phone can tell; the portal knows better.
  await form.getByLabel('E-mail').fill('lena@northwind');
  await form.getByRole('button', { name: t('form.send') }).click();
  await expect(form.getByText('This is not an e-mail address.')).toBeVisible();
  await expect(form.getByLabel('Subject')).toHaveValue('No sound');
  await form.getByLabel('E-mail').fill('lena@northwind.example');
  const sent = operator.answered('POST', '/form/ticket');
  await form.getByRole('button', { name: t('form.send') }).click();
  await sent;
  await toast(t('buttons.sent', { label: 'Open ticket' }));
  await expect(form).toHaveCount(0);
  await user.button('All calls').click();
  await expect(window).toHaveURL(/#history$/u);

  // In the menu: the browser.
  await user.button(t('menu.open')).click();
  await user.button('Customer file').click();
  await expect.poll(opened).toEqual(['https://crm.example/customer']);

  // On a call: answered, muted and ended by them; a call that came meanwhile is not meant.
  exchange.call(operator.user, { name: 'Ilka', number: '200', media: 'echo' });
  await expect(user.ringing).toBeVisible();
  const group = window.getByRole('group', { name: 'Northwind Telecom' });
  await group.getByRole('button', { name: 'Take the call' }).click();
  await user.isTalking();
  await group.getByRole('button', { name: 'Microphone' }).click();
  await expect(user.button(t('call.muted'))).toBeVisible();
  await group.getByRole('button', { name: 'Finish the call' }).click();
  await expect(user.call).toContainText(t('end.hung-up.us'));
});
