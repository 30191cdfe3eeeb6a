/** Every control of a call by the program's own window, against the practice exchange. */
import { hearsTone } from '../calls/call-specs';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test.describe('a transfer', () => {
  test('without asking: the outcome is shown, the call is over', async ({ launch, practice }) => {
    const { user } = await launch();
    await user.signIn(practice);
    await user.dial('600');
    await user.isTalking();
    await user.transfer('601');
    const { word, sentence } = await user.result('600');
    expect(word).toBe(t('end.transferred'));
    expect(sentence).toBe(t('end.transferred.text', { known: 'yes', to: '601' }));
    await expect.poll(() => practice.exchange.calls().filter((call) => !call.end).length).toBe(0);
  });

  test('to somebody who is busy: why, and back with the caller, who is heard', async ({ launch, practice }) => {
    const phone = await launch();
    const { user } = phone;
    await user.signIn(practice);
    await user.dial('600');
    await user.isTalking();
    await user.transfer('603');
    await expect(user.news).toContainText(t('transfer.failed.title', { to: '603' }));
    await expect(user.news).toContainText(t('transfer.failed.text', { why: t('transfer.why.busy'), name: '600' }));
    await expect(user.button(t('call.hold'))).toHaveAttribute('aria-pressed', 'false');
    await hearsTone(phone);
    await user.button(t('action.understood')).click();
    await expect(user.news).toBeHidden();
  });

  test('to whoever is picked: of the history, of the people who are watched', async ({ launch, practice }) => {
    const { user } = await launch();
    await user.signIn(practice);
    await user.openAccount(`${practice.user}@`);
    await user.watch('602', 'Grace', 'dialog');
    await user.saveAccount();
    await user.dial('608');
    await user.isTalking();
    await user.hangUp();
    const pick = async (name: string) => {
      await user.dial('600');
      await user.isTalking();
      await user.button(t('call.transfer')).click();
      const dialog = user.page.getByRole('dialog', { name: t('transfer.title') });
      const target = dialog.getByRole('listitem').filter({ hasText: name });
      await target.locator('.pick').click();
      await target.getByRole('button', { name: t('transfer.now') }).click();
    };
    await pick('608');
    expect(await user.result('600')).toEqual({
      word: t('end.transferred'),
      sentence: t('end.transferred.text', { known: 'yes', to: '608' }),
    });
    const begun = practice.exchange.once('call');
    await pick('Grace');
    await begun;
    await expect(user.news).toContainText('602');
    await user.hangUp();
  });

  test('by keyboard alone', async ({ launch, practice }) => {
    const { user } = await launch();
    await user.signIn(practice);
    await user.dial('600');
    await user.isTalking();
    await user.button(t('call.transfer')).press('Enter');
    await expect(user.page.getByLabel(t('target.search'))).toBeFocused();
    await user.page.keyboard.type('601');
    await user.page.keyboard.press('Shift+Enter');
    expect((await user.result('600')).word).toBe(t('end.transferred'));
  });

  test('after asking: both calls are shown, swapped, and connected', async ({ launch, practice }) => {
    const { user } = await launch();
    await user.signIn(practice);
    await user.dial('600');
    await user.isTalking();
    await user.askFirst('601');
    const asked = user.card(user.consultation, '601');
    const caller = user.card(user.consultation, '600');
    await expect(asked).toContainText(t('consult.talking'));
    await expect(caller).toContainText(t('call.on-hold'));

    await user.button(t('call.swap')).click();
    await expect(caller).toContainText(t('consult.talking'));
    await expect(asked).toContainText(t('call.on-hold'));

    await user.connect();
    await expect(user.consultation).toBeHidden();
    await expect.poll(() => practice.exchange.calls().filter((call) => !call.end).length).toBe(0);
  });

  test('after asking: back to the caller, who is heard again', async ({ launch, practice }) => {
    const phone = await launch();
    const { user } = phone;
    await user.signIn(practice);
    await user.dial('600');
    await user.isTalking();
    await user.askFirst('602');
    await expect(user.card(user.consultation, '602')).toContainText(t('call.remote-ringing'));
    await expect(user.button(t('call.swap'))).toBeDisabled();
    await user.button(t('consult.back', { name: '600' })).click();
    await expect(user.consultation).toBeHidden();
    await expect(user.button(t('call.hold'))).toHaveAttribute('aria-pressed', 'false');
    await hearsTone(phone);
  });
});

test('several calls: a second one is added, swapped, all are held', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.dial('600');
  await user.isTalking();
  await user.addCall('601');
  await user.isTalking();
  await expect(user.call).toContainText('601');
  await expect(user.other('600')).toContainText(t('call.on-hold'));

  await user.button(t('call.swap')).click();
  await expect(user.call).toContainText('600');
  await expect(user.other('601')).toContainText(t('call.on-hold'));

  await user.holdAll();
  await expect(user.button(t('call.on-hold'))).toHaveAttribute('aria-pressed', 'true');
  await expect(user.state).toContainText(t('state.on-hold'));
});

