import { callSpecs } from '../calls/call-specs';
import { expect, test as base } from '../fixtures/index';
import { asteriskPbx } from '../fixtures/pbx';
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
    callSpecs(test);
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
