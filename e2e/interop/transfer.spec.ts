import type { AdapterPhone } from '../fixtures/adapter-phone';
import { hearsTone } from '../calls/call-specs';
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

async function answers(phone: AdapterPhone): Promise<string> {
  const { callId } = await phone.hears('incoming');
  phone.line.accept(callId);
  await phone.callIs(callId, 'established');
  return callId;
}

test('a call is passed on, without asking and after asking; refused, the caller is back', async ({
  signedIn,
  adapter,
  asterisk,
}) => {
  test.setTimeout(120_000);
  const phone = await signedIn('1001');
  const { user: alice } = phone;
  const { user: bob } = await signedIn('1002');
  const carol = await adapter('1003');

  await bob.dial('1001');
  await expect(alice.ringing).toContainText('Bob Two');
  await alice.answer();
  await bob.isTalking();

  await test.step('to a number that is not known: why, and back with the caller, who is heard', async () => {
    await alice.transfer('1999');
    await expect(alice.news).toContainText(t('transfer.failed.title', { to: '1999' }));
    await expect(alice.news).toContainText(
      t('transfer.failed.text', { why: t('transfer.why.not-found'), name: 'Bob Two' }),
    );
    await expect(alice.button(t('call.hold'))).toHaveAttribute('aria-pressed', 'false');
    await hearsTone(phone);
  });

  await test.step('without asking: who answers has the caller, and we are free', async () => {
    await alice.transfer('1003');
    const callId = await answers(carol);
    const { word, sentence } = await alice.result('Bob Two');
    expect([word, sentence]).toEqual([t('end.transferred'), t('end.transferred.text', { known: 'yes', to: '1003' })]);
    await bob.isTalking();
    await bob.hangUp();
    await carol.callIs(callId, 'bye');
  });

  await test.step('after asking: refused once, answered then, swapped, connected', async () => {
    await bob.dial('1001');
    await alice.answer();
    await alice.askFirst('1003');
    const refused = await carol.hears('incoming');
    await expect(alice.card(alice.consultation, '1003')).toContainText(t('call.remote-ringing'));
    carol.line.reject(refused.callId, 486);
    await expect(alice.consultation).toBeHidden();
    await expect(alice.call).toContainText('Bob Two');
    // The caller is taken back without being asked for.
    await expect(alice.button(t('call.hold'))).toHaveAttribute('aria-pressed', 'false');

    await alice.askFirst('1003');
    const callId = await answers(carol);
    const asked = alice.card(alice.consultation, 'Carol Three');
    const caller = alice.card(alice.consultation, 'Bob Two');
    await expect(asked).toContainText(t('consult.talking'));
    await expect(caller).toContainText(t('call.on-hold'));
    await alice.button(t('call.swap')).click();
    await expect(caller).toContainText(t('consult.talking'));
    await expect(asked).toContainText(t('call.on-hold'));
    await alice.connect();
    await expect(alice.consultation).toBeHidden();
    await expect(alice.state).toContainText(t('state.ready'));
    await bob.isTalking();
    carol.line.bye(callId);
    await expect(bob.call).toContainText(t('end.hung-up.them'));
    await expect.poll(() => asterisk.channels()).toEqual([]);
  });
});
