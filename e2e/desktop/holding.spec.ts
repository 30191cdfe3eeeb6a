/** Hold from both sides, at once and one after the other. */
import type { SeenMessage, SipRequest } from '../../main/exchange/index';
import { expect, test } from '../fixtures/index';
import { loudness } from '../fixtures/tone';
import { toneFrequency } from '../fixtures/wav';
import { t } from '../fixtures/words';

const isReinvite = ({ method, to }: SipRequest) => method === 'INVITE' && to.tag !== undefined;

test('the first is on hold before the second is answered', async ({ launch, practice }) => {
  const { exchange } = practice;
  const { user } = await launch();
  await user.signIn(practice);
  const seen: SeenMessage[] = [];
  exchange.on('message', (message) => seen.push(message));
  const begun = exchange.once('call');
  await user.dial('600');
  const [first] = await begun;
  await user.isTalking();
  // The switch takes its time over the hold.
  exchange.faults = { request: (request) => (isReinvite(request) ? { kind: 'delay', ms: 600 } : undefined) };

  const second = exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
  await user.ringing.getByRole('button', { name: t('call.hold-and-answer') }).click();
  await second.once('answered');
  await expect(user.other('600')).toContainText(t('call.on-hold'));
  const place = (direction: 'in' | 'out', of: string, start: RegExp) =>
    seen.findIndex(({ direction: way, text }) => way === direction && text.includes(of) && start.test(text));
  const held = seen.findIndex(
    ({ direction, text }) =>
      direction === 'out' && text.includes(first.id) && /^SIP\/2\.0 200[^]*a=(?:recvonly|inactive)/.test(text),
  );
  expect(held).toBeGreaterThan(place('in', first.id, /^INVITE /));
  expect(place('in', second.id, /^SIP\/2\.0 200 /)).toBeGreaterThan(held);
});

test('hold from both sides, crossing each other, and what the other side did', async ({ launch, practice }) => {
  const { exchange } = practice;
  const { user } = await launch();
  await user.signIn(practice);
  const call = exchange.call(practice.user, {
    name: 'Ada Lovelace',
    number: '2002',
    media: { pieces: [{ frequencies: [440, 554], ms: 1_000 }], repeat: true },
    codecs: ['PCMU'],
  });
  await user.answer();
  const hearsEcho = () =>
    expect(async () => {
      expect((await loudness(user.page, [toneFrequency], 1_500))[0]).toBeGreaterThan(-45);
    }).toPass({ timeout: 30_000 });

  await test.step('they hold, with music', async () => {
    expect(await call.setHold(true)).toBe(200);
    await expect(user.call).toContainText(t('call.hold-music'), { timeout: 30_000 });
  });

  await test.step('we hold as well, and take back: they still hold', async () => {
    await user.hold();
    await expect(user.call).toContainText(t('call.held-by-both'));
    await user.button(t('call.on-hold')).click();
    await expect(user.call).toContainText(t('call.hold-music'), { timeout: 30_000 });
    // And goes on being said: the call's figures change every second meanwhile.
    const words = await user.call.evaluate(async (region: HTMLElement) => {
      const seen: string[] = [];
      for (let look = 0; look < 12; look += 1) {
        await new Promise((done) => setTimeout(done, 250));
        seen.push(region.innerText);
      }
      return seen;
    });
    for (const text of words) expect(text).toContain(t('call.hold-music'));
  });

  await test.step('they take back: both hear each other', async () => {
    await call.play('echo');
    expect(await call.setHold(false)).toBe(200);
    await expect(user.call).not.toContainText(t('call.hold-music'));
    await hearsEcho();
  });

  await test.step('our hold meets theirs: 491 both ways, and it is on hold in the end', async () => {
    let crossed: Promise<number> | null = null;
    exchange.faults = {
      request(request) {
        if (!isReinvite(request) || crossed) return undefined;
        crossed = call.reinvite('');
        return { kind: 'delay', ms: 700 };
      },
    };
    await user.hold();
    expect(await crossed).toBe(491);
    let refused = 0;
    exchange.faults = {
      request(request) {
        if (!isReinvite(request) || refused > 0) return undefined;
        refused += 1;
        return { kind: 'respond', status: 491 };
      },
    };
    await user.button(t('call.on-hold')).click();
    await expect(user.button(t('call.hold'))).toHaveAttribute('aria-pressed', 'false', { timeout: 15_000 });
    await hearsEcho();
    expect(refused).toBe(1);
  });
});
