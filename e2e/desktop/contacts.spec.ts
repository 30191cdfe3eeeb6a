/** Contacts: one's own, those of the company, into and out of files. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const list = (page: Page): Locator => page.getByRole('region', { name: t('page.contacts') }).locator('.row');
const pane = (page: Page): Locator => page.getByRole('region', { name: t('pane.contact') });
const field = (page: Page, label: string): Locator => pane(page).getByLabel(label, { exact: true });

test('one’s own: made, named when they call, found, dialled, merged, imported, exported, kept', async ({
  desk,
  launch,
  practice,
}) => {
  const first = await launch();
  const { user, window } = first;
  await user.signIn(practice);
  await user.open('contacts');
  await expect(window.getByRole('heading', { name: t('contacts.empty.title') })).toBeVisible();

  await user.button(t('contacts.new')).first().click();
  await field(window, t('contacts.number')).fill('no number!');
  await user.button(t('contacts.save')).click();
  await expect(field(window, t('contacts.number'))).toHaveAttribute('aria-invalid', 'true');
  await field(window, t('contacts.name')).fill('Zoë Müller');
  await field(window, t('contacts.number')).fill('+49 30 23125-143');
  await field(window, t('contacts.number.label')).fill('Mobile');
  await user.button(t('contacts.save')).click();
  await expect(pane(window).getByRole('heading', { level: 1 })).toHaveText('Zoë Müller');

  // Named when they call, whatever they say of themselves.
  await desk.display.closeWindow(t('app.name'));
  await expect.poll(async () => (await first.windowState()).visible).toBe(false);
  const call = practice.exchange.call(practice.user, { name: 'Anonymous', number: '+493023125143' });
  await expect((await first.card()).getByRole('alertdialog')).toContainText('Zoë Müller');
  await expect.poll(() => desk.notifications.received.at(-1)?.body).toContain('Zoë Müller');
  await desk.tray.activate();
  await expect(user.ringing).toContainText('Zoë Müller');
  call.hangup();
  await expect(user.ringing).toBeHidden();

  // Somebody who is none yet, from the pad: typed, added, offered the next time.
  await user.open('dialpad');
  const number = window.getByLabel(t('dial.placeholder'));
  await number.fill('6001');
  await user.button(t('action.add-to-contacts')).click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: t('contacts.new') })
    .click();
  await expect(field(window, t('contacts.number'))).toHaveValue('6001');
  await field(window, t('contacts.name')).fill('Zoe Muller');
  await user.button(t('contacts.save')).click();
  await user.open('dialpad');
  await number.fill('600');
  await number.press('ArrowDown');
  await number.press('Enter');
  await expect(number).toHaveValue('6001');
  await number.fill('');

  // A table of a spreadsheet, in its own encoding, with a row that says nothing.
  await user.open('contacts');
  await user.button(t('contacts.more')).click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: t('contacts.act.import') })
    .click();
  await window.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: latin1('Name;Telefon;Firma;Vermerk\nJosé Núñez;+34 911 234 567;ACME;=HYPERLINK("x")\n;;;nobody\n'),
  });
  await expect(pane(window).getByRole('list', { name: t('contacts.import.preview') })).toContainText('José Núñez');
  await pane(window)
    .getByLabel('Vermerk', { exact: true })
    .selectOption({ label: t('contacts.import.field.notes') });
  await pane(window)
    .getByRole('button', { name: t('contacts.act.import'), exact: true })
    .click();
  await expect(pane(window)).toContainText(t('contacts.import.added', { count: 1 }));
  await expect(pane(window)).toContainText(t('contacts.import.skipped', { count: 1 }));
  await expect(pane(window)).toContainText(t('contacts.import.skip.empty'));
  await user.button(t('contacts.import.finish')).click();
  await expect(list(window)).toHaveCount(3);

  // Found by parts of anything, without marks; by the keyboard alone.
  await window.keyboard.press('/');
  await window.keyboard.type('jose 911');
  await expect(list(window)).toHaveCount(1);
  await window.keyboard.press('Enter');
  await expect(pane(window)).toContainText('=HYPERLINK("x")');
  await user.button(t('action.back')).click();
  await window.getByLabel(t('contacts.search'), { exact: true }).press('Escape');
  await expect(list(window)).toHaveCount(3);

  // The two spellings of one person.
  await user.button(t('contacts.more')).click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: t('contacts.act.duplicates') })
    .click();
  await pane(window)
    .getByRole('radio', { name: /Zoë Müller/u })
    .check();
  await user.button(t('contacts.merge')).click();
  await user.button(t('action.back')).click();
  await expect(list(window)).toHaveCount(2);
  await list(window).filter({ hasText: 'Zoë Müller' }).locator('.row-main').click();
  await expect(pane(window)).toContainText('6001');
  await user.button(t('action.back')).click();

  // Out to a file; nothing in it is a formula.
  const folder = desk.home;
  await first.app.evaluate(({ session }, into) => {
    session.defaultSession.on('will-download', (_event, item) => {
      item.setSavePath(`${into}/${item.getFilename()}`);
    });
  }, folder);
  await user.button(t('contacts.more')).click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: t('contacts.act.export') })
    .click();
  await window.getByRole('radio', { name: t('contacts.export.csv') }).check();
  await user.button(t('contacts.export.save')).click();
  const table = () => readFile(join(folder, `${t('contacts.export.file')}.csv`), 'utf8').catch(() => '');
  await expect.poll(table).toContain('José Núñez');
  expect(await table()).not.toMatch(/(?:^|[;,"])=HYPERLINK/mu);
  await first.quit();

  const second = await launch();
  await second.user.isReady();
  await second.user.open('contacts');
  await expect(list(second.window)).toHaveCount(2);
  await list(second.window).filter({ hasText: 'José' }).locator('.row-main').click();
  await second.user.button(t('contacts.delete')).click();
  await expect(list(second.window)).toHaveCount(1);
  await second.user.button(t('action.undo')).click();
  await expect(list(second.window)).toHaveCount(2);
});

test('the company’s directory: read-only, a favourite of mine, there without the portal', async ({
  launch,
  operator,
}) => {
  const first = await launch();
  await first.user.signInAt(operator);
  await first.user.open('contacts');
  await first.user.button(t('contacts.source.directory')).click();
  await first.window.getByLabel(t('contacts.search'), { exact: true }).fill('orsted');
  await list(first.window).first().locator('.row-main').click();
  await expect(pane(first.window)).toContainText(t('contacts.source.read-only'));
  await expect(first.user.button(t('contacts.edit'))).toHaveCount(0);
  const name = await pane(first.window).getByRole('heading', { level: 1 }).innerText();
  await first.user.button(t('contacts.favourite')).click();
  await expect(first.user.button(t('contacts.favourite'))).toHaveAttribute('aria-pressed', 'true');
  await first.quit();

  operator.portal.faults.request = () => ({ type: 'status', status: 500 });
  const second = await launch();
  await second.user.isReady();
  await second.user.open('contacts');
  await second.user.button(t('contacts.source.favourites')).click();
  await expect(list(second.window)).toContainText([name]);
});
