/** The preview dialler: a campaign, its leads, calls, dispositions, corrections, the operator's buttons, a new start. */
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('campaign, preview, call, disposition, next; a detail corrected, a lead skipped, other numbers', async ({
  launch,
  operator,
}) => {
  const { portal, exchange } = operator;
  const dialled: string[] = [];
  exchange.on('call', ({ number }) => dialled.push(number));
  portal.provisioning.changes = {
    menu: [
      { id: 'dialpad', title: 'Dialpad', url: '/dialpad', order: 1 },
      { id: 'agent', title: 'Agent', url: '/agent', order: 2 },
    ],
  };
  const { user, window } = await launch();
  await user.signInAt(operator);
  const toAgent = window.getByRole('navigation', { name: t('menu.pages') }).getByRole('link', { name: 'Agent' });
  await toAgent.click();
  await expect(user.button('Winter offer')).toBeDisabled();
  await user.button('Spring offer').click();

  // The script has the lead in it; a detail is corrected, and the portal has it.
  const page = window.getByRole('region', { name: t('page.agent') });
  const tab = (name: 'script' | 'contact' | 'disposition') => page.getByRole('tab', { name: t(`agent.tab.${name}`) });
  const name = (text: string) => expect(window.getByRole('heading', { name: text }).first()).toBeVisible();
  await expect(page.getByText('Good morning, Ms Example.')).toBeVisible();
  await tab('contact').click();
  await user.button(t('lead.correct')).click();
  await page.getByLabel(t('lead.city'), { exact: true }).fill('London');
  const corrected = operator.answered('PATCH', '/leads/1');
  await user.button(t('lead.keep')).click();
  await corrected;
  await expect(page.getByText('London').first()).toBeVisible();

  // Called, held, and over; without the portal nothing is lost.
  // The operator has a button of the same name, above ours.
  const call = user.button(t('agent.call')).last();
  const end = user.button(t('call.end-call'));
  await call.click();
  await user.isTalking();
  await name('Ada Example');
  await window.locator('.callbar .back').click();
  await expect(user.button(t('call.transfer'))).toBeEnabled();
  await user.hold();
  await toAgent.click();
  await tab('disposition').click();
  await page.getByLabel(t('agent.comments'), { exact: true }).fill('Glad to hear of it');
  await end.click();
  await expect(page.getByRole('heading', { name: t('agent.wrap-up') })).toBeVisible();
  await page.getByLabel(t('disposition.CALL BACK')).check({ force: true });
  await page.getByLabel(t('agent.call-back')).fill('2030-01-02T10:30');
  portal.faults = {
    request: (method) => (method === 'POST' ? { type: 'status', status: 503 } : undefined),
  };
  await user.button(t('agent.save-next')).click();
  await expect(page.getByRole('alert')).toContainText('503');
  portal.faults = {};
  // Nor by a new start of the window, which says so.
  await window.reload();
  await expect(window.getByText(t('agent.result.cut')).first()).toBeVisible();
  await expect(page.getByLabel(t('agent.comments'), { exact: true })).toHaveValue('Glad to hear of it');
  await expect(page.getByLabel(t('agent.call-back'))).toHaveValue('2030-01-02T10:30');
  await user.isReady();
  const disposed = operator.answered('POST', '/leads/1/disposition', 204);
  await user.button(t('agent.save-next')).click();
  await disposed;

  // Busy: what fits is proposed. Another lead is skipped, and called at its other number by the operator's button.
  await name('Olu Adeyemi');
  await call.click();
  await expect(page.getByLabel(t('disposition.BUSY'))).toBeChecked({ timeout: 15_000 });
  await user.button(t('agent.save-next')).click();
  await name('Ilka Böttcher');
  const skipped = operator.answered('POST', '/leads/3/skip', 204);
  await user.button(t('agent.skip')).click();
  await skipped;
  await name("Zoë O'Neill");
  await user.button('Other number').click();
  await user.isTalking();
  expect(dialled).toEqual(['600', '603', '601']);
  await end.click();
  await user.button('Interested').click();
  await expect(page.getByRole('heading', { name: t('agent.saved') })).toBeVisible();
});
