import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('*#0*# traces SIP: to the trace view and the console, both ways, by call, without secrets', async ({
  launch,
  practice,
}) => {
  const { user } = await launch();
  const { page } = user;
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await user.signIn(practice);
  expect(said.filter((text) => text.startsWith('SIP'))).toEqual([]);

  await user.open('dialpad');
  const field = page.getByLabel(t('dial.placeholder'));
  await field.pressSequentially('*#0*#');
  await expect(field).toHaveValue('');
  await expect(page.getByText(t('trace.on'))).toBeVisible();
  expect(practice.exchange.calls(), 'it is never dialled').toEqual([]);

  await user.dial('600');
  await user.isTalking();
  await user.hangUp();
  await user.result('600');
  await user.openSettings('diagnosis');
  await page.getByRole('link', { name: t('diagnosis.trace.title') }).click();
  const filter = page.getByLabel(t('trace.filter'), { exact: true });
  const call = filter.getByRole('option', { name: /^INVITE/ });
  await filter.selectOption(await call.getAttribute('value'));
  const messages = page.getByRole('list', { name: t('trace.list') }).getByRole('listitem');
  await expect(messages.filter({ hasText: 'INVITE sip:600@' }).first()).toBeVisible();
  await expect(messages.filter({ hasText: 'SIP/2.0 200 OK' }).first()).toBeVisible();
  await expect(messages.filter({ hasText: 'BYE sip:' }).first()).toBeVisible();

  const text = await page.evaluate(() => document.querySelector('main')?.textContent ?? '');
  // What signs a request and what opens the sound are left out.
  for (const shown of [text, said.join('\n')]) {
    expect(shown).toContain('INVITE sip:600@');
    expect(shown).not.toContain(practice.password);
    expect(shown).not.toMatch(/response="/);
    expect(shown).not.toMatch(/a=ice-pwd:[^*]/);
  }
  const heard = said.length;
  await page.getByRole('switch', { name: t('trace.switch') }).click();
  await user.dial('603');
  await user.result('603');
  expect(said.slice(heard).filter((line) => line.startsWith('SIP'))).toEqual([]);
});

test('the connection is checked part by part, with a call that comes back; what is broken is named, with what helps', async ({
  launch,
  practice,
}) => {
  test.setTimeout(120_000);
  const { user } = await launch({ tone: 1_004 });
  const { page } = user;
  await user.signIn(practice);
  await user.openSettings('diagnosis');
  await page.getByRole('link', { name: t('check.title') }).click();
  const step = (name: Parameters<typeof t>[0]) =>
    page.getByRole('listitem').filter({ has: page.getByText(t(name), { exact: true }) });
  await user.button(t('check.run')).click();
  await expect(step('check.step.echo')).toContainText(t('check.state.passed'), { timeout: 45_000 });
  await expect(page.getByText(t('check.result', { failed: 0 }))).toBeVisible();
  for (const name of ['web-socket', 'options', 'ice-host'] as const) {
    await expect(step(`check.step.${name}`)).toContainText(t('check.state.passed'));
  }
  await expect.poll(() => practice.exchange.calls()).toEqual([]);
  await user.isReady();

  await page.getByLabel(t('check.echo.number'), { exact: true }).fill('604');
  await user.button(t('check.again')).click();
  await expect(step('check.step.echo')).toContainText(t('check.echo.not-answered.help'), { timeout: 45_000 });

  await practice.exchange.close();
  await user.button(t('check.again')).click();
  await expect(step('check.step.web-socket')).toContainText(t('check.state.failed'), { timeout: 45_000 });
  await expect(step('check.step.web-socket')).toContainText(t('check.helps'));
  await expect(user.button(t('check.copy'))).toBeVisible();

  // It goes into the support bundle.
  const failed = t('check.state.failed');
  await user.openSettings('privacy');
  await user.button(t('support.make')).click();
  await page.getByRole('dialog').getByText('connection-check.txt').click();
  await expect(page.getByRole('region', { name: 'connection-check.txt', exact: true })).toContainText(failed);
});
