import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultSettings } from '../preload/settings';
import type { Settings, Snapshot } from '../preload/contract';
import { fakeIpc } from './fakes/ipc';
import { fakeLog } from './fakes/log';
import { callWith, snapshotWith } from './fakes/snapshot';
import { nothing, type PhoneLink } from './phone-link';
import { noPolicies, type Policies } from './policies';
import type { Quit } from './quit';
import type { SettingsStore } from './settings';
import { openUpdateFile } from './update-file';
import type { Installation } from './update-kind';
import type { UpdateSource } from './update-source';
import { setUpUpdates } from './updates';

const electron = vi.hoisted(() => {
  const listeners = new Map<string, () => void>();
  return {
    listeners,
    app: { getVersion: () => '1.0.0', relaunch: vi.fn(), exit: vi.fn() },
    powerMonitor: {
      on: (name: string, listener: () => void) => void listeners.set(name, listener),
      getSystemIdleTime: vi.fn(() => 0),
    },
    net: { isOnline: () => true },
    nativeTheme: {},
    screen: {},
    BrowserWindow: {},
  };
});
vi.mock('electron', () => electron);

const source = vi.hoisted(() => ({
  look: vi.fn<UpdateSource['look']>(),
  fetch: vi.fn<UpdateSource['fetch']>(),
  stop: vi.fn(),
  install: vi.fn<UpdateSource['install']>(),
}));
vi.mock('./update-source', () => ({ createUpdateSource: () => source }));

let folder: string;
beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'sidetone-updates-'));
  writeFileSync(join(folder, 'app-update.yml'), 'provider: generic\nurl: https://updates.example.com\n');
  source.look.mockReset().mockResolvedValue('1.0.1');
  source.fetch.mockReset().mockResolvedValue();
  source.install.mockReset();
  electron.powerMonitor.getSystemIdleTime.mockReturnValue(0);
  electron.listeners.clear();
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const appImage: Installation = { kind: 'appimage', program: '/nowhere/Sidetone.AppImage' };

