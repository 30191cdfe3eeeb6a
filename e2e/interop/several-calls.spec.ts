import { loudness, ownSounds } from '../fixtures/tone';
import { toneFrequency } from '../fixtures/wav';
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

/** Hz: call waiting and ringback; the two tones of Asterisk's hold music. */
const waiting = [425];
const music = [440, 554];

test('several calls: waiting with its tone, held for each other, busy beyond the limit, music while held', async ({
  signedIn,
  adapter,
  asterisk,
  pbx,
}) => {
  test.setTimeout(120_000);
  const { user } = await signedIn('1001');
  const carol = await adapter('1003');
  /** Our own tone comes back from one of the calls. */
  const hearsEcho = () =>
    expect(async () => {
      expect((await loudness(user.page, [toneFrequency], 1_500))[0]).toBeGreaterThan(-40);
    }).toPass({ timeout: 20_000 });
  await user.openSettings('calls');
  await user.page.getByLabel(t('limits.calls')).selectOption('2');

  await user.dial('600');
  await user.isTalking();
  await pbx.ring({ name: 'Ada Lovelace', number: '2002' });
  await test.step('who waits is heard in the call, softly', async () => {
    await expect(user.ringing).toContainText('Ada Lovelace');
    await expect(user.ringing).toContainText(t('ringing.second'));
    await expect(async () => {
      const [tone = -Infinity] = await ownSounds(user.page, waiting, 6_000);
      expect(tone).toBeGreaterThan(-60);
      expect(tone).toBeLessThan(-20);
    }).toPass({ timeout: 30_000 });
  });

  await test.step('answered, the first is on hold', async () => {
    await user.ringing.getByRole('button', { name: t('call.hold-and-answer') }).click();
    await expect(user.call).toContainText('Ada Lovelace');
    await user.isTalking();
    await expect(user.other('600')).toContainText(t('call.on-hold'));
    await hearsEcho();
  });

  await test.step('beyond the limit callers hear busy', async () => {
    carol.line.invite('too-many', '1001');
    expect((await carol.callIs('too-many', 'rejected')).status).toBe(486);
    await expect(user.ringing).toBeHidden();
  });

  await test.step('all are held, and taken back', async () => {
    await user.holdAll();
    await expect(user.state).toContainText(t('state.on-hold'));
    await user.button(t('call.on-hold')).click();
    await hearsEcho();
    await pbx.hangUp();
    await expect.poll(() => asterisk.channels()).toEqual([]);
  });

  await test.step('who holds the other side gives them the music of the switch', async () => {
    carol.line.invite('held', '1001');
    await user.answer();
    await carol.callIs('held', 'established');
    await expect.poll(async () => (await asterisk.channels()).length).toBe(2);
    await user.hold();
    await expect.poll(() => asterisk.log()).toMatch(/Started music on hold/);
    await user.button(t('call.on-hold')).click();
    await expect.poll(() => asterisk.log()).toMatch(/Stopped music on hold/);
    await user.hangUp();
    await carol.callIs('held', 'bye');
  });

  await test.step('music is heard', async () => {
    await user.dial('608');
    await user.isTalking();
    await expect(async () => {
      for (const level of await loudness(user.page, music)) expect(level).toBeGreaterThan(-40);
    }).toPass({ timeout: 20_000 });
    await user.hangUp();
  });
});
