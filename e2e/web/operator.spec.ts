/** The operator in a plain browser: the page is its own, nobody types a domain. */
import type { Web } from '../../build/web/web';
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

test('brand, registering and a call; a change of the configuration; a code after a reload', async ({ person, web }) => {
  const portal = web.portal!;
  const { page, user } = await person();
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const heading = page.getByRole('heading', { level: 1 });
  const menu = page.getByRole('navigation', { name: t('menu.pages') });

  await test.step('registers', async () => {
    await expect(heading).toHaveText('Northwind Telecom');
    await expect(field(t('signin.address'))).toHaveCount(0);
    await user.button(t('signin.create')).click();
    await field(t('register.email')).fill('lena@example.org');
    const sent = letter(portal);
    await user.button(t('register.send')).click();
    await field(t('signin.code')).fill((await sent).code);
    await field(t('register.password')).fill('correct horse battery');
    await user.button(t('register.submit')).click();
    await expect(heading).toHaveText(t('register.done'));
    await user.button(t('register.start')).click();
    await user.isReady();
    await expect(menu.getByRole('link')).toHaveText(['Home', 'Dialpad', 'History', 'Contacts', 'Status']);
    await user.dial('600');
    await user.isTalking();
    await user.hangUp();
  });

  await test.step('a change comes without a reload, its icons too', async () => {
    const icon = menu.getByRole('link', { name: 'Status' }).locator('path');
    const before = await icon.getAttribute('d');
    portal.provisioning.changes = {
      brandName: 'Southwind',
      flags: ['OTP_LOGIN', 'TITLE_USERNAME'],
      menu: [{ id: 'custom', title: 'Status', url: '/page/status', icon: 'mdi-github-circle' }],
    };
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect(menu.getByRole('link')).toHaveText(['Status']);
    expect(await icon.getAttribute('d')).not.toBe(before);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain('correct horse battery');
    expect(kept).not.toMatch(/accessToken|refreshToken/);
  });

  await test.step('after a reload it asks for the password, and for a code', async () => {
    await page.reload();
    await expect(heading).toHaveText('Southwind');
    await expect(user.button(t('signin.create'))).toHaveCount(0);
    await field(t('signin.user')).fill('lena@example.org');
    await field(t('signin.password')).fill('correct horse battery');
    const sent = letter(portal);
    await user.button(t('signin.submit')).click();
    await field(t('signin.code')).fill((await sent).code);
    await user.button(t('signin.code.submit')).click();
    await user.isReady();
    await expect.poll(() => web.exchange.registrations()).toHaveLength(1);
  });
});

/** The next that is sent. */
function letter(portal: NonNullable<Web['portal']>): Promise<{ code: string }> {
  return new Promise((resolve) => {
    const stop = portal.on('letter', (sent) => {
      stop();
      resolve(sent);
    });
  });
}
