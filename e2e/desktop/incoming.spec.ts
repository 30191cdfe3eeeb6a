import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';
import { replace, soundRequest, write, type Addressee, type Parts } from '../malformed/message';

/** As a switch offers it that knows nothing of BUNDLE: one audio line needs no group. */
const offer =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n' +
  'a=rtpmap:111 opus/48000/2\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n' +
  'a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n' +
  'a=setup:actpass\r\na=rtcp-mux\r\na=sendrecv\r\n';

function cancelOf(invite: Parts): Parts {
  const bare = { ...invite, start: invite.start.replace('INVITE', 'CANCEL'), body: '' };
  const numbered = replace(bare, 'CSeq', 'CSeq: 1 CANCEL');
  return replace(replace(numbered, 'Content-Type', null), 'Content-Length', 'Content-Length: 0');
}

test('an offer without a BUNDLE group rings', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  const to: Addressee = practice;
  const invite = soundRequest('INVITE', to, offer);
  practice.exchange.sendRaw(practice.user, write(invite));
  await expect(user.ringing).toContainText('Mallory');
  practice.exchange.sendRaw(practice.user, write(cancelOf(invite)));
  await expect(user.ringing).toBeHidden();
});

test('a caller who gives up in the same breath is a missed call: notification, tray, history', async ({
  desk,
  launch,
  practice,
}) => {
  const phone = await launch();
  const { user } = phone;
  await user.signIn(practice);
  await desk.display.closeWindow(t('app.name'));
  await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
  const invite = soundRequest('INVITE', practice, offer);
  practice.exchange.sendRaw(practice.user, write(invite));
  practice.exchange.sendRaw(practice.user, write(cancelOf(invite)));

  await expect.poll(async () => (await desk.tray.icon()).tooltip).toContain(t('tray.status.missed', { count: 1 }));
  await expect
    .poll(() => desk.notifications.received.map(({ summary }) => summary))
    .toContain(t('notification.missed.title'));
  await user.open('history');
  await expect(user.history).toContainText(t('end.missed'));
  await expect(user.history).toContainText('Mallory');
});
