/** The network goes and comes back for real: Asterisk lives behind cables that are pulled in the middle of a call. */
import { startAsterisk, type Asterisk } from '../fixtures/asterisk';
import { noFarNetwork, openFarNetwork, type FarNetwork } from '../fixtures/far-network';
import { recordSound, type Gap, type Recording } from '../fixtures/gaps';
import { expect, test as base, type Launch } from '../fixtures/index';
import { asteriskPbx, type Pbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';

interface Worker {
  network: FarNetwork;
  asterisk: Asterisk;
}

const test = base.extend<object, Worker>({
  network: [
    async ({ browserName: _ }, use) => {
      const network = await openFarNetwork();
      await use(network);
      await network.close();
    },
    { scope: 'worker' },
  ],
  asterisk: [
    async ({ network }, use) => {
      const asterisk = await startAsterisk(network);
      await use(asterisk);
      await asterisk.stop();
    },
    { scope: 'worker' },
  ],
  pbx: async ({ asterisk }, use, testInfo) => {
    const pbx = asteriskPbx(asterisk, 'ws');
    await use(pbx);
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('Asterisk', { body: await asterisk.log(), contentType: 'text/plain' });
    await pbx.close();
  },
});

const why = await noFarNetwork();
test.skip(why !== null, why ?? '');

/** The phone may look up the server behind the cables, and nothing else. */
const mayReach = ({ server }: Pbx) => [
  `--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE ${new URL(server).hostname}`,
];
/** DESIGN.md and the issue: the sound is back within 3 s of the network. */
const soundBackMs = 3_000;

/** Talks to the tone of 601 while `happens`; the call lives on, and both sides still reach each other at its end. */
async function talkThrough(
  { launch, pbx, asterisk }: { launch: Launch; pbx: Pbx; asterisk: Asterisk },
  happens: (phone: Awaited<ReturnType<Launch>>, sound: Recording) => Promise<void>,
): Promise<Gap[]> {
  const phone = await launch({ args: mayReach(pbx) });
  const { user, window } = phone;
  await user.signIn(pbx);
  await user.dial('601');
  await user.isTalking();
  const sound = await recordSound(window);
  await sound.sounding();

  await happens(phone, sound);

  await sound.sounding();
  await expect(user.state).toContainText(t('state.on-call'), { timeout: 20_000 });
  const gaps = await sound.stop();
  // It is the same call on both sides, and the switch reaches the phone: its BYE arrives.
  await asterisk.command('channel request hangup all');
  await expect(user.call).toContainText(t('end.hung-up.them'));
  return gaps;
}

test('the cable is out for some seconds: the sound is back within 3 s of the cable', async ({
  launch,
  pbx,
  network,
  asterisk,
}) => {
  let plugged = 0;
  const gaps = await talkThrough({ launch, pbx, asterisk }, async ({ user }, sound) => {
    await network.unplug();
    await sound.silent();
    await expect(user.state).not.toContainText(t('state.on-call'));
    await network.plug();
    plugged = Date.now();
  });
  expect(gaps).toHaveLength(1);
  expect(gaps[0]!.to - plugged, 'ms from the cable to the sound').toBeLessThan(soundBackMs);
});

test('the path breaks unseen for some seconds: the sound is back within 3 s of the path', async ({
  launch,
  pbx,
  network,
  asterisk,
}) => {
  let mended = 0;
  const gaps = await talkThrough({ launch, pbx, asterisk }, async ({ user }, sound) => {
    await network.breakPath();
    await sound.silent();
    // Nobody tells: the silence of the server has to be noticed.
    await expect(user.state).not.toContainText(t('state.on-call'), { timeout: 12_000 });
    await network.mendPath();
    mended = Date.now();
  });
  expect(gaps.at(-1)!.to - mended, 'ms from the path to the sound').toBeLessThan(soundBackMs);
});

test('this machine gets another address: the sound is back within 3 s', async ({ launch, pbx, network, asterisk }) => {
  let changed = 0;
  const gaps = await talkThrough({ launch, pbx, asterisk }, async (_, sound) => {
    await network.changeAddress();
    changed = Date.now();
    await sound.silent().catch(() => undefined);
  });
  expect(gaps.at(-1)?.to ?? changed, 'ms from the address to the sound').toBeLessThan(changed + soundBackMs);
});

test('a tunnel comes up and goes down: the sound is back within 3 s each time', async ({
  launch,
  pbx,
  network,
  asterisk,
}) => {
  const moments: number[] = [];
  const gaps = await talkThrough({ launch, pbx, asterisk }, async ({ user }, sound) => {
    await network.plug('second');
    moments.push(Date.now());
    await sound.sounding();
    await expect(user.state).toContainText(t('state.on-call'));
    await network.unplug('second');
    await network.routeBy('cable');
    moments.push(Date.now());
    await sound.silent().catch(() => undefined);
  });
  for (const gap of gaps) {
    const moment = moments.findLast((at) => at <= gap.to) ?? 0;
    expect(gap.to - moment, 'ms from the change to the sound').toBeLessThan(soundBackMs);
  }
});

test('only the sound is lost on its way: said by its cause, and back within 3 s once packets pass', async ({
  launch,
  pbx,
  network,
  asterisk,
}) => {
  let passing = 0;
  const gaps = await talkThrough({ launch, pbx, asterisk }, async ({ user }, sound) => {
    await network.loseSound(true);
    await sound.silent();
    await expect(user.page.getByText(t('notice.media.title')).first()).toBeVisible({ timeout: 15_000 });
    await network.loseSound(false);
    passing = Date.now();
  });
  expect(gaps.at(-1)!.to - passing, 'ms from the first packet let through to the sound').toBeLessThan(soundBackMs);
});

test('the server is killed in a call and started again: registered within a second or two, the call is not left hanging', async ({
  launch,
  pbx,
  asterisk,
}) => {
  const { user } = await launch({ args: mayReach(pbx) });
  await user.signIn(pbx);
  await user.dial('601');
  await user.isTalking();
  process.kill(await asterisk.pid(), 'SIGKILL');
  await expect(user.state).not.toContainText(t('state.on-call'));
  await asterisk.restart();
  // The new server knows nothing of the call: it says so, and the call ends in words.
  await user.isReady();
  await expect.poll(() => pbx.registrations()).toBe(1);
});
