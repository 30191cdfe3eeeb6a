/** Contacts in the browser edition: by keyboard, with a photo, from vCards, to pass a call on to. */
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

/** One pixel; what is kept is a JPEG of the phone's own making. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const cards = [
  'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Łukasz Żak\r\nORG:ACME\r\nTEL;VALUE=uri;TYPE=cell:tel:+48-22-123-4567;ext=12\r\nEND:VCARD',
  'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Test Line\r\nN:Line;Test;;;\r\nTEL;TYPE=WORK:600\r\nNOTE:One\\nTwo\r\nEND:VCARD',
  'BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD',
].join('\r\n');

test('found by keyboard, taken over with a photo, brought in from vCards, called and passed on to', async ({
  person,
}) => {
  const { page, user } = await person();
  await user.practise();
  await user.open('contacts');
  const rows = page.getByRole('region', { name: t('page.contacts') }).locator('.row');
  const pane = page.getByRole('region', { name: t('pane.contact') });
  await expect(rows.first()).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type('orsted');
  await expect(rows.first()).toContainText('Ørsted');
  await page.keyboard.press('Enter');
  await expect(pane).toContainText(t('contacts.source.read-only'));
  const name = await pane.getByRole('heading', { level: 1 }).innerText();

  await user.button(t('contacts.take-over')).click();
  await expect(pane).toContainText(t('contacts.source.mine'));
  await user.button(t('contacts.edit')).click();
  await pane.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: pixel });
  await expect(pane.locator('img')).toHaveAttribute('src', /^data:image\/jpeg;base64,/u);
  await pane.locator('input[type=file]').setInputFiles({
    name: 'evil.png',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>'),
  });
  await expect(pane).toContainText(t('contacts.photo.failed'));
  await user.button(t('contacts.save')).click();
  await expect(pane.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(pane.locator('img')).toBeVisible();

  await user.open('contacts');
  await user.button(t('contacts.more')).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('contacts.act.import') })
    .click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.vcf', mimeType: 'text/vcard', buffer: Buffer.from(cards) });
  await expect(pane.getByRole('list', { name: t('contacts.import.preview') })).toContainText('Łukasz Żak');
  await pane.getByRole('button', { name: t('contacts.act.import'), exact: true }).click();
  await expect(pane).toContainText(t('contacts.import.added', { count: 2 }));
  await expect(pane).toContainText(t('contacts.import.skipped', { count: 1 }));
  await user.button(t('contacts.import.finish')).click();

  // Called by its name's row, and offered to pass the call on to.
  await page.getByLabel(t('contacts.search'), { exact: true }).press('Escape');
  await user.button(t('contacts.source.own')).click();
  await expect(rows).toHaveCount(3);
  await rows.filter({ hasText: 'Test Line' }).locator('.row-main').press('Enter');
  await user.isTalking();
  await expect(user.call).toContainText('Test Line');
  await user.button(t('call.transfer')).click();
  const sheet = await user.typeTarget(t('transfer.title'), 'zak acme');
  await expect(sheet.getByRole('listitem').first()).toContainText('Łukasz Żak');
  await page.keyboard.press('Escape');
  await user.hangUp();
});