function made(
  changes: {
    installed?: Installation | null;
    policy?: Partial<Policies['updates']>;
    settings?: Partial<Settings>;
  } = {},
) {
  const ipc = fakeIpc();
  const log = fakeLog();
  let settings: Settings = { ...defaultSettings, ...changes.settings };
  let changed = (_: Settings, __: Settings): void => {};
  let report = (_: Snapshot, __: Snapshot): void => {};
  let snapshot = nothing;
  const reports: ((now: Snapshot, before: Snapshot) => void)[] = [];
  report = (now, before) => reports.forEach((each) => each(now, before));
  let last = (): void => {};
  const quit = { isQuitting: false, now: vi.fn(), before: vi.fn(), last: (step: () => void) => (last = step) };
  const file = openUpdateFile(folder);
  const updates = setUpUpdates({
    ipc: ipc as never,
    phone: {
      get snapshot() {
        return snapshot;
      },
      onReport: (listener: (now: Snapshot, before: Snapshot) => void) => void reports.push(listener),
    } as PhoneLink,
    settings: {
      get settings() {
        return settings;
      },
      accounts: [],
      onChanged: (listener: typeof changed) => (changed = listener),
    } as unknown as SettingsStore,
    policy: { ...noPolicies.updates, ...changes.policy },
    quit: quit as unknown as Quit,
    window: { on: vi.fn(), isVisible: () => false } as never,
    installed: changes.installed === undefined ? appImage : changes.installed,
    packaged: join(folder, 'app-update.yml'),
    folder,
    file,
    log,
  });
  return {
    ipc,
    log,
    file,
    quit,
    updates,
    state: async () => (await ipc.ask('updates.status')).state,
    end: () => last(),
    says(now: Partial<Snapshot>) {
      const before = snapshot;
      snapshot = snapshotWith(now);
      report(snapshot, before);
    },
    set(now: Partial<Settings>) {
      const before = settings;
      settings = { ...settings, ...now };
      changed(settings, before);
    },
    async settled() {
      await vi.dynamicImportSettled();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

it.each([
  ['a policy', { policy: { enabled: false } }, 'policy'],
  ['a pin that is no version', { policy: { pinned: 'latest' } }, 'policy'],
  ['a copy that cannot be replaced', { installed: null }, 'not-installed'],
] as const)('%s switches it off, and nothing is asked', async (_, changes, why) => {
  const { state, ipc, settled } = made(changes);
  await ipc.ask('updates.check');
  await vi.advanceTimersByTimeAsync(48 * 3_600_000);
  await settled();
  expect(await state()).toEqual({ kind: 'off', why });
  expect(source.look).not.toHaveBeenCalled();
});

it('is off where nobody has named a server', async () => {
  writeFileSync(join(folder, 'app-update.yml'), '');
  expect(await made().state()).toEqual({ kind: 'off', why: 'no-server' });
});

it('looks within the first half hour and again within hours, without being asked', async () => {
  source.look.mockResolvedValue(null);
  const { settled } = made();
  await vi.advanceTimersByTimeAsync(59_000);
  await settled();
  expect(source.look).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(31 * 60_000);
  await settled();
  expect(source.look).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5 * 3_600_000);
  await settled();
  expect(source.look.mock.calls.length).toBeGreaterThanOrEqual(2);
});

it('fetches by itself, installs at the end, and then watches what it installed', async () => {
  const { ipc, state, end, file, says, settled } = made();
  says({ line: 'ready' });
  await ipc.ask('updates.check');
  await settled();
  expect(await state()).toEqual({ kind: 'ready', version: '1.0.1' });
  end();
  expect(source.install).toHaveBeenCalledExactlyOnceWith(null);
  expect(file.kept.trial).toEqual({ from: '1.0.0', to: '1.0.1', registered: true, starts: 0 });
});

it('is not in a hurry when the system shuts down', async () => {
  const { ipc, end, file, settled } = made();
  await ipc.ask('updates.check');
  await settled();
  electron.listeners.get('shutdown')?.();
  end();
  expect(source.install).not.toHaveBeenCalled();
  expect(file.kept.trial).toBeNull();
});

it('restarts when asked, but not in a call, and hidden as it was', async () => {
  const { ipc, quit, says, end, settled } = made();
  await ipc.ask('updates.check');
  await settled();
  says({ calls: [callWith()] });
  expect(await ipc.ask('updates.install')).toBe(false);
  says({ calls: [callWith({ state: 'ended' })] });
  expect(await ipc.ask('updates.install')).toBe(true);
  expect(quit.now).toHaveBeenCalledOnce();
  end();
  expect(source.install).toHaveBeenCalledExactlyOnceWith(['--hidden']);
});

it('asks for no password at the end of the day: a package of the system is installed only when the user says so', async () => {
  const { ipc, end, settled } = made({ installed: { kind: 'deb', program: '/opt/Sidetone/sidetone' } });
  await ipc.ask('updates.check');
  await settled();
  end();
  expect(source.install).not.toHaveBeenCalled();
  await ipc.ask('updates.install');
  end();
  expect(source.install).toHaveBeenCalledOnce();
});

it('restarts by itself when nobody has been there for an hour', async () => {
  const { ipc, quit, settled } = made();
  await ipc.ask('updates.check');
  await settled();
  electron.powerMonitor.getSystemIdleTime.mockReturnValue(3_500);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(quit.now).not.toHaveBeenCalled();
  electron.powerMonitor.getSystemIdleTime.mockReturnValue(3_700);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(quit.now).toHaveBeenCalledOnce();
});

it('takes an older version only because the policy pins it, and no newer one then', async () => {
  source.look.mockResolvedValue('0.9.0');
  const free = made();
  await free.ipc.ask('updates.check');
  await free.settled();
  expect((await free.state()).kind).toBe('idle');
  const pinned = made({ policy: { pinned: '0.9.0' } });
  await pinned.ipc.ask('updates.check');
  await pinned.settled();
  expect(source.look).toHaveBeenLastCalledWith({ channel: 'stable', pinned: '0.9.0' });
  expect(await pinned.state()).toEqual({ kind: 'ready', version: '0.9.0' });
  source.look.mockResolvedValue('1.0.1');
  const behind = made({ policy: { pinned: '0.9.0' } });
  await behind.ipc.ask('updates.check');
  await behind.settled();
  expect((await behind.state()).kind).toBe('idle');
});

it('leaves a version alone that was taken back, and says so until there is a newer one', async () => {
  const first = made();
  first.file.change((kept) => ({
    ...kept,
    takenBack: [{ version: '1.0.1', why: 'crashed', certain: true }],
  }));
  await first.ipc.ask('updates.check');
  await first.settled();
  expect(source.fetch).not.toHaveBeenCalled();
  expect(await first.ipc.ask('updates.status')).toMatchObject({ state: { kind: 'idle' }, takenBack: '1.0.1' });
  source.look.mockResolvedValue('1.0.2');
  await first.ipc.ask('updates.check');
  await first.settled();
  expect((await first.state()).kind).toBe('ready');
});

it('stops what it fetches when a call comes, and tells the truth of a failure', async () => {
  const { ipc, says, state, settled } = made();
  source.fetch.mockReturnValueOnce(new Promise(() => {}));
  await ipc.ask('updates.check');
  await settled();
  expect((await state()).kind).toBe('downloading');
  says({ calls: [callWith()] });
  expect(source.stop).toHaveBeenCalledOnce();
  expect((await state()).kind).toBe('available');
  source.fetch.mockRejectedValueOnce(Object.assign(new Error('no room'), { code: 'ENOSPC' }));
  says({ calls: [] });
  await settled();
  expect(await state()).toMatchObject({ kind: 'failed', problem: 'disk-full' });
});

it('comes up again as it was when the new version could not be put in place', async () => {
  const { ipc, end, file, log, settled } = made();
  await ipc.ask('updates.check');
  await settled();
  await ipc.ask('updates.install');
  source.install.mockImplementation(() => {
    throw new Error('the file is not the one that was fetched');
  });
  end();
  expect(electron.app.relaunch).toHaveBeenCalledWith({ execPath: appImage.program, args: ['--hidden'] });
  expect(file.kept.trial).toBeNull();
  expect(log.lines.join('\n')).toContain('not installed');
});

it('shows in the window what the tray has asked for', async () => {
  const { updates, ipc, settled } = made();
  updates.check?.();
  await settled();
  expect(ipc.sent.map(([name]) => name)).toContain('updates.opened');
});

it('looks again in some hours though what it fetched was cancelled', async () => {
  const { ipc, state, settled } = made();
  source.fetch.mockReturnValue(new Promise(() => {}));
  await ipc.ask('updates.check');
  await settled();
  await ipc.ask('updates.cancel');
  expect((await state()).kind).toBe('available');
  await vi.advanceTimersByTimeAsync(5 * 3_600_000);
  await settled();
  expect(source.look).toHaveBeenCalledTimes(2);
});
