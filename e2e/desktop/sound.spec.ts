/** What is offered as sound, what is wrong with it, and what the two sides agree on. */
import { ManualClock, type IncomingCall } from '../../main/exchange/index';
import { expect, test } from '../fixtures/index';
import { hearsTone } from '../calls/call-specs';
import { codecOrder } from '../calls/codec-order';
import { practicePbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';

test('sound formats in the order of the settings, Opus as set', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  const offered = async () => {
    const begun = practice.exchange.once('call');
    await user.dial('600');
    const [call] = await begun;
    await user.isTalking();
    await user.hangUp();
    return (call as IncomingCall).request.body;
  };
  expect(codecOrder(await offered())).toEqual(['opus', 'G722', 'PCMU', 'PCMA']);

  await user.openSettings('sound');
  await user.page.getByRole('button', { name: t('signin.advanced') }).click();
  const formats = user.page.getByRole('list', { name: t('codec.title') });
  await formats.getByRole('button', { name: t('order.up', { name: t('codec.pcma') }) }).press('Enter');
  await formats.getByRole('switch', { name: t('codec.g722') }).press('Enter');
  await user.page.getByLabel(t('opus.bitrate'), { exact: true }).selectOption('16');
  await user.page.getByLabel(t('opus.packet-time'), { exact: true }).selectOption('40');
  await user.page.getByRole('switch', { name: t('opus.dtx') }).click();
  const sdp = await offered();
  expect(codecOrder(sdp)).toEqual(['opus', 'PCMA', 'PCMU']);
  expect(sdp).toMatch(/^a=fmtp:\d+ .*maxaveragebitrate=16000/m);
  expect(sdp).toMatch(/^a=fmtp:\d+ .*usedtx=1/m);
  expect(sdp).toMatch(/^a=ptime:40\s*$/m);
});

test('nothing comes from the other side, nothing from the own microphone: said, with what to do, and taken back', async ({
  launch,
  practice,
}) => {
  const { user } = await launch({ tone: 0 });
  await user.signIn(practice);
  const begun = practice.exchange.once('call');
  await user.dial('601');
  const [call] = await begun;
  await user.isTalking();
  await expect(user.news).toContainText(t('warning.silent-microphone.title'), { timeout: 25_000 });
  await expect(user.news.getByRole('button', { name: t('warning.silent-microphone.do') })).toBeVisible();
  await user.button(t('call.mute')).click();
  await expect(user.news).toHaveCount(0, { timeout: 15_000 });

  await call.play('silence');
  await expect(user.news.filter({ hasText: t('warning.nothing-received.title') })).toBeVisible({ timeout: 20_000 });
  await call.play({ pieces: [{ frequencies: [1004], ms: 1_000 }], repeat: true });
  await expect(user.news).toHaveCount(0, { timeout: 20_000 });
});

test('the strongest digest, a session that is kept alive from either side', async ({ launch }) => {
  const clock = new ManualClock();
  const pbx = await practicePbx({ clock, algorithms: ['SHA-256', 'MD5'] });
  const { exchange } = pbx;
  const requests: string[] = [];
  exchange.on('message', ({ direction, text }) => {
    if (direction === 'in') requests.push(text);
  });
  const { user } = await launch();
  await user.signIn(pbx);
  expect(requests.find((text) => /^REGISTER[^]*^Authorization:/im.test(text))).toMatch(/algorithm="?SHA-256/);

  await user.dial('618');
  await user.isTalking();
  const answered = exchange.once(
    'message',
    ({ direction, text }) => direction === 'in' && /^CSeq: \d+ UPDATE/im.test(text),
  );
  // Half of 90 s: the exchange refreshes.
  clock.advance(46_000);
  const [{ text }] = await answered;
  expect(text).toMatch(/^SIP\/2\.0 200 /);
  await user.isTalking();
  await user.hangUp();
  await pbx.close();
});

test('a headset chosen in a call, unplugged and plugged in again: the call moves, and that is said', async ({
  launch,
  practice,
}) => {
  const phone = await launch();
  const { user } = phone;
  await user.signIn(practice);
  await user.dial('600');
  await user.isTalking();
  const [microphone, speaker] = ['Fake Audio Input 2', 'Fake Audio Output 2'];
  const chosen = t('call.sound');
  await user.button(chosen).click();
  const sheet = user.page.getByRole('dialog', { name: chosen });
  await sheet.getByLabel(t('sound.microphone'), { exact: true }).selectOption({ label: microphone });
  await sheet.getByLabel(t('sound.speaker'), { exact: true }).selectOption({ label: speaker });
  await user.page.keyboard.press('Escape');
  const element = user.page.locator('audio[data-call]');
  const sink = () => element.evaluate((audio: HTMLAudioElement) => audio.sinkId);
  await expect.poll(sink).not.toBe('');
  const headset = await sink();
  await hearsTone(phone);

  /** The browser's own list without these, as if they were pulled out. */
  const plug = (unplugged: readonly string[]) =>
    user.page.evaluate((labels) => {
      const { mediaDevices } = navigator;
      const enumerate = () => MediaDevices.prototype.enumerateDevices.call(mediaDevices);
      mediaDevices.enumerateDevices = async () => (await enumerate()).filter(({ label }) => !labels.includes(label));
      mediaDevices.dispatchEvent(new Event('devicechange'));
    }, unplugged);
  await plug([microphone, speaker]);
  const said = (text: string) => expect(user.page.getByText(text).first()).toBeVisible();
  await said(t('device.instead.speaker', { before: speaker, device: '' }).split('.')[0]!);
  await said(t('device.instead.microphone', { before: microphone, device: '' }).split('.')[0]!);
  await expect.poll(sink).not.toBe(headset);
  await hearsTone(phone);
  await plug([]);
  await expect.poll(sink).toBe(headset);
  await said(t('device.returned.microphone', { device: microphone }));
  await hearsTone(phone);
});
