import { t } from '../fixtures/words';
import { expect, test } from './fixture';

test('in a browser, too, SIP is traced and saved, and the connection is checked as far as a page is told', async ({
  person,
}) => {
  const { page, user } = await person(1_004);
  await user.practise();
  await user.open('dialpad');
  await page.getByLabel(t('dial.placeholder')).pressSequentially('*#0*#');
  await user.button(t('trace.show')).click();

  await page
    .getByRole('region')
    .getByRole('button', { name: t('action.back') })
    .click();
  await page.getByRole('link', { name: t('check.title') }).click();
  await user.button(t('check.run')).click();
  const step = (name: Parameters<typeof t>[0]) =>
    page.getByRole('listitem').filter({ has: page.getByText(t(name), { exact: true }) });
  await expect(step('check.step.echo')).toContainText(t('check.state.passed'), { timeout: 45_000 });
  await expect(step('check.step.branding')).toContainText(t('check.state.passed'));
  await expect(step('check.step.options')).toContainText(t('check.state.passed'));
  await expect(page.getByText(t('check.result', { failed: 0 }))).toBeVisible();

  await page
    .getByRole('region')
    .getByRole('button', { name: t('action.back') })
    .click();
  await page.getByRole('link', { name: t('diagnosis.trace.title') }).click();
  const saved = page.waitForEvent('download');
  await user.button(t('trace.save')).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^sip-trace-\d{14}\.txt$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  expect(text).toContain('INVITE sip:600@');
  expect(text).not.toMatch(/response="/);
});
