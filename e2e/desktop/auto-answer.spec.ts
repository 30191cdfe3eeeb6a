import type { OutgoingCall } from '../../main/exchange/index';
import { expect, test } from '../fixtures/index';
import type { User } from '../fixtures/user';
import { t } from '../fixtures/words';

const asks = [['Call-Info', '<sip:practice.invalid>;answer-after=0']] as [string, string][];

/** An automatic answer comes after a short tone; for as long as that could take, and longer, this one must go on ringing. */
async function ringsOn(call: OutgoingCall): Promise<void> {
  expect(await call.wait(1_500)).toBe(true);
  expect(call.state).toBe('ringing');
}

async function choose(user: User, mode: 'off' | 'on-request' | 'all'): Promise<void> {
  await user.openSettings('calls');
  await user.page.getByRole('radio', { name: t(`auto-answer.${mode}`) }).check();
  await user.hasKept({ autoAnswer: mode });
}

test('answers nothing, everything, or what asks for it, as the user chose', async ({ desk, launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  const { exchange } = practice;
  await user.signIn(practice);
  /** Hidden: the decision must not need a window. */
  const hide = async () => {
    await desk.display.closeWindow(t('app.name'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
  };
  const show = () => desk.tray.activate();

  await test.step('off: it rings, also when the caller asks', async () => {
    const call = exchange.call(practice.user, { number: '2002', headers: asks });
    const card = await phone.card();
    await expect(card.getByRole('button', { name: t('call.answer') })).toBeVisible();
    await ringsOn(call);
    call.hangup();
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(false);
  });

  await test.step('on request', async () => {
    await choose(user, 'on-request');
    await hide();
    const plain = exchange.call(practice.user, { number: '2002' });
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(true);
    await ringsOn(plain);
    plain.hangup();
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(false);

    const asking = exchange.call(practice.user, { number: '2002', headers: asks });
    await asking.once('answered');
    asking.hangup();
    await show();
  });

  await test.step('all, but never during another call', async () => {
    await choose(user, 'all');
    await hide();
    const first = exchange.call(practice.user, { number: '2002' });
    await first.once('answered');
    const second = exchange.call(practice.user, { number: '2003', headers: asks });
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(true);
    await ringsOn(second);
    second.hangup();
    first.hangup();
    await expect.poll(async () => (await phone.windowState('card')).visible).toBe(false);
  });

  await test.step('never with do not disturb', async () => {
    await desk.tray.choose(t('tray.doNotDisturb'), t('tray.doNotDisturb.1-hour'));
    await expect
      .poll(async () => (await desk.tray.icon()).tooltip)
      .toContain(t('tray.status.doNotDisturbUntil', { time: '' }).trim());
    const call = exchange.call(practice.user, { number: '2002', headers: asks });
    await expect.poll(() => call.end?.status).toBe(486);
  });
});
