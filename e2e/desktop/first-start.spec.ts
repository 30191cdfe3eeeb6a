import { hearsTone } from '../calls/call-specs';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

test('Try it now: a first call within the first minute, and what is left of it after a restart', async ({ launch }) => {
  const first = await launch();
  const { user } = first;
  await user.practise();

  await user.dial('600');
  await user.isTalking();
  await hearsTone(first);
  await user.hangUp();
  await user.open('history');
  await expect(user.history).toContainText('600');
  await first.quit();

  // The practice account was for the session, the history is not.
  const second = await launch();
  await expect(second.user.button(t('signin.practice'))).toBeVisible();
  await second.user.practise();
  await second.user.open('history');
  await expect(second.user.history).toHaveCount(1);
});

test('650 calls back, and the call back is a real one', async ({ launch }) => {
  const phone = await launch();
  const { user } = phone;
  await user.practise();
  await user.dial('650');
  // It hangs up by itself and calls 5 s later.
  await expect(user.ringing).toBeVisible({ timeout: 20_000 });
  await user.ringing.getByRole('button', { name: t('call.answer') }).click();
  await user.isTalking();
  await hearsTone(phone);
});
