import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('digits by RTP or INFO, with pauses, waits and pasted; shown in the call, and in no log', async ({
  launch,
  practice,
}) => {
  const { exchange } = practice;
  const phone = await launch();
  const { user } = phone;
  await user.signIn(practice);
  const paste = (text: string) =>
    user.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, text);
  const call = async (number: string) => {
    const begun = exchange.once('call');
    await user.dial(number);
    const [made] = await begun;
    const keys: { digit: string; how: string; at: number }[] = [];
    made.on('dtmf', (digit, how) => keys.push({ digit, how, at: performance.now() }));
    await user.isTalking();
    return { made, keys, read: () => keys.map(({ digit }) => digit).join('') };
  };

  await test.step('by RTP: a pause, a wait, a pasted sequence with a pause', async () => {
    const { keys, read } = await call('600,95w7');
    await expect.poll(read).toBe('95');
    await user.button(t('call.send-digits', { digits: '7' })).click();
    await expect.poll(read).toBe('957');
    await user.openKeypad();
    await paste('3 8,46');
    await expect(user.page.locator('[data-digits]')).toHaveText('9 5 7 3 8 4 6');
    await expect.poll(read, { timeout: 15_000 }).toBe('9573846');
    expect(new Set(keys.map(({ how }) => how))).toEqual(new Set(['rtp']));
    const at = (digit: string) => keys.find((key) => key.digit === digit)?.at ?? 0;
    expect(at('4') - at('8'), 'the pause is 2 s').toBeGreaterThan(1_800);
    await user.page.keyboard.press('Escape');
    await user.hangUp();
  });

  await test.step('by INFO, as the account wants it', async () => {
    await user.openAccount(`${practice.user}@`);
    await user.page.getByLabel(t('account.dtmf'), { exact: true }).selectOption('info');
    await user.saveAccount();
    const { keys, read } = await call('600');
    await user.openKeypad();
    await paste('9573846');
    await expect.poll(read, { timeout: 15_000 }).toBe('9573846');
    expect(new Set(keys.map(({ how }) => how))).toEqual(new Set(['info']));
    await user.page.keyboard.press('Escape');
    await user.hangUp();
  });

  const log = await phone.log();
  expect(log, 'the log has the calls').toMatch(/INVITE sip:600@/);
  expect(log).not.toContain('9573846');
  expect(log).not.toMatch(/Signal *= *[\d*#]/);
  expect(log).not.toMatch(/digits?[^\n]{0,12}\b[957]\b/i);
});
