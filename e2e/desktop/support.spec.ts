/** What of a user's session is kept, and what may leave the computer: the support bundle, and dumps of crashes. */
import { createServer, type IncomingMessage } from 'node:http';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { expect, test } from '../fixtures/index';
import type { RunningPhone } from '../fixtures/running-phone';
import { t } from '../fixtures/words';
import { filesWith } from '../packaged/package';

/** The user says where: this file. null: Cancel. */
const saveAs = ({ app }: RunningPhone, path: string | null): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);

test('a support bundle is shown before it is saved, saved as it was shown, and holds no secret and nobody else', async ({
  desk,
  launch,
  operator,
}) => {
  const turn = { username: 'turn-user-4711', credential: 'turn-secret-4711' };
  operator.portal.provisioning.changes = { iceServers: [{ urls: ['turn:127.0.0.1:9'], ...turn }] };
  const tokens = new Set<string>();
  const handle = operator.portal.handle.bind(operator.portal);
  operator.portal.handle = (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token) tokens.add(token);
    return handle(request, response);
  };
  const phone = await launch();
  const { user, window } = phone;
  await user.signInAt(operator);
  operator.exchange.call(operator.user, { name: 'Ada Lovelace', number: '+442079460321', media: 'echo' });
  await user.answer();
  await user.hangUp();
  expect(tokens.size).toBeGreaterThan(0);

  await user.openSettings('privacy');
  await expect(window.getByText(t('privacy.crash.kept'))).toBeVisible();
  await user.button(t('support.make')).click();
  const sheet = window.getByRole('dialog', { name: t('support.title') });
  const shown: Record<string, string> = {};
  for (const summary of await sheet.locator('summary').all()) {
    await summary.click();
    const name = await summary.locator('bdi').innerText();
    const text = sheet.getByRole('region', { name, exact: true });
    await expect(text).toBeVisible();
    const more = sheet.getByRole('button', { name: t('support.more') });
    while (await more.isVisible()) await more.click();
    shown[name] = (await text.textContent()) ?? '';
    await summary.click();
  }
  expect(Object.keys(shown)).toEqual([
    'facts.txt',
    'settings.json',
    'policies.json',
    'connection-check.txt',
    'crash-dumps.txt',
    'logs/sidetone.log',
  ]);
  expect(shown['facts.txt']).toContain('line: ready');
  expect(shown['settings.json']).toContain('turn:127.0.0.1:9');
  expect(shown['logs/sidetone.log']).toContain('INVITE sip:');

  // Thought better of it, a folder that cannot be written, and at last one that can.
  const save = sheet.getByRole('button', { name: t('support.save') });
  await saveAs(phone, null);
  await save.click();
  await expect(save).toBeEnabled();
  await saveAs(phone, join(desk.home, 'nowhere', 'bundle.zip'));
  await save.click();
  await expect(sheet.getByRole('alert')).toHaveText(t('failure.support.other', { code: 'ENOENT' }));
  await expect(save).toBeEnabled();
  const folder = join(desk.home, 'bundle');
  await mkdir(folder);
  const path = join(folder, 'bundle.zip');
  await saveAs(phone, path);
  await save.click();
  await expect(window.getByText(t('support.saved', { path }))).toBeVisible();
  await expect(sheet).toBeHidden();

  const files = unzipSync(new Uint8Array(await readFile(path)));
  const saved = Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]);
  expect(Object.fromEntries(saved)).toEqual(shown);
  for (const [name, text] of saved) await writeFile(join(folder, String(name).replace('/', '-')), String(text));
  const secrets = [operator.password, ...Object.values(turn), ...tokens, 'Ada', 'Lovelace', '442079460321'];
  for (const secret of secrets) expect(await filesWith(folder, secret), secret).toEqual([]);
  // The search would have found one.
  expect(await filesWith(folder, operator.user)).not.toEqual([]);
});

/** The window's page crashes, as by a fault in Chromium. */
const crash = ({ app }: RunningPhone): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    const main = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes('/index.html'));
    main?.webContents.forcefullyCrashRenderer();
  });

const dumpsOf = async ({ dataFolder }: RunningPhone): Promise<string[]> =>
  (await readdir(join(dataFolder, 'Crashpad'), { recursive: true })).filter((name) => name.endsWith('.dmp'));

/** A server for crash dumps on this computer. */
async function crashServer() {
  const received: Buffer[] = [];
  const read = async (request: IncomingMessage): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    received.push(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
  };
  const server = createServer((request, response) => {
    void read(request).then(() => response.end('1'));
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}/report`, received, close: () => server.close() };
}

test('what remains of a crash stays on the computer', async ({ launch, practice }) => {
  const phone = await launch();
  await phone.user.signIn(practice);
  await crash(phone);
  await expect.poll(() => dumpsOf(phone)).toHaveLength(1);
  expect(await phone.app.evaluate(({ crashReporter }) => crashReporter.getUploadToServer())).toBe(false);
});

test('a dump is sent where a policy says so, and the user is told', async ({ desk, launch, practice }) => {
  const server = await crashServer();
  const policy = join(desk.home, 'policy.json');
  await writeFile(policy, JSON.stringify({ crashServer: server.url }));
  try {
    const phone = await launch({ env: { SIDETONE_TEST_POLICY: policy } });
    await phone.user.signIn(practice);
    await phone.user.openSettings('privacy');
    await expect(phone.window.getByText(t('privacy.crash.sent', { server: new URL(server.url).host }))).toBeVisible();
    await crash(phone);
    await expect.poll(() => server.received.length).toBe(1);
    // A minidump begins so.
    expect(server.received[0]?.includes('MDMP')).toBe(true);
  } finally {
    server.close();
  }
});
