/** The life of an operator's phone: signed in, changed while it runs, without its portal. */
import type { Page } from '@playwright/test';
import type { IncomingCall } from '../../main/exchange/index';
import { codecOrder } from '../calls/codec-order';
import type { PracticeOperator } from '../fixtures/operator';
import { expect, test } from '../fixtures/index';
import type { User } from '../fixtures/user';
import { t } from '../fixtures/words';

/** The phone asks for its configuration now, as it does when a network is back. */
async function refreshed(page: Page, operator: PracticeOperator): Promise<void> {
  const asked = operator.answered('GET', '/prov');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await asked;
}

/** The sound formats of the offer of this call, in their order; the call is up then. */
async function offeredBy(user: User, { exchange }: PracticeOperator, dial: () => Promise<void>): Promise<string[]> {
  const begun = exchange.once('call');
  await dial();
  const [call] = await begun;
  await user.isTalking();
  return codecOrder((call as IncomingCall).request.body);
}

test('brand, menu and line of the operator; a change comes without a restart, and not in a call', async ({
  launch,
  operator,
}) => {
  const { portal } = operator;
  const phone = await launch();
  const { user, window } = phone;
  await user.signInAt(operator);
  const menu = window.getByRole('navigation', { name: t('menu.pages') });
  await expect(menu.getByRole('link')).toHaveText(['Home', 'Dialpad', 'History', 'Contacts', 'Status']);
  // The operator's first page is where its phone begins.
  await expect(menu.getByRole('link').first()).toHaveAttribute('aria-current', 'page');
  await expect(window).toHaveTitle(/Northwind Telecom/);

  expect(await offeredBy(user, operator, () => user.dial('600'))).toEqual(['opus', 'PCMU', 'PCMA', 'G722']);
  portal.provisioning.changes = {
    brandName: 'Southwind',
    codec: { delete: ['^g722$', 'opus'], priority: ['pcma'] },
    menu: [
      { id: 'dialpad', title: '<b>Keys</b>', order: 2 },
      { id: 'history', title: 'Calls', icon: 'mdi-no-such-icon', order: 1 },
    ],
  };
  await refreshed(window, operator);
  await expect(window).toHaveTitle(/Northwind Telecom/);
  await expect(menu.getByRole('link')).toHaveCount(5);
  await user.hangUp();
  await expect(menu.getByRole('link').filter({ hasText: 'Calls' })).toBeVisible();
  await expect(menu.getByRole('link').filter({ hasText: '<b>Keys</b>' })).toBeVisible();
  await expect(window).toHaveTitle(/Southwind/);
  await user.isReady();
  // Opus is never deleted.
  const again = async () => {
    await menu.getByRole('link').filter({ hasText: '<b>Keys</b>' }).click();
    await window.getByLabel(t('dial.placeholder')).fill('600');
    await user.button(t('dial.call')).click();
  };
  expect(await offeredBy(user, operator, again)).toEqual(['PCMA', 'opus', 'PCMU']);
  await user.hangUp();
  await user.isReady();

  // One that is broken is refused; the last good one stays, and the log says where.
  const broken = { username: operator.user, wsServer: operator.exchange.url, realm: operator.exchange.domain };
  portal.provisioning.changes = { sipUser: broken as never };
  await refreshed(window, operator);
  await expect.poll(() => phone.log()).toContain('$.sipUser.password is missing');
  await expect(window).toHaveTitle(/Southwind/);
  await user.isReady();
});

test('Auto Answer is on while the operator says so; without the portal the last good configuration goes on', async ({
  launch,
  operator,
}) => {
  const { portal, exchange } = operator;
  const ring = () => exchange.call(operator.user, { name: 'Ilka', number: '200', media: 'echo' });
  portal.provisioning.sipUserChanges = { flags: ['Auto Answer'] };
  const first = await launch();
  await first.user.signInAt(operator);
  ring();
  await first.user.isTalking();
  await first.user.hangUp();

  portal.provisioning.sipUserChanges = {};
  portal.provisioning.changes = { brandName: 'Southwind' };
  await refreshed(first.window, operator);
  await expect(first.window).toHaveTitle(/Southwind/);
  const call = ring();
  await expect(first.user.ringing.getByRole('button', { name: t('call.answer') })).toBeVisible();
  expect(await call.wait(1_500)).toBe(true);
  expect(call.state).toBe('ringing');
  call.hangup();
  await first.quit();

  portal.faults.request = () => ({ type: 'status', status: 500 });
  const second = await launch();
  await second.user.isReady();
  await expect(second.window).toHaveTitle(/Southwind/);
  await second.user.dial('600');
  await second.user.isTalking();
});
