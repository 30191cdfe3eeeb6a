/** Keys that work while another program has the keyboard: pressed by xdotool, taken from the X server. */
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

const other = 'Another program';
const caller = { name: 'Ada Lovelace', number: '2002', media: 'echo' as const };

test('keys that the user has chosen answer, mute and end a call from within another program', async ({
  desk,
  launch,
  practice,
}) => {
  const phone = await launch();
  const { user } = phone;
  const { display, tray } = desk;
  await user.signIn(practice);
  await user.open('settings');
  await user.page
    .getByRole('navigation', { name: t('settings.sections') })
    .getByRole('link', { name: t('settings.shortcuts') })
    .click();
  const row = (action: 'answer' | 'hangUp' | 'mute' | 'dialSelection' | 'show') =>
    user.page.locator(`[data-shortcut=${action}]`);
  const keysOf = (action: Parameters<typeof row>[0]) => row(action).getByRole('button');

  await test.step('chosen by the keyboard alone', async () => {
    await keysOf('answer').focus();
    await user.page.keyboard.press('Enter');
    await expect(keysOf('answer')).toHaveText(t('global.press'));
    await user.page.keyboard.press('Escape');
    await expect(keysOf('answer')).toHaveText(t('global.none'));
    await user.page.keyboard.press('Enter');
    await user.page.keyboard.press('a');
    await expect(user.page.getByText(t('global.unfit', { action: t('global.answer') }))).toBeVisible();
    await user.page.keyboard.press('Control+Alt+a');
    await expect(keysOf('answer')).toHaveText('Ctrl+Alt+A');
    for (const [action, keys] of [
      ['hangUp', 'Control+Alt+h'],
      ['mute', 'Control+Alt+m'],
      ['dialSelection', 'F8'],
    ] as const) {
      await keysOf(action).click();
      await expect(keysOf(action)).toHaveText(t('global.press'));
      await user.page.keyboard.press(keys);
    }
    await user.hasKept({
      globalShortcuts: {
        answer: 'Control+Alt+A',
        hangUp: 'Control+Alt+H',
        mute: 'Control+Alt+M',
        dialSelection: 'F8',
        show: '',
      },
    });
  });

  await test.step('keys that another program has are told: the window manager has these', async () => {
    await user.page.evaluate((globalShortcuts) => window.host?.invoke('settings.save', { globalShortcuts }), {
      answer: 'Control+Alt+A',
      hangUp: 'Control+Alt+H',
      mute: 'Control+Alt+M',
      dialSelection: 'F8',
      show: 'Control+Alt+Left',
    });
    await expect(row('show')).toContainText(t('global.taken'));
    await expect(row('answer')).not.toContainText(t('global.taken'));
    await keysOf('show').click();
    await user.page.keyboard.press('Backspace');
    await expect(keysOf('show')).toHaveText(t('global.none'));
    await expect(row('show')).not.toContainText(t('global.taken'));
  });

  const program = await display.openOtherProgram(other, '030123456');
  /** Each is in force again once the last change is kept. */
  await expect
    .poll(() =>
      phone.app.evaluate(({ globalShortcut }) =>
        ['Control+Alt+A', 'Control+Alt+H', 'Control+Alt+M', 'F8'].filter((keys) => globalShortcut.isRegistered(keys)),
      ),
    )
    .toHaveLength(4);
  const holdsMediaKeys = () =>
    phone.app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('MediaPlayPause'));

  await test.step('answered, muted, ended', async () => {
    expect(await holdsMediaKeys()).toBe(false);
    const call = practice.exchange.call(practice.user, caller);
    await expect.poll(async () => (await tray.icon()).tooltip).toContain(caller.name);
    await display.press('ctrl+alt+a');
    await expect.poll(() => call.state).toBe('answered');
    await display.press('ctrl+alt+m');
    await expect
      .poll(async () => (await tray.icon()).tooltip)
      .toContain(t('tray.status.muted', { caller: 'Ada Lovelace (2002)' }));
    expect((await display.activeWindow())?.title, 'nothing took the keyboard').toBe(other);
    await display.press('ctrl+alt+h');
    await expect.poll(() => call.end?.by).toBe('phone');
  });

  await test.step('the media keys, as long as there is a call', async () => {
    const call = practice.exchange.call(practice.user, caller);
    await expect.poll(holdsMediaKeys).toBe(true);
    await display.press('XF86AudioPlay');
    await expect.poll(() => call.state).toBe('answered');
    await display.press('XF86AudioStop');
    await expect.poll(() => call.end?.by).toBe('phone');
    await expect.poll(holdsMediaKeys).toBe(false);
  });

  await test.step('the number that is marked', async () => {
    await display.markText(other);
    await display.press('F8');
    await expect.poll(async () => (await display.activeWindow())?.title).toBe(t('app.name'));
    await expect(user.page.getByRole('dialog')).toContainText('030123456');
  });
  await program.stop();
});