test('a conference: both others are in it, one is silenced, one is dropped', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.dial('600');
  await user.isTalking();
  await user.addCall('608');
  await user.isTalking();
  await user.join();
  await expect(user.card(user.conference, '600')).toContainText(t('consult.talking'));
  await expect(user.card(user.conference, '608')).toContainText(t('consult.talking'));

  await user.button(t('conference.mute', { name: '608' })).click();
  await expect(user.card(user.conference, '608')).toContainText(t('conference.muted'));
  await user.button(t('conference.drop', { name: '608' })).click();
  await expect(user.conference).toBeHidden();
  await expect(user.call).toContainText('600');
});

test('a conference is left: the others go on, the phone is free', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.dial('600');
  await user.isTalking();
  await user.addCall('601');
  await user.isTalking();
  await user.join();
  await user.button(t('conference.leave')).click();
  await expect(user.conference).toBeHidden();
  await expect.poll(() => practice.exchange.calls().filter((call) => !call.end).length).toBe(0);
});

test.describe('a ringing call', () => {
  const ways = [
    ['busy', 486],
    ['everywhere', 600],
    ['reason.1', 603],
  ] as const;
  test('is refused in four ways; words reach the caller', async ({ launch, practice }) => {
    const { user } = await launch();
    await user.signIn(practice);
    const rings = async () => {
      const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
      await expect(user.ringing).toBeVisible();
      return call;
    };
    for (const [how, status] of ways) {
      await test.step(how, async () => {
        const call = await rings();
        await user.refuse(how);
        await expect(user.ringing).toBeHidden();
        await expect.poll(() => call.end?.status).toBe(status);
      });
    }
    const call = await rings();
    await user.refuseWith('Out until noon');
    await expect.poll(() => call.end?.status).toBe(603);
    expect(call.end?.reason).toContain('Out until noon');
  });

  test('is sent on', async ({ launch, practice }) => {
    const { user } = await launch();
    await user.signIn(practice);
    await practice.ring({ name: 'Ada Lovelace', number: '2002' });
    await expect(user.ringing).toBeVisible();
    await user.sendOn('601');
    expect((await user.result('2002')).word).toBe(t('end.forwarded'));
  });

  test('beside another: who waits, and which is ended for it', async ({ launch, practice }) => {
    const { user } = await launch();
    await user.signIn(practice);
    await user.dial('600');
    await user.isTalking();
    await practice.ring({ name: 'Ada Lovelace', number: '2002' });
    await expect(user.ringing).toContainText(t('ringing.second'));
    await user.button(t('ringing.other')).click();
    await user.page.getByRole('button', { name: t('refuse.end-other') }).click();
    await expect(user.call).toContainText('Ada Lovelace');
    await user.isTalking();
    await expect.poll(() => practice.exchange.calls().filter((call) => !call.end).length).toBe(1);
  });
});

test('a number elsewhere is called only when the user agrees', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.dial('641');
  const question = user.page.getByRole('alertdialog');
  await expect(question).toContainText(t('redirect.title', { target: '600@elsewhere.invalid' }));
  await question.getByRole('button', { name: t('redirect.leave') }).click();
  expect((await user.result('641')).word).toBe(t('end.cancelled'));
});

test('digits that wait are sent when the user says so; a pasted sequence is sent too', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.dial('606w147');
  await user.isTalking();
  await user.button(t('call.send-digits', { digits: '147' })).click();
  await user.openKeypad();
  await user.page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '0 9#');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await expect(user.page.locator('[data-digits]')).toHaveText('1 4 7 0 9 #');
  await expect.poll(() => practice.digits(), { timeout: 15_000 }).toBe('14709');
});

test('who speaks while muted is told so, and unmutes there', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.dial('600');
  await user.isTalking();
  await user.button(t('call.mute')).click();
  await expect(user.news).toContainText(t('warning.speaking-muted.title'), { timeout: 15_000 });
  await user.news.getByRole('button', { name: t('call.unmute') }).click();
  await expect(user.news).toBeHidden({ timeout: 15_000 });
  await expect(user.button(t('call.mute'))).toHaveAttribute('aria-pressed', 'false');
});

test('the quality of a call is shown with its figures', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.dial('600');
  await user.isTalking();
  const bars = user.page.locator('[data-quality]');
  await expect(bars).toBeVisible({ timeout: 15_000 });
  await bars.click();
  const sheet = user.page.getByRole('dialog', { name: t('quality.title') });
  await expect(sheet).toContainText(/\d(?:\.\d)? of 4\.5/u);
  await expect(sheet).toContainText(/\d+ ms/u);
});
