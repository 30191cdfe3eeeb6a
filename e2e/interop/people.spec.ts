import { cuttableWire } from '../fixtures/cuttable';
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

test('voicemail, colleagues and messages of two accounts, also after the connection was lost', async ({
  launch,
  adapter,
  asterisk,
  pbx,
}) => {
  test.setTimeout(120_000);
  const { hostname, port } = new URL(pbx.server);
  const wire = await cuttableWire({ host: hostname, port: Number(port) });
  const phone = await launch();
  const { user } = phone;
  await user.signIn({ ...pbx, server: `ws://127.0.0.1:${String(wire.port)}/ws` });
  const carol = await adapter('1003');
  const dave = await adapter('1004');
  const light = (count: number) => user.button(t('voicemail.call-count', { count }));

  await test.step('the light: asked for by one account, told unasked to the other', async () => {
    await user.addAccount({ ...pbx, user: '1002', password: 'pw1002' });
    await asterisk.leaveMessages('1001', { newMessages: 2, oldMessages: 1 });
    await expect(light(2)).toBeVisible({ timeout: 20_000 });
    await asterisk.leaveMessages('1002', { newMessages: 1, oldMessages: 0 });
    await expect(light(3)).toBeVisible({ timeout: 20_000 });
  });

  await test.step('one key calls the voicemail', async () => {
    await user.open('dialpad');
    await user.page.getByRole('heading', { name: t('page.dialpad') }).evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await user.page.keyboard.press('v');
    await user.isTalking();
    expect((await asterisk.channels()).join()).toContain('*97');
    await user.hangUp();
    for (const mailbox of ['1001', '1002']) await asterisk.leaveMessages(mailbox, { newMessages: 0, oldMessages: 0 });
    await expect(light(3)).toBeHidden({ timeout: 20_000 });
  });

  await test.step('the state of colleagues, by dialog and by presence', async () => {
    await user.openAccount('1001@');
    await user.watch('1003', 'Carol', 'dialog');
    await user.watch('1004', 'Dave', 'presence');
    await user.watch('7777', 'Nobody', 'dialog');
    await user.page.getByLabel(t('account.pickup'), { exact: true }).fill('*8');
    await user.saveAccount();
    await user.open('people');
    for (const number of ['1003', '1004']) await expect(user.colleague(number)).toContainText(t('people.idle'));
    // Asterisk knows no hint of that number.
    await expect(user.colleague('7777')).toContainText(t('people.refused'));
    dave.line.invite('busy', '600');
    await dave.callIs('busy', 'established');
    await expect(user.colleague('1004')).toContainText(t('people.busy'));
    dave.line.bye('busy');
    await expect(user.colleague('1004')).toContainText(t('people.idle'));
  });

  await test.step('the connection is lost and comes back: so does what was asked for', async () => {
    wire.cut();
    await expect(user.state).toContainText(t('state.some-ready', { ready: 1, all: 2 }));
    await user.isReady();
    for (const one of [carol, dave]) {
      one.line.invite('busy again', '600');
      await one.callIs('busy again', 'established');
      await expect(user.colleague(one.user)).toContainText(t('people.busy'));
      one.line.bye('busy again');
      await expect(user.colleague(one.user)).toContainText(t('people.idle'));
    }
  });

  await test.step('a ringing colleague is picked up', async () => {
    dave.line.invite('rings', '1003');
    const { callId } = await carol.hears('incoming');
    await user
      .colleague('1003')
      .getByRole('button', { name: t('people.pick-up-of', { name: 'Carol' }) })
      .click();
    await user.isTalking();
    await carol.callIs(callId, 'cancelled');
    await dave.callIs('rings', 'established');
    await user.hangUp();
    await dave.callIs('rings', 'bye');
  });

  await test.step('one click calls', async () => {
    await expect(user.colleague('1003')).toContainText(t('people.idle'));
    await user
      .colleague('1003')
      .getByRole('button', { name: t('call.to', { name: 'Carol' }) })
      .click();
    const { callId, from } = await carol.hears('incoming');
    expect(from.number).toBe('1001');
    carol.line.accept(callId);
    await user.isTalking();
    await expect(user.colleague('1003')).toContainText(t('people.busy'));
    carol.line.bye(callId);
  });

  await test.step('messages both ways, and what becomes of one that nobody takes', async () => {
    await user
      .colleague('1003')
      .getByRole('button', { name: t('messages.to', { name: 'Carol' }) })
      .click();
    await user.say('Grüße <b>von</b> Alice');
    const { from, text } = await carol.hears('message');
    expect([from.number, text]).toEqual(['1001', 'Grüße <b>von</b> Alice']);
    const talk = user.page.getByRole('log', { name: t('messages.with', { name: 'Carol' }) });
    await expect(talk).toContainText(t('messages.sent'));
    carol.line.sendMessage('back', '1001', 'und zurück');
    await expect(talk).toContainText('und zurück');
    await user.open('dialpad');
    carol.line.sendMessage('again', '1001', 'bist du da?');
    await expect(user.page.getByText(t('messages.unseen-count', { count: 1 })).first()).toBeAttached();

    await user.open('messages');
    await user.write('1999', 'nobody');
    await expect(user.page.locator('[data-message="failed"]')).toContainText(
      t('messages.failed.not-found', { to: '1999' }),
    );
  });
  await phone.quit();
  await wire.close();
});
