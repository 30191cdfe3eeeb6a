import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type * as FsPromises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccountSchema, type AccountRecord } from '../preload/contract';
import { defaultSettings } from '../preload/settings';
import { Failure } from './failure';
import { fakeLog } from './fakes/log';
import { noPolicies, type Policies } from './policies';
import { openSettings } from './settings';

const disk = vi.hoisted(() => ({ fail: null as string | null }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FsPromises>();
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const file = await real.open(...args);
      if (disk.fail && args[1] === 'wx') {
        file.writeFile = async () => Promise.reject(Object.assign(new Error('disk'), { code: disk.fail }));
      }
      return file;
    },
  };
});

let folder: string;
let log: ReturnType<typeof fakeLog>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-settings-'));
  log = fakeLog();
  disk.fail = null;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'settings.json');
const now = () => new Date('2026-01-02T03:04:05.678Z');

const account: AccountRecord = v.parse(AccountSchema, {
  id: 'a',
  servers: ['wss://pbx.test:8089/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: 'One',
  expires: 300,
  iceServers: [{ urls: 'turn:turn.test', username: 'u', credential: 'turn-secret' }],
  practice: false,
});
const kept = { account, passwordInKeyring: true, entry: '1001@pbx.test' };

describe('openSettings', () => {
  it('begins with defaults and without a complaint', () => {
    const { settings, setAside } = openSettings(folder, log, noPolicies).loaded();
    expect(settings.theme).toBe('system');
    expect(settings.autoAnswer).toBe('off');
    expect(setAside).toBeNull();
  });

  it('keeps a change across a restart', async () => {
    await openSettings(folder, log, noPolicies).save({ theme: 'dark', ringVolume: 0.25 });
    expect(openSettings(folder, log, noPolicies).settings).toMatchObject({
      theme: 'dark',
      ringVolume: 0.25,
      autoAnswer: 'off',
    });
  });

  it('ignores a change to undefined', async () => {
    const store = openSettings(folder, log, noPolicies);
    await store.save({ theme: undefined });
    expect(store.settings.theme).toBe('system');
    expect(openSettings(folder, log, noPolicies).loaded().setAside).toBeNull();
  });

  it('tells of a change, once, after it is on the disk', async () => {
    const store = openSettings(folder, log, noPolicies);
    const heard: string[] = [];
    store.onChanged((settings, before) => {
      heard.push(
        `${before.theme} → ${settings.theme}, on disk ${JSON.parse(readFileSync(file(), 'utf8')).settings.theme}`,
      );
    });
    await store.save({ theme: 'light' });
    await store.keepAccounts(() => []);
    expect(heard).toEqual(['system → light, on disk light']);
  });

  it('loses none of many changes at once', async () => {
    const store = openSettings(folder, log, noPolicies);
    await Promise.all([
      store.save({ theme: 'dark' }),
      store.save({ autoAnswer: 'all' }),
      store.keepAccounts((accounts) => [...accounts, kept]),
      store.save({ ringVolume: 0 }),
    ]);
    const again = openSettings(folder, log, noPolicies);
    expect(again.settings).toMatchObject({ theme: 'dark', autoAnswer: 'all', ringVolume: 0 });
    expect(again.accounts).toMatchObject([{ account: { user: '1001' }, passwordInKeyring: true }]);
  });

  it('never writes the credential of a TURN server', async () => {
    await openSettings(folder, log, noPolicies).keepAccounts(() => [kept]);
    expect(readFileSync(file(), 'utf8')).not.toContain('turn-secret');
    expect(openSettings(folder, log, noPolicies).accounts[0]?.account.iceServers).toEqual([
      { urls: 'turn:turn.test', username: 'u' },
    ]);
  });

  it('fills what an older file lacks', () => {
    writeFileSync(
      file(),
      JSON.stringify({ version: 1, settings: { theme: 'dark' }, account: null, passwordInKeyring: false }),
    );
    expect(openSettings(folder, log, noPolicies).settings).toMatchObject({ theme: 'dark', echoCancellation: true });
  });

  it('takes over what version 1 kept: the account with its keyring entry, and a device for each purpose', async () => {
    const headset = { id: 'h', label: 'Headset' };
    const { monitored, forwarding, ...old } = account;
    expect([monitored, forwarding.always]).toEqual([[], '']);
    writeFileSync(
      file(),
      JSON.stringify({
        version: 1,
        settings: {
          theme: 'dark',
          microphone: headset,
          speaker: { id: '', label: '' },
          ringDevice: headset,
          ringVolume: 0.4,
        },
        account: old,
        passwordInKeyring: true,
      }),
    );
    const store = openSettings(folder, log, noPolicies);
    expect(store.loaded().setAside).toBeNull();
    expect(store.settings).toMatchObject({
      theme: 'dark',
      microphones: [{ ...headset, group: '' }],
      speakers: [],
      ringers: [{ ...headset, group: '', volume: 0.4 }],
      ringVolume: 0.4,
      callLimit: 4,
      doNotDisturb: null,
    });
    expect(store.accounts).toEqual([kept]);
    await store.save({ theme: 'light' });
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({
      version: 2,
      accounts: [{ account: { id: 'a' } }],
    });
    expect(openSettings(folder, log, noPolicies).settings).toEqual({ ...store.settings, theme: 'light' });
  });

  it('loses neither an account nor a setting for a bad one beside it', async () => {
    const other = { ...kept, account: { ...account, id: 'b', user: '1002' }, entry: '1002@pbx.test' };
    const text = JSON.stringify({
      version: 2,
      settings: { theme: 'dark', ringVolume: 7, callLimit: 2 },
      accounts: [kept, { account: { id: 'x' } }, 'nonsense', other, kept],
    });
    writeFileSync(file(), text);
    const store = openSettings(folder, log, noPolicies, now);
    expect(store.settings).toMatchObject({ theme: 'dark', ringVolume: 0.8, callLimit: 2 });
    expect(store.accounts.map(({ account: { id } }) => id)).toEqual(['a', 'b']);
    const { setAside } = store.loaded();
    expect(readFileSync(setAside ?? '', 'utf8')).toBe(text);
    expect(log.lines).toEqual([
      `error settings not usable: settings.ringVolume, accounts.1, accounts.2, accounts.4, kept aside as ${setAside}`,
    ]);
    // Told once: the file itself is put right.
    await store.save({});
    expect(openSettings(folder, log, noPolicies).loaded().setAside).toBeNull();
  });

  it('forgets what the settings say of an account that is gone, and of no other', async () => {
    const store = openSettings(folder, log, noPolicies);
    const other = { ...kept, account: { ...account, id: 'b' }, entry: 'b' };
    await store.keepAccounts(() => [kept, other]);
    await store.save({
      chosenLine: 'a',
      doNotDisturbLines: { a: { until: null }, b: { until: 5 }, practice: { until: 6 } },
    });
    await store.keepAccounts((accounts) => accounts.filter(({ account: { id } }) => id !== 'a'));
    expect(openSettings(folder, log, noPolicies).settings).toMatchObject({
      chosenLine: '',
      doNotDisturbLines: { b: { until: 5 }, practice: { until: 6 } },
    });
  });

  it.each([
    ['an empty file', ''],
    ['half a file', '{"version":1,"settings":{"the'],
    ['no object', '[]'],
    ['null', 'null'],
    ['zeros, as after a power cut', '\0'.repeat(512)],
    ['a wrong value', '{"version":2,"settings":{"theme":"pink"},"accounts":[]}'],
    [
      'a wrong value of version 1',
      '{"version":1,"settings":{"theme":"pink"},"account":null,"passwordInKeyring":false}',
    ],
    ['a wrong account', '{"version":1,"settings":{},"account":{"id":1},"passwordInKeyring":false}'],
    ['accounts that are no list', '{"version":2,"settings":{},"accounts":{"id":1}}'],
    ['settings that are none', '{"version":2,"settings":"dark","accounts":[]}'],
    ['a future version', '{"version":3,"settings":{"theme":"dark"},"accounts":[]}'],
    ['no version', '{"theme":"dark"}'],
  ])('keeps %s aside and says so', async (_name, text) => {
    writeFileSync(file(), text);
    const store = openSettings(folder, log, noPolicies, now);
    const { settings, setAside } = store.loaded();
    expect(settings.theme).toBe('system');
    expect(setAside).toBe(join(folder, 'settings.broken-2026-01-02T03-04-05-678Z.json'));
    expect(readFileSync(setAside ?? '', 'utf8')).toBe(text);
    expect(log.lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
    await store.save({ theme: 'light' });
    expect(openSettings(folder, log, noPolicies).loaded()).toMatchObject({
      settings: { theme: 'light' },
      setAside: null,
    });
  });

  it('does not log the contents of a broken file', () => {
    writeFileSync(file(), '{"version":1,"settings":{"theme":"hush-hush"},"account":null,"passwordInKeyring":false}');
    openSettings(folder, log, noPolicies);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).not.toContain('hush-hush');
  });

  it('takes no half-written file of a power cut, and removes it', async () => {
    await openSettings(folder, log, noPolicies).save({ theme: 'dark' });
    writeFileSync(`${file()}.123.tmp`, '{"version":1,"sett');
    const store = openSettings(folder, log, noPolicies);
    expect(store.settings.theme).toBe('dark');
    await store.save({ ringVolume: 1 });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.each([
    ['ENOSPC', /disk is full/],
    ['EDQUOT', /disk is full/],
    ['EROFS', /may not write/],
    ['EIO', /EIO/],
  ])('on %s says so, keeps the old file and changes nothing', async (code, sentence) => {
    const store = openSettings(folder, log, noPolicies);
    await store.save({ theme: 'dark' });
    const before = readFileSync(file(), 'utf8');
    const heard = vi.fn();
    store.onChanged(heard);
    disk.fail = code;
    const refused = store.save({ theme: 'light' });
    await expect(refused).rejects.toThrow(Failure);
    await expect(refused).rejects.toThrow(sentence);
    expect(store.settings.theme).toBe('dark');
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(heard).not.toHaveBeenCalled();
    disk.fail = null;
    await store.save({ theme: 'light' });
    expect(openSettings(folder, log, noPolicies).settings.theme).toBe('light');
  });

  it('is readable by its owner only', async () => {
    await openSettings(folder, log, noPolicies).save({});
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o077).toBe(0);
  });

  describe('under a policy', () => {
    const policies: Policies = {
      ...noPolicies,
      settings: {
        theme: { value: 'dark', as: 'locked' },
        historyDays: { value: 30, as: 'hidden' },
        callLimit: { value: 2, as: 'user' },
      },
    };

    it('has its values, tells which are managed, and gives the user’s own back when it ends', async () => {
      await openSettings(folder, log, noPolicies).save({ theme: 'light' });
      const store = openSettings(folder, log, policies);
      expect(store.settings).toMatchObject({ theme: 'dark', historyDays: 30, callLimit: 2 });
      expect(store.loaded().managed.settings).toEqual({ theme: 'locked', historyDays: 'hidden' });
      await store.save({ theme: 'system', historyDays: 0, ringVolume: 0.5 });
      expect(store.settings).toMatchObject({ theme: 'dark', historyDays: 30, ringVolume: 0.5 });
      expect(log.lines).toEqual(['warn settings a policy decides theme, historyDays: not changed']);
      expect(JSON.parse(readFileSync(file(), 'utf8')).settings).toEqual({ theme: 'light', ringVolume: 0.5 });
      expect(openSettings(folder, log, noPolicies).settings).toMatchObject({
        theme: 'light',
        historyDays: 0,
        callLimit: 4,
        ringVolume: 0.5,
      });
    });

    it('gives way to what the user has chosen where it is only another default, also to our own default', async () => {
      const store = openSettings(folder, log, policies);
      await store.save({ callLimit: 4 });
      expect(store.settings.callLimit).toBe(4);
      expect(openSettings(folder, log, policies).settings.callLimit).toBe(4);
    });

    it('takes nothing for a choice that an older version wrote as it wrote everything', () => {
      const old = { version: 2, settings: { ...defaultSettings, theme: 'light' }, accounts: [] };
      writeFileSync(file(), JSON.stringify(old));
      const changed = { ...policies.settings, theme: { value: 'dark', as: 'user' } } as const;
      const store = openSettings(folder, log, { ...policies, settings: changed });
      expect(store.settings).toMatchObject({ theme: 'light', callLimit: 2 });
    });
  });
});
