import { hearsTone } from '../calls/call-specs';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('a call outlives the connection, and the line comes back by itself', async ({ launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  const { exchange } = practice;
  await user.signIn(practice);
  const incoming = exchange.once('call');
  await user.dial('600');
  await user.isTalking();
  const [call] = await incoming;

  const back = exchange.once('registered');
  exchange.dropSockets();
  await back;
  await user.isTalking();
  await hearsTone(phone);
  // The exchange reaches the phone over the new connection: its hang-up arrives.
  expect(call.state).toBe('answered');
  call.hangup();
  await expect(user.call).toContainText(t('end.hung-up.them'));
});

test('an exchange that cannot be reached is told in words, and tried again', async ({ launch, practice }) => {
  const { user } = await launch();
  await user.signIn(practice);
  await practice.exchange.close();
  await expect(user.state).toContainText(t('state.reconnecting'));
  await expect(user.page.getByText(t('notice.next-try', { time: '' }).trim().split(' ')[0]!).first()).toBeVisible();
  await expect(user.button(t('dial.no-line'))).toBeDisabled();
});
