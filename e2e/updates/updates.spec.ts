/**
 * The packaged program (dist/linux-unpacked), installed as one file and updated by a real web server, with real ends and
 * starts. What stands in is the AppImage's own wrapping only (release.ts).
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { t as words } from '../fixtures/words';
import { expect, test } from './fixture';
import type { Fault } from './server';

/** Compared as bytes: an assertion on 9 MB would be shown, too. */
const same = async (one: string, other: string) => (await readFile(one)).equals(await readFile(other));

test('a new version is fetched by its differences, starts in the place of the old one, and registers', async ({
  shop,
  install,
  practice,
}) => {
  const { old, next, server } = shop;
  const phone = await install(old);
  phone.start();
  const before = await phone.attach();
  await before.user.signIn(practice);
  await shop.offer('latest', { release: next });
  await before.page.evaluate(() => (location.hash = '#settings/updates'));
  await before.user.button(words('updates.check')).click();
  await expect(before.page.getByText(words('updates.ready', { version: '1.0.1' }))).toBeVisible();
  const fetched = server.sent.get('Sidetone-1.0.1.AppImage') ?? 0;
  expect(fetched).toBeGreaterThan(0);
  expect(fetched, 'bytes of the file that were fetched').toBeLessThan(next.size / 10);
  expect(await same(phone.file, old.file)).toBe(true);

  await before.user.button(words('updates.restart')).first().click();
  const after = await phone.attach();
  expect((await after.status()).current).toBe('1.0.1');
  await after.user.isReady();
  await expect.poll(() => practice.registrations()).toBe(1);
  expect(await same(phone.file, next.file)).toBe(true);
  // It has proved itself: the old one is not kept for ever.
  await expect.poll(() => existsSync(`${phone.file}.previous`)).toBe(false);
  await expect.poll(async () => readFile(join(phone.dataFolder, 'update.json'), 'utf8')).toContain('"trial":null');
});

test('whatever the server does wrong, the program stays as it is and says what happened', async ({ shop, install }) => {
  const { old, next, server } = shop;
  const phone = await install(old);
  phone.start();
  const running = await phone.attach();
  const wrong: [what: string, faults: Record<string, Fault>, problem: string][] = [
    ['there is nothing', { '.yml': { kind: 'status', code: 404 } }, 'broken-server'],
    ['it is broken', { '.yml': { kind: 'status', code: 500 } }, 'broken-server'],
    ['it answers with a page', { '.yml': { kind: 'text', text: '<html><body>Sign in: {[' } }, 'broken-server'],
    ['it answers with nothing', { '.yml': { kind: 'text', text: '' } }, 'broken-server'],
    ['a version without a checksum', { '.yml': { kind: 'text', text: noChecksum } }, 'broken-server'],
    [
      'it leads to a server without TLS',
      { '.yml': { kind: 'redirect', to: 'http://192.0.2.1/x.yml' } },
      'broken-server',
    ],
    ['so does the file', { '.AppImage': { kind: 'redirect', to: 'http://192.0.2.1/x' } }, 'broken-server'],
    ['the file is missing', { '.AppImage': { kind: 'status', code: 404 } }, 'broken-server'],
    ['the file breaks off', { '.AppImage': { kind: 'half' } }, 'broken-server'],
    ['the file is another one', { '.AppImage': { kind: 'text', text: 'x'.repeat(next.size) } }, 'tampered'],
  ];
  for (const [what, faults, problem] of wrong) {
    await test.step(what, async () => {
      await shop.offer('latest', { release: next });
      server.faults = faults;
      await running.invoke('updates.check');
      await expect.poll(async () => (await running.status()).state).toMatchObject({ kind: 'failed', problem });
      expect(await leftOver(phone.cache)).toEqual([]);
    });
  }
  server.faults = {};

  await test.step('the checksum is not that of the file', async () => {
    await shop.offer('latest', { release: next, sha512: old.sha512 });
    await running.invoke('updates.check');
    await expect
      .poll(async () => (await running.status()).state)
      .toMatchObject({ kind: 'failed', problem: 'tampered' });
    expect(await leftOver(phone.cache)).toEqual([]);
  });

  await test.step('an older version is not taken', async () => {
    await shop.offer('latest', { release: { ...next, version: '0.9.9' } });
    await running.invoke('updates.check');
    await running.reaches('idle');
  });

  await test.step('the disk is full', async () => {
    await shop.offer('latest', { release: next });
    const { problem, undo } = await fillUp(phone.cache);
    try {
      await running.invoke('updates.check');
      expect(await running.reaches('failed')).toMatchObject({ problem });
    } finally {
      await undo();
    }
  });

  expect(await same(phone.file, old.file)).toBe(true);
  await test.step('and once it does right, all is well', async () => {
    await running.invoke('updates.check');
    await running.reaches('ready');
  });
});

