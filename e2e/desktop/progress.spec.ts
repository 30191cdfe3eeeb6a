/** What is heard and read before somebody answers, and instead of an answer. */
import { expect, test } from '../fixtures/index';
import { loudness, ownSounds } from '../fixtures/tone';
import type { User } from '../fixtures/user';
import { t } from '../fixtures/words';

/** Hz: our ringback, the test tone of the exchange. */
const ringback = 425;
const far = 1004;

const hearsThem = (user: User) =>
  expect(async () => {
    expect((await loudness(user.page, [far], 1_000))[0]).toBeGreaterThan(-40);
  }).toPass({ timeout: 20_000 });
const ringsBack = async (user: User) => ((await ownSounds(user.page, [ringback], 5_500))[0] ?? -Infinity) > -50;

/** What the page says of its calls from now on. Some of it stands there for a moment only, between two looks of a test. */
async function noteWords({ page }: User): Promise<() => Promise<string>> {
  const said = await page.evaluateHandle((label) => {
    const texts = new Set<string>();
    const note = () => {
      for (const region of document.querySelectorAll(`[aria-label="${label}"]`)) texts.add(region.textContent);
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    return texts;
  }, t('call.label'));
  return () => said.evaluate((texts) => [...texts].join('\n'));
}

test('every step before the answer is said, and what comes is heard', async ({ launch, practice }) => {
  test.setTimeout(120_000);
  const { user } = await launch();
  await user.signIn(practice);

  await test.step('180: our own ringback', async () => {
    await user.dial('602');
    await expect(user.call).toContainText(t('call.remote-ringing'));
    expect(await ringsBack(user)).toBe(true);
    await user.hangUp();
  });
  const cases = [
    ['612', 'call.forwarded', 'call.remote-ringing'],
    ['613', 'call.queued'],
    ['614', 'call.progress'],
    ['615', 'call.early-media', 'call.remote-ringing'],
    ['616'],
    ['617', 'call.remote-ringing'],
  ] as const;
  for (const [number, ...words] of cases) {
    await test.step(number, async () => {
      const said = await noteWords(user);
      await user.dial(number);
      await user.isTalking();
      for (const word of words) expect(await said()).toContain(t(word));
      await hearsThem(user);
      await user.hangUp();
      await expect(user.state).toContainText(t('state.ready'));
    });
  }

  await test.step('early media: what comes, without our ringback', async () => {
    await user.dial('610');
    await expect(user.call).toContainText(t('call.early-media'));
    const [theirs = -Infinity] = await loudness(user.page, [ringback], 2_000);
    expect(theirs).toBeGreaterThan(-40);
    expect((await ownSounds(user.page, [ringback], 1_000))[0]).toBeLessThan(-60);
    await user.hangUp();
  });
});

test('redirects and refusals in words', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await test.step('sent on within the domain: followed', async () => {
    await user.dial('640');
    await user.isTalking();
    await user.hangUp();
  });
  await test.step('to several: the best first', async () => {
    await user.dial('642');
    await user.isTalking();
    await hearsThem(user);
    await user.hangUp();
  });
  await test.step('in circles: an end', async () => {
    await user.dial('643');
    expect((await user.result('643')).word).not.toBe('');
  });
  await test.step('elsewhere, when the user agrees', async () => {
    await user.dial('641');
    await user.page
      .getByRole('alertdialog')
      .getByRole('button', { name: t('redirect.follow') })
      .click();
    await expect(user.page.getByRole('alertdialog')).toBeHidden();
    expect((await user.result()).word).not.toBe(t('end.cancelled'));
  });
  for (const number of ['644', '645', '646']) {
    await test.step(number, async () => {
      await user.dial(number);
      const { word, sentence } = await user.result(number);
      expect([word, sentence]).toEqual([t('end.incompatible'), t('end.incompatible.text')]);
    });
  }
});
