import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import * as v from 'valibot';
import { expect, test } from '../fixtures/index';
import { listen } from '../fixtures/tone';
import { User } from '../fixtures/user';
import { toneFrequency } from '../fixtures/wav';
import { dist, filesWith, startPackaged, unpackDeb } from './package';

const Component = v.object({ name: v.string(), version: v.string(), type: v.string(), licenses: v.array(v.unknown()) });
const Bill = v.object({
  metadata: v.object({ component: v.object({ version: v.string() }) }),
  components: v.array(Component),
});

/** As the wire in the program spells it. */
const [DISABLE, ENABLE] = Buffer.from('01');

test('all fuses are set, and hardened', async () => {
  const wire = await getCurrentFuseWire(join(dist, 'linux-unpacked/sidetone'));
  const fuses = Object.fromEntries(Object.entries(wire).filter(([name]) => /^\d+$/.test(name)));
  expect(fuses).toEqual({
    [FuseV1Options.RunAsNode]: DISABLE,
    [FuseV1Options.EnableCookieEncryption]: ENABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: DISABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
  });
});

test('the package holds the built program and keytar, and nothing else', () => {
  const files = listPackage(join(dist, 'linux-unpacked/resources/app.asar'), { isPack: false });
  expect(files).toContain('/out/main/index.js');
  expect(files).toContain(`/node_modules/keytar/prebuilds/linux-${process.arch}/keytar.node`);
  const known = /^\/(out(\/.*)?|package\.json|node_modules(\/keytar(\/.*)?)?)$/;
  expect(files.filter((file) => !known.test(file))).toEqual([]);
  expect(files.filter((file) => /\.(ts|map|svelte)$/.test(file))).toEqual([]);
});

test('the package says what is in it, and under which licences', async () => {
  const resources = join(dist, 'linux-unpacked/resources');
  const bill = v.parse(Bill, JSON.parse(await readFile(join(resources, 'sidetone.cdx.json'), 'utf8')));
  const { version } = bill.metadata.component;
  expect(await readFile(join(dist, `sidetone-${version}.cdx.json`), 'utf8')).toContain('CycloneDX');
  const names = bill.components.map(({ name }) => name);
  const inside = ['electron', 'chromium', 'node', '@github/keytar', 'sip.js', 'svelte', 'valibot', 'werift', 'ws'];
  const others = ['idb', 'virtua', 'libphonenumber-js', 'ical.js', 'papaparse', 'dompurify', 'culori'];
  const files = ['node-sqlite3-wasm', '@iconify-json/mdi', '@fontsource-variable/ibm-plex-sans'];
  expect(names).toEqual(expect.arrayContaining([...inside, ...others, ...files]));
  // Tools stay with us.
  for (const tool of ['vite', 'typescript', 'electron-builder', '@playwright/test']) expect(names).not.toContain(tool);
  expect(bill.components.filter((each) => each.version === '' || each.licenses.length === 0)).toEqual([]);
  const licences = await readFile(join(resources, 'LICENSES.txt'), 'utf8');
  for (const { name, version: of } of bill.components.filter(({ type }) => type === 'library'))
    expect(licences).toContain(`\n${name} ${of}: `);
});

test('the system is told of the links that the program opens', async ({ desk }) => {
  const installed = join(desk.home, 'installed');
  await unpackDeb(installed);
  const entry = await readFile(join(installed, 'usr/share/applications/sidetone.desktop'), 'utf8');
  for (const scheme of ['tel', 'sip', 'sips', 'callto', 'sidetone'])
    expect(entry).toMatch(new RegExp(`^MimeType=(.*;)?x-scheme-handler/${scheme};`, 'm'));
  expect(entry).toMatch(/^Exec=.* %U$/m);
});

test("what the installer for Windows does beside electron-builder's templates compiles", async ({ desk }) => {
  const root = resolve(dist, '..');
  const templates = join(root, 'node_modules/app-builder-lib/templates/nsis');
  const out = join(desk.home, 'hooks.exe');
  const script = join(root, 'build/packaging/windows.nsi');
  // -NOCD: what it includes is looked for in its folder; -WX: a warning is a mistake.
  const options = ['-V2', '-WX', '-NOCD', `-DTEMPLATES=${templates}`, `-DOUT=${out}`, script];
  await promisify(execFile)('makensis', options, { cwd: join(root, 'build/packaging') });
  expect((await readFile(out)).subarray(0, 2).toString()).toBe('MZ');
});

test('the search for a secret finds one', async ({ desk }) => {
  await writeFile(join(desk.home, 'kept'), `x${Buffer.from('a secret').toString('base64')}x`);
  expect(await filesWith(desk.home, 'a secret')).toEqual([join(desk.home, 'kept')]);
});

test('the installed program registers, calls, and keeps no password in its files', async ({ desk, practice }) => {
  test.slow();
  const program = await unpackDeb(join(desk.home, 'installed'));
  const phone = await startPackaged(program, desk);
  try {
    const user = new User(phone.page);
    await user.signIn(practice);
    await user.dial('600');
    await user.isTalking();
    const tone = await listen(phone.page);
    expect(tone.frequency).toBeGreaterThan(toneFrequency - 10);
    expect(tone.frequency).toBeLessThan(toneFrequency + 10);
    expect(tone.level).toBeGreaterThan(-50);
    await user.hangUp();
    expect(await filesWith(phone.dataFolder, practice.password)).toEqual([]);
    // The database of the practice portal is a file of the archive.
    const portal = await phone.page.evaluate(async () => {
      const { host } = window as unknown as { host: { invoke(...args: string[]): Promise<{ value: unknown }> } };
      const { value } = await host.invoke('practice.start');
      await host.invoke('operator.choose', (value as { portal: string }).portal);
      return (await fetch('/api/softphone/branding', { headers: { 'x-sidetone': 'phone' } })).text();
    });
    expect(portal).toContain('Northwind Telecom');
  } finally {
    await phone.quit();
  }
  // And once more when everything that waited in memory is on the disk.
  expect(await filesWith(phone.dataFolder, practice.password)).toEqual([]);
});
