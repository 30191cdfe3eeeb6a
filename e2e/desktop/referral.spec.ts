/** Orders to call somebody else (REFER), and calls that take the place of others (Replaces). */
import { AdapterPhone } from '../fixtures/adapter-phone';
import { expect, test } from '../fixtures/index';
import type { PracticePbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';

/** Another phone of the same exchange, without a window. */
function colleague({ exchange, server, domain }: PracticePbx, index: number): Promise<AdapterPhone> {
  const account = exchange.accounts[index];
  if (!account) throw new Error('too few accounts');
  return AdapterPhone.ready({ ...account, server, domain });
}

test('who is asked to call somebody else decides; out of a call it is refused', async ({ launch, practice }) => {
  const { exchange, domain } = practice;
  const { user } = await launch();
  await user.signIn(practice);
  const bob = await colleague(practice, 1);
  const carol = await colleague(practice, 2);

  await test.step('without a call: refused, and nobody is called', async () => {
    const answered = exchange.once(
      'message',
      ({ direction, text }) => direction === 'in' && text.includes('toll-fraud'),
    );
    exchange.sendRaw(
      practice.user,
      [
        `REFER sip:${practice.user}@${domain} SIP/2.0`,
        'Via: SIP/2.0/WS 127.0.0.1;branch=z9hG4bKtoll-fraud',
        `From: <sip:mallory@${domain}>;tag=1`,
        `To: <sip:${practice.user}@${domain}>`,
        'Call-ID: toll-fraud',
        'CSeq: 1 REFER',
        `Refer-To: <sip:600@${domain}>`,
        `Contact: <sip:mallory@127.0.0.1>`,
        'Max-Forwards: 70',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
    const [{ text }] = await answered;
    expect(text).toMatch(/^SIP\/2\.0 (?:403|405|481|603) /);
    expect(exchange.calls()).toHaveLength(0);
  });

  bob.line.invite('first', practice.user);
  await user.answer();
  await bob.callIs('first', 'established');
  const question = user.news;

  await test.step('in a call: asked, refused', async () => {
    bob.line.refer('first', { kind: 'blind', target: '600' });
    await expect(question).toContainText('600');
    await question.getByRole('button', { name: t('referral.refuse') }).click();
    expect((await bob.callIs('first', 'transfer', ({ final }) => final)).status).toBe(603);
    await user.isTalking();
  });

  await test.step('in a call: asked, agreed, and told how it went', async () => {
    bob.line.refer('first', { kind: 'blind', target: carol.user });
    await question.getByRole('button', { name: t('referral.accept') }).click();
    const { callId, from } = await carol.hears('incoming');
    expect(from.number).toBe(practice.user);
    carol.line.accept(callId);
    expect((await bob.callIs('first', 'transfer', ({ final }) => final)).status).toBe(200);
    bob.line.bye('first');
    await user.isTalking();
    await user.hangUp();
    await carol.callIs(callId, 'bye');
  });

  await test.step('another call takes the place of the one with us, without ringing', async () => {
    bob.line.invite('second', practice.user);
    await user.answer();
    await bob.callIs('second', 'established');
    const ours = bob.line.dialog('second');
    if (!ours) throw new Error('no dialog to take over');
    carol.line.invite('taking over', practice.user, { replaces: ours });
    await carol.callIs('taking over', 'established');
    await bob.hears('call', ({ id, signal }) => id === 'second' && (signal.kind === 'bye' || signal.kind === 'gone'));
    await expect(user.call).toContainText(carol.user);
    await user.isTalking();
    await user.hangUp();
  });
  bob.close();
  carol.close();
});
