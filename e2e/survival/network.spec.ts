/** The network goes and comes back for real: Asterisk lives behind cables that are pulled in the middle of a call. */
import { startAsterisk, type Asterisk } from '../fixtures/asterisk';
import { noFarNetwork, openFarNetwork, type FarNetwork } from '../fixtures/far-network';
import { recordSound, type Gap, type Recording } from '../fixtures/gaps';
import { expect, test as base, type Launch } from '../fixtures/index';
import { asteriskPbx, type Pbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';
import { isRenewed, lastSaid, measured, saysAfter, theirHangUpArrives, type Phone } from './fixture';

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

// Outages take their time, and a busy machine takes more.
test.describe.configure({ timeout: 90_000 });

const why = await noFarNetwork();
test.skip(why !== null, why ?? '');

/** The phone may look up the server behind the cables, and nothing else. */
const mayReach = ({ server }: Pbx) => [
  `--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE ${new URL(server).hostname}`,
];
/** DESIGN.md and the issue: the sound is back within 3 s of the network. */
const soundBackMs = 3_000;

/** The last gap ended soon enough after the network was there. */
function isBack(gaps: readonly Gap[], since = 0, within = soundBackMs): void {
  const back = (gaps.at(-1)?.to ?? 0) - since;
  measured('network → sound', back);
  expect(back, 'ms from the network to the sound').toBeLessThan(within);
}

/** Talks to the tone of 601 while `happens`; the call lives on, and both sides still reach each other at its end. */
async function talkThrough(
  { launch, pbx, asterisk }: { launch: Launch; pbx: Pbx; asterisk: Asterisk },
  happens: (phone: Phone, sound: Recording) => Promise<void>,
): Promise<Gap[]> {
  const phone = await launch({ args: mayReach(pbx) });
  const { user, window } = phone;
  await user.signIn(pbx);
  await user.dial('601');
  await user.isTalking();
  const sound = await recordSound(window);
  await sound.sounding();

  const began = Date.now();
  await happens(phone, sound);

  await sound.sounding();
  await expect(user.state).toContainText(t('state.on-call'), { timeout: 20_000 });
  // Also where the connection held, the way of the sound may be another: then the call was offered anew.
  const reconnected = await lastSaid(phone, /registering → ready/);
  if (reconnected > began) await isRenewed(phone, reconnected);
  await sound.sounding();
  const gaps = await sound.stop();
  // It is the same call on both sides, and the switch reaches the phone: its BYE arrives.
  await theirHangUpArrives(phone, asterisk);
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
    plugged = Date.now();
    await network.plug();
  });
  isBack(gaps, plugged);
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
    mended = Date.now();
    await network.mendPath();
  });
  isBack(gaps, mended);
});

test('this machine gets another address: the sound is back within 3 s', async ({ launch, pbx, network, asterisk }) => {
  let changed = 0;
  const gaps = await talkThrough({ launch, pbx, asterisk }, async (_, sound) => {
    changed = Date.now();
    await network.changeAddress();
    await sound.silent();
  });
  isBack(gaps, changed);
});

test('a tunnel comes up and goes down: the call and its sound stay', async ({ launch, pbx, network, asterisk }) => {
  const moments: number[] = [];
  const gaps = await talkThrough({ launch, pbx, asterisk }, async (phone, sound) => {
    const change = async (how: () => Promise<void>) => {
      const at = Date.now();
      moments.push(at);
      await how();
      await saysAfter(phone, at, /the addresses of this computer have changed/);
      await sound.sounding();
      await expect(phone.user.state).toContainText(t('state.on-call'), { timeout: 20_000 });
    };
    await change(() => network.plug('second'));
    await change(async () => {
      await network.unplug('second');
      await network.routeBy('cable');
    });
  });
  for (const gap of gaps) {
    isBack(
      [gap],
      moments.findLast((at) => at <= gap.to),
    );
  }
});

test('the sound alone is lost on its way: said by its cause, a new way is sought, and it is back once packets pass', async ({
  launch,
  pbx,
  network,
  asterisk,
}) => {
  let passing = 0;
  const gaps = await talkThrough({ launch, pbx, asterisk }, async (phone, sound) => {
    const at = Date.now();
    await network.loseSound(true);
    await expect(phone.user.page.getByText(t('notice.media.title')).first()).toBeVisible({ timeout: 15_000 });
    await sound.silent();
    // A new way is sought without being asked for.
    await isRenewed(phone, at);
    passing = Date.now();
    await network.loseSound(false);
  });
  // Nothing tells of that: a new way is tried every 3 s.
  isBack(gaps, passing, 6_000);
});

test('answered, but no way for the sound: said by its cause, and it comes once packets pass', async ({
  launch,
  pbx,
  network,
}) => {
  const { user, window } = await launch({ args: mayReach(pbx) });
  await user.signIn(pbx);
  await network.loseSound(true);
  try {
    await user.dial('601');
    await expect(user.page.getByText(t('notice.media.title')).first()).toBeVisible({ timeout: 20_000 });
    await expect(user.state).toContainText(t('state.on-call'));
  } finally {
    await network.loseSound(false);
  }
  await expect(user.page.getByText(t('notice.media.title'))).toHaveCount(0, { timeout: 40_000 });
  const sound = await recordSound(window);
  await sound.sounding();
  await sound.stop();
  await user.hangUp();
});

test('sound that does not come back: the call ends at the limit of the settings, and says so', async ({
  launch,
  pbx,
  network,
  asterisk,
}) => {
  const phone = await launch({ args: mayReach(pbx) });
  const { user } = phone;
  await user.signIn(pbx);
  const limit = await phone.window.evaluate(() => window.host?.invoke('settings.save', { interruptionLimit: 6 }));
  expect(limit).toMatchObject({ ok: true });
  await user.dial('601');
  await user.isTalking();
  // Lost before it was ever there, it would be another trouble.
  const sound = await recordSound(phone.window);
  await sound.sounding();
  await sound.stop();
  await network.loseSound(true);
  try {
    await expect(user.page.getByText(t('notice.media.title')).first()).toBeVisible({ timeout: 15_000 });
    await expect(user.call).toContainText(t('end.interrupted'), { timeout: 20_000 });
    await expect(user.call).toContainText(t('end.interrupted.text'));
  } finally {
    await network.loseSound(false);
  }
  // The signalling was well all the time: the switch was told.
  await expect.poll(() => asterisk.channels()).toEqual([]);
  await user.isReady();
});