test('staged by percentage, by channel, and never in a call', async ({ shop, install, practice }) => {
  const { old, next, beta, server } = shop;
  const phone = await install(old);
  // electron-updater's number of this installation: its last four bytes are 45 % of what they could be.
  await mkdir(phone.dataFolder, { recursive: true });
  await writeFile(join(phone.dataFolder, '.updaterId'), '7a5802c3-3218-550b-b7a9-b75973333333');
  phone.start();
  const running = await phone.attach();
  const { user } = running;
  await user.signIn(practice);
  const set = async (changes: Parameters<typeof user.hasKept>[0]) => {
    await running.page.evaluate((to) => window.host?.invoke('settings.save', to), changes);
    await user.hasKept(changes);
  };
  await set({ automaticUpdates: false });

  for (const [stagingPercentage, kind] of [
    [0, 'idle'],
    [40, 'idle'],
    [50, 'available'],
    [0, 'idle'],
    [100, 'available'],
  ] as const) {
    await test.step(`${stagingPercentage} %: ${kind}`, async () => {
      await shop.offer('latest', { release: next, stagingPercentage });
      const before = server.asked.length;
      await running.invoke('updates.check');
      await expect.poll(() => server.asked.length).toBeGreaterThan(before);
      await running.reaches(kind);
    });
  }
  expect(server.asked.filter((name) => name.endsWith('.AppImage'))).toEqual([]);
  expect(server.headers, 'no installation is known from another').not.toContain('x-user-staging-id');

  await test.step('another channel has another version, at once', async () => {
    await shop.offer('beta', { release: beta });
    await set({ updateChannel: 'beta' });
    await expect
      .poll(async () => (await running.status()).state)
      .toEqual({ kind: 'available', version: '1.1.0-beta.1' });
    await set({ updateChannel: 'stable' });
    await expect.poll(async () => (await running.status()).state).toEqual({ kind: 'available', version: '1.0.1' });
  });

  await test.step('a call that comes breaks off what is being fetched', async () => {
    server.faults = { '.AppImage': { kind: 'hold' } };
    await set({ automaticUpdates: true });
    await running.reaches('downloading');
    await expect.poll(() => server.asked.at(-1)).toMatch(/AppImage$/);
    await user.dial('600');
    await user.isTalking();
    await running.reaches('available');
    server.faults = {};
    const asked = server.asked.length;
    await running.invoke('updates.download');
    expect((await running.status()).state.kind).toBe('available');
    expect(server.asked.length).toBe(asked);
  });

  await test.step('after it, it is fetched, and then not installed in the next one', async () => {
    await user.hangUp();
    await running.reaches('ready');
    await user.dial('600');
    await user.isTalking();
    expect(await running.page.evaluate(() => window.host?.invoke('updates.install'))).toEqual({
      ok: true,
      value: false,
    });
    await user.hangUp();
  });
});

test('the power fails while it is fetched: the old version starts, and the new one comes when it ends', async ({
  shop,
  install,
}) => {
  const { old, next, server } = shop;
  const phone = await install(old);
  await shop.offer('latest', { release: next });
  server.faults = { '.AppImage': { kind: 'hold' } };
  phone.start();
  const first = await phone.attach();
  await first.invoke('updates.check');
  await first.reaches('downloading');
  await expect.poll(() => leftOver(phone.cache)).not.toEqual([]);
  await phone.signal('SIGKILL');
  expect(await same(phone.file, old.file)).toBe(true);

  server.faults = {};
  phone.start();
  const second = await phone.attach();
  expect((await second.status()).current).toBe('1.0.0');
  await second.invoke('updates.check');
  await second.reaches('ready');
  await phone.signal('SIGTERM');
  expect(await same(phone.file, next.file)).toBe(true);
  // Nothing has started it again: its user had ended it.
  expect(await phone.starts()).toBe(2);
});

test('a version that crashes at every start is taken back and not tried again', async ({ shop, install, practice }) => {
  const { old, crashing, server } = shop;
  const phone = await install(old);
  phone.start();
  const before = await phone.attach();
  await before.user.signIn(practice);
  await shop.offer('latest', { release: crashing });
  await before.invoke('updates.check');
  await before.reaches('ready');
  await before.invoke('updates.install');
  // It is started by the old one, and then by its user, who does not give up.
  for (const start of [2, 3, 4]) {
    await expect.poll(() => phone.starts()).toBe(start);
    await phone.ended();
    phone.start();
  }
  const after = await phone.attach();
  expect(await after.status()).toMatchObject({ current: '1.0.0', takenBack: '1.0.2' });
  await after.user.isReady();
  expect(await same(phone.file, old.file)).toBe(true);
  const asked = server.asked.length;
  await after.invoke('updates.check');
  await expect.poll(() => server.asked.length).toBeGreaterThan(asked);
  await after.reaches('idle');
});

test('the version before is fetched again where its file was not kept', async ({ shop, install }) => {
  const { old, next } = shop;
  const phone = await install(next);
  await mkdir(phone.dataFolder, { recursive: true });
  const kept = { trial: null, takenBack: [{ version: '1.0.1', why: 'no-window', certain: true }], back: '1.0.0' };
  await writeFile(join(phone.dataFolder, 'update.json'), JSON.stringify(kept));
  await shop.offer('latest', { release: next });
  // What a pinned version needs on a server, too: its own channel file.
  await shop.offer('1.0.0', { release: old });
  phone.start();
  await expect.poll(() => phone.starts()).toBe(2);
  const after = await phone.attach();
  expect(await after.status()).toMatchObject({ current: '1.0.0', takenBack: '1.0.1' });
  expect(await same(phone.file, old.file)).toBe(true);
});

const noChecksum = 'version: 1.0.1\nfiles:\n  - url: Sidetone-1.0.1.AppImage\n    size: 12\npath: x\n';

/** What lies in the folder of downloads. */
async function leftOver(cache: string): Promise<string[]> {
  return (await readdir(join(cache, 'pending')).catch(() => [])).filter((name) => name.includes('Sidetone'));
}

/** A disk of 1 MB where downloads go; where nobody may mount one, something else is in their place. */
async function fillUp(cache: string): Promise<{ problem: string; undo(): Promise<void> }> {
  const folder = join(cache, 'pending');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'pipe' });
    return { problem: 'disk-full', undo: async () => void execFileSync('umount', ['-l', folder]) };
  } catch {
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
    return { problem: 'other', undo: () => rm(folder) };
  }
}
