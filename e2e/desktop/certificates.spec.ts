import { createAuthority } from '../fixtures/authority';
import { expect, test } from '../fixtures/index';
import { practicePbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';

const cases = [
  { name: 'of an unknown issuer', kind: 'good', trusted: false, sentence: 'line.cause.certificate.unknown-issuer' },
  { name: 'that has expired', kind: 'expired', trusted: true, sentence: 'line.cause.certificate.expired' },
  { name: 'for another name', kind: 'other-name', trusted: true, sentence: 'line.cause.certificate.wrong-name' },
] as const;

for (const { name, kind, trusted, sentence } of cases) {
  test(`a certificate ${name} is refused with its own sentence, and no password goes there`, async ({
    desk,
    launch,
  }) => {
    const authority = await createAuthority(desk.home);
    const pbx = await practicePbx({ tls: await authority.certificate(kind) });
    let messages = 0;
    pbx.exchange.on('message', () => (messages += 1));
    try {
      const { user } = await launch({ env: trusted ? { SIDETONE_TEST_CA: authority.path } : {} });
      await user.fillIn(pbx, pbx.password);
      await expect(user.page.getByText(t(sentence, { server: new URL(pbx.server).host }))).toBeVisible();
      expect(messages).toBe(0);
    } finally {
      await pbx.close();
    }
  });
}

test('the authority of the tests is trusted where SIDETONE_TEST_CA names it', async ({ desk, launch }) => {
  const authority = await createAuthority(desk.home);
  const pbx = await practicePbx({ tls: await authority.certificate('good') });
  try {
    const { user } = await launch({ env: { SIDETONE_TEST_CA: authority.path } });
    await user.signIn(pbx);
    expect(await pbx.registrations()).toBe(1);
  } finally {
    await pbx.close();
  }
});

test('a name that DNS does not know is told as such', async ({ launch, practice }) => {
  const { user } = await launch();
  // Of this machine's names only localhost is known to the program under test.
  const server = 'wss://switch.nowhere.test:8089/ws';
  await user.fillIn({ ...practice, server }, practice.password);
  const sentence = t('line.cause.no-such-name.text', { server: new URL(server).host });
  await expect(user.page.getByText(sentence)).toBeVisible();
});

test('a server that is known but does not answer is another matter', async ({ launch, practice }) => {
  const { user } = await launch();
  // Nobody listens on the discard port.
  const server = 'ws://localhost:9/';
  await user.fillIn({ ...practice, server }, practice.password);
  await expect(user.page.getByText(t('line.cause.unreachable.text', { server: 'localhost:9' }))).toBeVisible();
});
