import { callSpecs, hearsTone } from '../calls/call-specs';
import { cuttableWire } from '../fixtures/cuttable';
import { expect, test as base } from '../fixtures/index';
import { asteriskPbx } from '../fixtures/pbx';
import { listen } from '../fixtures/tone';
import { t } from '../fixtures/words';

type Scheme = 'ws' | 'wss';

const test = base.extend<{ scheme: Scheme }>({
  scheme: ['ws', { option: true }],
  pbx: async ({ asterisk, scheme }, use) => {
    const pbx = asteriskPbx(asterisk, scheme);
    await use(pbx);
    await pbx.close();
  },
});

for (const scheme of ['ws', 'wss'] as const) {
  test.describe(`with Asterisk over ${scheme}`, () => {
    test.use({ scheme });
    callSpecs(test, scheme === 'ws' ? 'all' : 'the same over another transport');
  });
}

test('refuses a certificate of an unknown issuer, and does not send the password there', async ({
  launch,
  asterisk,
}) => {
  const pbx = asteriskPbx(asterisk, 'wss');
  const { user } = await launch();
  await user.fillIn(pbx, pbx.password);
  await expect(
    user.page.getByText(t('line.cause.certificate.unknown-issuer', { server: new URL(pbx.server).host })),
  ).toBeVisible();
  expect(await pbx.registrations()).toBe(0);
});

test('a call outlives a cut connection, and what Asterisk says afterwards arrives', async ({
  launch,
  pbx,
  asterisk,
}) => {
  const { hostname, port } = new URL(pbx.server);
  const wire = await cuttableWire({ host: hostname, port: Number(port) });
  const phone = await launch();
  const { user } = phone;
  await user.signIn({ ...pbx, server: `ws://127.0.0.1:${String(wire.port)}/ws` });
  await user.dial('600');
  await user.isTalking();

  wire.cut();
  await expect(user.state).not.toContainText(t('state.on-call'));
  await expect(user.state).toContainText(t('state.on-call'));
  await user.isTalking();
  await hearsTone(phone);
  // Its BYE goes to the Contact of the call: the new one, or nowhere.
  await asterisk.command('channel request hangup all');
  await expect(user.call).toContainText(t('end.hung-up.them'));
  await expect.poll(() => asterisk.channels()).toEqual([]);
  await phone.quit();
  await wire.close();
});

test('an endpoint that takes keys by INFO gets them by INFO', async ({ launch, pbx, asterisk }) => {
  const { user } = await launch();
  await user.signIn({ ...pbx, user: '1004', password: 'pw1004' });
  await user.dial('606');
  await user.isTalking();
  await user.button(t('call.keypad')).click();
  const keypad = user.page.getByRole('dialog', { name: t('keypad.title') });
  for (const key of ['2', '5', '8', t('keys.hash')])
    await keypad.getByRole('button', { name: key, exact: true }).click();
  await expect.poll(() => pbx.digits(), { timeout: 15_000 }).toBe('258');
  expect(await asterisk.log()).toMatch(/DTMF606 from=1004 digits=258/);
});

test('an early announcement is heard before anybody answers', async ({ launch, pbx }) => {
  const phone = await launch();
  const { user } = phone;
  await user.signIn(pbx);
  await user.dial('610');
  await expect(user.call).toContainText(t('call.early-media'));
  const ring = await listen(phone.window, 2_000);
  expect(ring.level, 'the ringing tone of the exchange is sound, not ours').toBeGreaterThan(-40);
});

test('a wrong password is refused with its sentence', async ({ launch, pbx }) => {
  const { user } = await launch();
  await user.fillIn(pbx, 'not the password');
  const sentence = t('line.cause.wrong-password.text', { server: new URL(pbx.server).host, user: pbx.user });
  await expect(user.page.getByText(sentence)).toBeVisible();
  expect(await pbx.registrations()).toBe(0);
});
