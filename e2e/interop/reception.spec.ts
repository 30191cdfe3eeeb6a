/** Calls as Asterisk brings them, and what becomes of those that are not taken. */
import type { Asterisk } from '../fixtures/asterisk';
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

const ring = (asterisk: Asterisk, context: string) =>
  asterisk.manage({
    Action: 'Originate',
    Channel: `Local/1001@${context}/n`,
    CallerID: '"Ann Other" <4711>',
    Application: 'Echo',
    Async: 'true',
  });

test('who calls, sent on by whom, hidden, with a ring of its own; redirects; the first of two phones', async ({
  signedIn,
  adapter,
  asterisk,
  pbx,
}) => {
  test.setTimeout(120_000);
  const { user } = await signedIn('1001');
  const shown = async (context: string, ...expected: string[]) => {
    await ring(asterisk, context);
    for (const text of expected) await expect(user.ringing).toContainText(text);
    const style = await user.ringing.getAttribute('data-ring');
    await pbx.hangUp();
    await expect(user.ringing).toBeHidden();
    return style;
  };
  await shown('forwarded', 'Ann Other', '4711', t('call.via', { name: 'Ivy Nine' }));
  await shown('anonymous', t('party.unknown'));
  expect(await shown('alert-internal', 'Ann Other')).toBe('internal');

  for (const number of ['612', '613', '614']) {
    await test.step(number, async () => {
      await user.dial(number);
      if (number !== '614') await expect(user.call).toContainText(t('call.early-media'));
      await user.isTalking();
      await user.hangUp();
    });
  }
  await test.step('615: to another domain, only when the user agrees', async () => {
    await user.dial('615');
    const question = user.page.getByRole('alertdialog');
    await expect(question).toContainText('600@elsewhere.test');
    await question.getByRole('button', { name: t('redirect.leave') }).click();
    expect((await user.result('615')).word).toBe(t('end.cancelled'));
  });
  await test.step('of two phones that ring the first that answers has the call', async () => {
    const carol = await adapter('1003');
    const { user: bob } = await signedIn('1002');
    await user.dial('616');
    await expect(bob.ringing).toContainText('Alice One');
    const { callId } = await carol.hears('incoming');
    carol.line.accept(callId);
    await user.isTalking();
    await expect(bob.ringing).toBeHidden();
    await bob.open('history');
    await expect(bob.history.first()).toContainText(t('end.answered-elsewhere'));
    carol.line.bye(callId);
  });
});

test('forwarded by the phone, refused with a reason, and quiet: what the caller gets', async ({
  signedIn,
  adapter,
}) => {
  const { user } = await signedIn('1001');
  const carol = await adapter('1003');
  const dave = await adapter('1004');
  const refused = async (id: string) => (await dave.callIs(id, 'rejected')).status;

  await test.step('always forwarded: it rings there, and says from where', async () => {
    await user.openAccount('1001@');
    await user.page.getByLabel(t('account.forward.always'), { exact: true }).fill('1003');
    await user.saveAccount();
    await expect(user.state).toContainText(t('state.forwarding'));
    dave.line.invite('forwarded', '1001');
    const { callId, via } = await carol.hears('incoming');
    expect(via?.number).toBe('1001');
    carol.line.accept(callId);
    await dave.callIs('forwarded', 'established');
    dave.line.bye('forwarded');
    await carol.callIs(callId, 'bye');
    await user.page.getByLabel(t('account.forward.always'), { exact: true }).fill('');
    await user.saveAccount();
  });
  await test.step('busy everywhere', async () => {
    dave.line.invite('everywhere', '1001');
    await expect(user.ringing).toContainText('Dave Info');
    await user.refuse('everywhere');
    // Asterisk has one word for it.
    expect(await refused('everywhere')).toBe(486);
  });
  await test.step('do not disturb', async () => {
    await user.openSettings('calls');
    await user.page.getByRole('switch', { name: t('dnd.title') }).click();
    dave.line.invite('quiet', '1001');
    expect(await refused('quiet')).toBe(486);
    await expect(user.ringing).toBeHidden();
  });
});

test('digits as tones in the sound are read by the switch', async ({ signedIn, pbx }) => {
  const { user } = await signedIn('1006');
  await user.openAccount('1006@');
  await user.page.getByLabel(t('account.dtmf'), { exact: true }).selectOption('in-band');
  await user.saveAccount();
  await user.dial('606,1470#');
  await user.isTalking();
  await expect.poll(() => pbx.digits(), { timeout: 20_000 }).toBe('1470');
});
