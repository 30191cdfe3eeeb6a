/** What every telephone system must be able to do with the phone: the same specs for the practice exchange and Asterisk. */
import { expect, type test as fixtures } from '../fixtures/index';
import { listen } from '../fixtures/tone';
import { toneFrequency } from '../fixtures/wav';
import { t } from '../fixtures/words';
import type { RunningPhone } from '../fixtures/running-phone';

/** Our own tone has come back: its frequency within 2 %, and loud enough to be heard well. */
export async function hearsTone(phone: RunningPhone): Promise<void> {
  await expect(async () => {
    const tone = await listen(phone.window, 1_000);
    expect(Math.abs(tone.frequency - toneFrequency), `${String(tone.frequency)} Hz`).toBeLessThan(20);
    expect(tone.level, 'dB below full scale').toBeGreaterThan(-25);
  }).toPass({ timeout: 15_000 });
}

/** `the same over another transport`: only what could differ there. */
export function callSpecs(test: typeof fixtures, which: 'all' | 'the same over another transport' = 'all'): void {
  test('registers, calls the echo, hears the own tone, hangs up, keeps it in the history, unregisters', async ({
    launch,
    pbx,
  }) => {
    const phone = await launch({ env: pbx.env });
    const { user } = phone;
    await user.signIn(pbx);
    expect(await pbx.registrations()).toBe(1);

    await user.dial('600');
    await user.isTalking();
    await hearsTone(phone);
    await user.hangUp();
    await expect(user.call).toContainText(t('end.hung-up.us'));

    await user.open('history');
    await expect(user.history).toHaveCount(1);
    await expect(user.history).toContainText('600');
    await expect(user.history).toContainText(t('history.outgoing'));

    expect(await phone.quit()).toBe(0);
    await expect.poll(() => pbx.registrations()).toBe(0);
  });

  test('takes an incoming call, both hear each other', async ({ launch, pbx }) => {
    const phone = await launch({ env: pbx.env });
    const { user } = phone;
    await user.signIn(pbx);
    await pbx.ring({ name: 'Ada Lovelace', number: '2002' });

    await expect(user.ringing).toContainText('Ada Lovelace');
    await expect(user.ringing).toContainText('2002');
    await user.ringing.getByRole('button', { name: t('call.answer') }).click();
    await user.isTalking();
    await hearsTone(phone);
    await pbx.hangUp();
    await expect(user.call).toContainText(t('end.hung-up.them.text', { name: 'Ada Lovelace' }));
    await user.open('history');
    await expect(user.history).toContainText(t('history.incoming'));
  });

  if (which !== 'all') return;

  test('shows a call as missed when the caller gives up', async ({ launch, pbx }) => {
    const { user } = await launch({ env: pbx.env });
    await user.signIn(pbx);
    await pbx.ring({ name: 'Ada Lovelace', number: '2002' });
    await expect(user.ringing).toBeVisible();
    await pbx.hangUp();
    await expect(user.ringing).toBeHidden();
    await user.open('history');
    await expect(user.history).toContainText(t('end.missed'));
  });

  test('answers by itself when the caller asks for it and the user allows it', async ({ launch, pbx }) => {
    const phone = await launch({ env: pbx.env });
    const { user } = phone;
    await user.signIn(pbx);
    await user.openSettings('calls');
    await user.page.getByRole('radio', { name: t('auto-answer.on-request') }).check();
    await user.hasKept({ autoAnswer: 'on-request' });

    await pbx.ring({ name: 'Intercom', number: '2002', answerAfter: 0 });
    await user.isTalking();
    await hearsTone(phone);
  });

  test('sends the keys of the keypad', async ({ launch, pbx }) => {
    const { user } = await launch({ env: pbx.env });
    await user.signIn(pbx);
    await user.dial('606');
    await user.isTalking();
    await user.button(t('call.keypad')).click();
    const keypad = user.page.getByRole('dialog', { name: t('keypad.title') });
    for (const key of ['1', '4', '7', '0', t('keys.star'), '9', t('keys.hash')])
      await keypad.getByRole('button', { name: key, exact: true }).click();
    await expect.poll(() => pbx.digits(), { timeout: 15_000 }).toBe('1470*9');
  });

  test('says of every failure what happened', async ({ launch, pbx }) => {
    const { user } = await launch({ env: pbx.env });
    await user.signIn(pbx);
    const expected = [
      ['603', 'end.busy'],
      ['604', 'end.not-found'],
      ['605', 'end.hung-up.them'],
      ['609', 'end.forbidden'],
      ['610', 'end.unavailable'],
      ['611', 'end.overloaded'],
    ] as const;
    const sentences = new Set<string>();
    for (const [number, key] of expected) {
      await test.step(number, async () => {
        await user.dial(number);
        const { word, sentence } = await user.result(number);
        expect(word).toBe(t(key));
        expect(sentence).toBe(t(`${key}.text`, { name: number }));
        sentences.add(sentence);
      });
    }
    await test.step('602', async () => {
      await user.dial('602');
      await expect(user.call).toContainText(t('call.remote-ringing'));
      await user.hangUp();
      const { word, sentence } = await user.result('602');
      expect(word).toBe(t('end.cancelled'));
      sentences.add(sentence);
    });
    expect(sentences.size).toBe(expected.length + 1);
  });
}
