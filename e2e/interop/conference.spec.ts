import { loudness } from '../fixtures/tone';
import { t } from '../fixtures/words';
import type { User } from '../fixtures/user';
import { expect, test } from './fixture';

const tones = { alice: 1004, bob: 700, carol: 1500 };

/** Which of the three are heard in this window: all that are wanted, and nobody else. */
async function hears({ page }: User, ...wanted: (keyof typeof tones)[]): Promise<void> {
  await expect(async () => {
    const levels = await loudness(page, Object.values(tones));
    const heard = Object.keys(tones).filter((_, index) => (levels[index] ?? -Infinity) > -45);
    expect(heard, levels.join(', ')).toEqual(wanted);
  }).toPass({ timeout: 30_000 });
}

test('a conference of three phones: each hears the others and never itself; left, the two go on', async ({
  signedIn,
  asterisk,
}) => {
  test.setTimeout(120_000);
  const { user: bob } = await signedIn('1002', tones.bob);
  const { user: carol } = await signedIn('1003', tones.carol);
  const { user: alice } = await signedIn('1001', tones.alice);

  await alice.dial('1002');
  await bob.answer();
  await alice.isTalking();
  await alice.addCall('1003');
  await carol.answer();
  await alice.isTalking();
  await alice.join();
  await Promise.all([hears(alice, 'bob', 'carol'), hears(bob, 'alice', 'carol'), hears(carol, 'alice', 'bob')]);

  await test.step('one is silenced for all, and heard again', async () => {
    await alice.button(t('conference.mute', { name: 'Bob Two' })).click();
    await Promise.all([hears(carol, 'alice'), hears(alice, 'carol'), hears(bob, 'alice', 'carol')]);
    await alice.button(t('conference.unmute', { name: 'Bob Two' })).click();
    await hears(carol, 'alice', 'bob');
  });

  await test.step('left: the other two hear each other', async () => {
    await alice.button(t('conference.leave')).click();
    await expect(alice.conference).toBeHidden();
    await Promise.all([hears(bob, 'carol'), hears(carol, 'bob')]);
    await expect(alice.state).toContainText(t('state.ready'));
    await bob.hangUp();
    await expect(carol.call).toContainText(t('end.hung-up.them'));
    await expect.poll(() => asterisk.channels()).toEqual([]);
  });
});
