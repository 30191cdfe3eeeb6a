/** Links that mean a call, as a browser opens them: by a second start of the program. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/index';
import { startProgram } from '../fixtures/process';
import { t } from '../fixtures/words';

const asks = (page: Page) => page.getByRole('dialog', { name: t('wish.title.link') });
const number = (page: Page) => page.getByLabel(t('dial.placeholder'));

test('a link fills in and asks; a hostile one is refused or doubted; none disturbs a call', async ({
  desk,
  launch,
  practice,
}) => {
  const phone = await launch();
  const { user } = phone;
  const [program, ...args] = phone.commandLine;
  const open = async (link: string) => {
    expect(await (await startProgram(program, [...args, link], { env: desk.env })).ended()).toBe(0);
  };
  /** As a second start tells the first one, without its time. */
  const told = (link: string) =>
    phone.app.evaluate(({ app }, given) => {
      app.emit('second-instance', {}, ['sidetone', given], '/');
    }, link);
  const sheet = asks(user.page);
  let begun = 0;
  practice.exchange.on('call', () => (begun += 1));

  await test.step('before anybody is signed in it waits', async () => {
    await told('tel:+49%20600');
    await expect(user.page.getByText(t('wish.sign-in', { number: '+49600' }))).toBeVisible();
    await user.signIn(practice);
    await expect(sheet).toContainText('+49600');
    await sheet.getByRole('button', { name: t('action.cancel') }).click();
    await expect(sheet).toBeHidden();
    await expect(number(user.page)).toHaveValue('');
  });

  await test.step('it brings the window up and stands in the number field, until the user calls', async () => {
    await desk.display.closeWindow(t('app.name'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
    await open('sip:6-00@practice.example?Replaces=x');
    await expect.poll(async () => (await phone.windowState()).visible).toBe(true);
    await expect(sheet).toContainText(t('wish.doubt.headers.title'));
    await expect(number(user.page)).toHaveValue('6-00@practice.example');
    await told('tel:600');
    await expect(sheet).not.toContainText('practice.example');
    await expect(sheet).not.toContainText(t('wish.doubt.headers.title'));
    const call = sheet.getByRole('button', { name: t('dial.call') });
    await expect(call).toBeFocused();
    expect(begun).toBe(0);
    await user.page.keyboard.press('Enter');
    await user.isTalking();
    expect(begun).toBe(1);
  });

  await test.step('a call is not disturbed', async () => {
    await told('tel:*21*601%23');
    await expect(user.page.getByText(t('wish.waits', { number: '*21*601#' }))).toBeVisible();
    await expect(sheet).toBeHidden();
    await user.hangUp();
    await expect(sheet).toContainText(t('wish.doubt.service-code.title'));
    await user.page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('what is not understood whole does nothing', async () => {
    for (const link of ['tel:../../600', 'tel:600%0d%0aX', 'callto:skype.name?call', 'sip:https://x.example'])
      await told(link);
    await told('tel:601');
    await expect(sheet).toContainText('601');
    expect(begun).toBe(1);
    expect(((await phone.log()).match(/a link was refused/g) ?? []).length).toBe(4);
  });
});

test('where policy allows it a link calls, also one that starts the phone; a doubtful one asks', async ({
  desk,
  launch,
  practice,
}) => {
  const policy = join(desk.home, 'policy.json');
  await writeFile(
    policy,
    JSON.stringify({ links: { tel: 'dial', sip: 'off', sips: 'ask', callto: 'ask' }, premiumPrefixes: ['0900'] }),
  );
  const env = { SIDETONE_TEST_POLICY: policy };
  const first = await launch({ env });
  const ended = () => expect.poll(() => practice.exchange.calls().length).toBe(0);
  await first.user.signIn(practice);

  await test.step('the window stays where it is', async () => {
    await desk.display.closeWindow(t('app.name'));
    await expect.poll(async () => (await first.windowState()).visible).toBe(false);
    const called = practice.exchange.once('call');
    const [program, ...args] = first.commandLine;
    await (await startProgram(program, [...args, 'tel:6-0-1'], { env: { ...desk.env, ...env } })).ended();
    expect((await called)[0].number).toBe('601');
    await first.user.isTalking();
    expect((await first.windowState()).visible).toBe(false);
    await first.user.hangUp();
    await ended();
  });

  await test.step('unless it has to ask', async () => {
    await first.app.evaluate(({ app }) => {
      for (const link of ['sip:600@practice.example', 'tel:0900%20123'])
        app.emit('second-instance', {}, ['sidetone', link], '/');
    });
    await expect(asks(first.window)).toContainText(t('wish.doubt.premium.title'));
    expect((await first.windowState()).visible).toBe(true);
    expect(practice.exchange.calls()).toHaveLength(0);
    await first.quit();
  });

  await test.step('a start waits for the line', async () => {
    const called = practice.exchange.once('call');
    const second = await launch({ env, link: 'tel:600' });
    expect((await called)[0].number).toBe('600');
    await second.user.isTalking();
    await second.user.hangUp();
    await ended();
  });
});
