/** The way to the server dies in the middle of a call: its sound goes on, and nothing that was said is lost. */
import { startAsterisk } from '../fixtures/asterisk';
import { byWire, wireTo } from '../fixtures/cuttable';
import { longest, recordSound, type Recording } from '../fixtures/gaps';
import { asteriskPbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';
import { accountDefaults } from '../../renderer/phone/account';
import { expect, isRenewed, measured, saysAfter, talkingTo, test, theirHangUpArrives, type Phone } from './fixture';

/**
 * "The call's audio goes on": no silence. The recorder looks every 11 ms; the tone of 601 never pauses, but a busy machine
 * plays up to five packets late, so that only what is longer counts.
 */
const leastGap = 100;
/** DESIGN.md, "Two machines". */
const noticedWithin = 10_000;

// Outages take their time, and a busy machine takes more.
test.describe.configure({ timeout: 90_000 });

const longTalk = { timeout: 25_000 };

const isOnCall = ({ user }: Phone) => expect(user.state).toContainText(t('state.on-call'), longTalk);
const isInDoubt = ({ user }: Phone) => expect(user.state).not.toContainText(t('state.on-call'), longTalk);

/** Ends the recording: silences since then, ms since the epoch. Before that, the call may just have begun. */
const silences = async (sound: Recording, since: number) =>
  (await sound.stop(leastGap)).filter(({ to }) => to >= since);

test('the connection is closed in a call: its sound goes on, and what the switch says afterwards arrives', async ({
  launch,
  pbx,
  wire,
  asterisk,
}) => {
  const phone = await talkingTo('601', { launch, pbx, wire });
  const sound = await recordSound(phone.window);
  await sound.sounding();
  const began = Date.now();
  for (let round = 1; round <= 2; round += 1) {
    const at = Date.now();
    wire.cut();
    measured('closed → registered', (await saysAfter(phone, at, /registering → ready/)) - at);
    await isRenewed(phone, at);
    await isOnCall(phone);
  }
  await sound.sounding();
  const gaps = await silences(sound, began);
  measured('longest silence', longest(gaps));
  expect(gaps).toEqual([]);
  await theirHangUpArrives(phone, asterisk);
});

test('the connection is half-open in a call: noticed within 10 s, the sound goes on, the call is found again', async ({
  launch,
  pbx,
  wire,
  asterisk,
}) => {
  const phone = await talkingTo('601', { launch, pbx, wire });
  const sound = await recordSound(phone.window);
  await sound.sounding();
  const at = Date.now();
  wire.pause();
  const noticed = (await saysAfter(phone, at, /ready → \w+ on timer pong-deadline/)) - at;
  measured('half-open → noticed', noticed);
  expect(noticed).toBeLessThan(noticedWithin);
  await isInDoubt(phone);
  wire.resume();
  await isRenewed(phone, at);
  await isOnCall(phone);
  await sound.sounding();
  expect(await silences(sound, at)).toEqual([]);
  await theirHangUpArrives(phone, asterisk);
});

test('the server of the account stays dead: the next of its list is taken, and the call goes on there', async ({
  launch,
  pbx,
  wire,
  asterisk,
}) => {
  const second = await wireTo(pbx.server);
  const setUp = await launch();
  const account = {
    ...accountDefaults,
    forwarding: { ...accountDefaults.forwarding },
    monitored: [],
    id: 'two-servers',
    servers: [byWire(pbx.server, wire), byWire(pbx.server, second)],
    user: pbx.user,
    authUser: '',
    domain: pbx.domain,
    displayName: '',
    expires: 300,
    iceServers: [],
    practice: false,
  };
  const kept = await setUp.window.evaluate(
    ([record, password]) => window.host?.invoke('account.save', record, password),
    [account, pbx.password] as const,
  );
  expect(kept).toMatchObject({ ok: true });
  await setUp.quit();

  const phone = await launch();
  await phone.user.isReady();
  expect([wire.connections, second.connections]).toEqual([1, 0]);
  await phone.user.dial('601');
  await phone.user.isTalking();
  const sound = await recordSound(phone.window);
  await sound.sounding();
  const at = Date.now();
  await wire.refuse();
  measured('dead → registered at the next', (await saysAfter(phone, at, /registering → ready/)) - at);
  expect(second.connections).toBe(1);
  await isRenewed(phone, at);
  await isOnCall(phone);
  await sound.sounding();
  expect(await silences(sound, at)).toEqual([]);
  await theirHangUpArrives(phone, asterisk);
  await phone.quit();
  await second.close();
});

for (const [name, isNoticed] of [
  ['that is known of', true],
  ['that nobody has noticed yet', false],
] as const) {
  test(`hung up during an outage ${name}: the switch hears of it afterwards`, async ({
    launch,
    pbx,
    wire,
    asterisk,
  }) => {
    const phone = await talkingTo('601', { launch, pbx, wire });
    expect(await asterisk.channels()).toHaveLength(1);
    const at = Date.now();
    wire.pause();
    if (isNoticed) {
      wire.cut();
      await isInDoubt(phone);
    }
    await phone.user.hangUp();
    await expect(phone.user.call).toContainText(t('end.hung-up.us'));
    // Whatever it said has gone nowhere.
    expect(await asterisk.channels()).toHaveLength(1);
    wire.resume();
    await saysAfter(phone, at, /registering → ready/);
    await expect.poll(() => asterisk.channels(), { timeout: 20_000 }).toEqual([]);
    await phone.user.isReady();
  });
}

test('the server stands still for 15 s and goes on: the call is there, and its sound', async ({
  launch,
  pbx,
  wire,
  asterisk,
}) => {
  const phone = await talkingTo('601', { launch, pbx, wire });
  const sound = await recordSound(phone.window);
  await sound.sounding();
  const pid = await asterisk.pid();
  const at = Date.now();
  process.kill(pid, 'SIGSTOP');
  try {
    await sound.silent();
    await isInDoubt(phone);
    await expect(phone.user.page.getByText(t('notice.media.title')).first()).toBeVisible({ timeout: 15_000 });
    await expect.poll(() => Date.now() - at, { timeout: 20_000, intervals: [500] }).toBeGreaterThan(15_000);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  const again = Date.now();
  measured('going on → registered', (await saysAfter(phone, again, /registering → ready/)) - again);
  await isRenewed(phone, again);
  await isOnCall(phone);
  await sound.sounding();
  measured('going on → sound', (await sound.stop()).at(-1)!.to - again);
  await theirHangUpArrives(phone, asterisk);
});

test('the server is killed in a call and started again: registered with it, and the call is not left hanging', async ({
  launch,
}) => {
  const asterisk = await startAsterisk();
  const pbx = asteriskPbx(asterisk, 'ws');
  const { user } = await launch();
  await user.signIn(pbx);
  await user.dial('601');
  await user.isTalking();
  process.kill(await asterisk.pid(), 'SIGKILL');
  await expect(user.state).not.toContainText(t('state.on-call'));
  await asterisk.restart();
  // The new server knows nothing of the call: it says so, and the call ends in words.
  await expect(user.state).toContainText(t('state.ready'), { timeout: 30_000 });
  expect(await pbx.registrations()).toBe(1);
  await asterisk.stop();
});
