import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('without a microphone a call is not made, and the sentence says why', async ({ launch, practice }) => {
  const { user } = await launch({ microphone: 'missing' });
  await user.signIn(practice);
  let invites = 0;
  practice.exchange.on('message', ({ direction, text }) => {
    if (direction === 'in' && text.startsWith('INVITE ')) invites += 1;
  });
  await user.dial('600');
  const { word, sentence } = await user.result();
  expect(word).toBe(t('end.no-microphone.missing'));
  expect(sentence).toBe(t('end.no-microphone.missing.text'));
  expect(invites).toBe(0);
});

test('without a microphone an incoming call is not taken as if it were well', async ({ launch, practice }) => {
  const { user } = await launch({ microphone: 'missing' });
  await user.signIn(practice);
  const call = practice.exchange.call(practice.user, { name: 'Ada Lovelace', number: '2002' });
  await user.ringing.getByRole('button', { name: t('call.answer') }).click();
  const { word } = await user.result();
  expect(word).toBe(t('end.no-microphone.missing'));
  await expect.poll(() => call.end?.status).toBe(480);
});
