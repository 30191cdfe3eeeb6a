import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Snapshot } from '../preload/contract';
import { fakeLog } from './fakes/log';
import { callWith, snapshotWith } from './fakes/snapshot';
import { nothing, type PhoneLink } from './phone-link';
import { openUpdateFile } from './update-file';
import { begun, MAX_STARTS, takenBack } from './update-trial';
import { endsHere, watchTrial } from './update-watch';

const electron = vi.hoisted(() => ({
  app: { getVersion: vi.fn(() => '1.0.1'), relaunch: vi.fn(), exit: vi.fn() },
  net: { isOnline: vi.fn(() => true) },
}));
vi.mock('electron', () => electron);

let folder: string;
let program: string;
let server: Server;
let address: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-watch-'));
  program = join(folder, 'Sidetone.AppImage');
  writeFileSync(program, 'new');
  writeFileSync(`${program}.previous`, 'old');
  electron.app.relaunch.mockReset();
  electron.app.exit.mockReset();
  electron.net.isOnline.mockReturnValue(true);
  electron.app.getVersion.mockReturnValue('1.0.1');
  server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise<void>((up) => server.once('listening', up));
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function watched(
  options: { registered?: boolean; servers?: string[]; kept?: 'trial' | 'suspect'; installed?: boolean } = {},
) {
  const { registered = true, servers = [address], kept = 'trial', installed = true } = options;
  const file = openUpdateFile(folder);
  file.change((now) => begun(now, '1.0.0', '1.0.1', registered));
  if (kept === 'suspect') file.change((now) => takenBack(now, 'not-registered'));
  let snapshot = nothing;
  const listeners: ((now: Snapshot, before: Snapshot) => void)[] = [];
  const fetchBack = vi.fn();
  const atEnd = watchTrial({
    file,
    installed: installed ? { kind: 'appimage', program } : null,
    phone: {
      get snapshot() {
        return snapshot;
      },
      onReport: (listener: (now: Snapshot, before: Snapshot) => void) => void listeners.push(listener),
    } as PhoneLink,
    servers: () => servers,
    fetchBack,
    log: fakeLog(),
  });
  return {
    file,
    fetchBack,
    atEnd,
    says(changes: Partial<Snapshot>) {
      snapshot = snapshotWith(changes);
      listeners.forEach((each) => each(snapshot, snapshot));
    },
  };
}
const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * 60_000);
const isBack = () => readFileSync(program, 'utf8') === 'old';

it('ends the watch, and lets the old one go, once it registers', async () => {
  const { says, file } = watched();
  says({ line: 'ready' });
  await pass(0.1);
  expect(file.kept.trial).toBeNull();
  expect(existsSync(`${program}.previous`)).toBe(false);
});

it('takes it back when there is no window', async () => {
  const { file } = watched();
  await pass(2.1);
  expect(isBack()).toBe(true);
  expect(file.kept.takenBack).toEqual([{ version: '1.0.1', why: 'no-window', certain: true }]);
  expect(electron.app.relaunch).toHaveBeenCalledWith({ execPath: program, args: [] });
  expect(electron.app.exit).toHaveBeenCalledWith(0);
});

it('takes it back when it does not register though the switch is there', async () => {
  const { says, file } = watched();
  says({ line: 'not-ready' });
  await pass(5.1);
  await vi.waitFor(() => expect(isBack()).toBe(true));
  expect(file.kept.takenBack).toEqual([{ version: '1.0.1', why: 'not-registered', certain: false }]);
});

it('cuts nobody off: one line of two is away, and a call is up on the other', async () => {
  const { says, file } = watched();
  const calls = [callWith({ state: 'active' })];
  says({ line: 'not-ready', calls });
  await pass(11);
  expect(isBack()).toBe(false);
  says({ line: 'not-ready', calls: [callWith({ state: 'ended' })] });
  await pass(5.1);
  await vi.waitFor(() => expect(isBack()).toBe(true));
  expect(file.kept.takenBack).toMatchObject([{ why: 'not-registered' }]);
});

it.each([
  ['the switch is away', { servers: ['ws://127.0.0.1:1/ws'] }, {}, true],
  ['there is no network', {}, {}, false],
  ['nobody is signed in', {}, { signedIn: false }, true],
  ['the version before was not registered either', { registered: false }, {}, true],
] as const)('leaves it when %s', async (_, options, snapshot, online) => {
  electron.net.isOnline.mockReturnValue(online);
  const { says } = watched({ ...options, servers: 'servers' in options ? [...options.servers] : [address] });
  says({ line: 'not-ready', ...snapshot });
  for (let minute = 0; minute < 12; minute++) {
    await pass(1);
    await new Promise((next) => setTimeout(next, 5));
  }
  expect(isBack()).toBe(false);
});

it('acquits a version when the one before does not register either', async () => {
  electron.app.getVersion.mockReturnValue('1.0.0');
  const { says, file } = watched({ kept: 'suspect' });
  expect(file.kept.takenBack).toHaveLength(1);
  says({ line: 'not-ready' });
  await pass(5.1);
  await vi.waitFor(() => expect(file.kept.takenBack).toEqual([]));
});

it('fetches the version before where its file is not there', async () => {
  const { fetchBack, file } = watched({ installed: false });
  await pass(2.1);
  expect(fetchBack).toHaveBeenCalledOnce();
  expect(file.kept.back).toBe('1.0.0');
  expect(electron.app.exit).not.toHaveBeenCalled();
});

it('counts starts on the disk, and ends the one too many', () => {
  const installed = { kind: 'appimage', program } as const;
  openUpdateFile(folder).change((kept) => begun(kept, '1.0.0', '1.0.1', false));
  for (let start = 1; start <= MAX_STARTS; start++)
    expect(endsHere(openUpdateFile(folder), installed, '1.0.1')).toBe(false);
  expect(endsHere(openUpdateFile(folder), installed, '1.0.1')).toBe(true);
  expect(isBack()).toBe(true);
  expect(openUpdateFile(folder).kept.takenBack[0]).toMatchObject({ version: '1.0.1', why: 'crashed' });
});

it('does not count starts that its user has ended', () => {
  const installed = { kind: 'appimage', program } as const;
  const { atEnd, file } = watched();
  for (let start = 1; start <= 2 * MAX_STARTS; start++) {
    expect(endsHere(file, installed, '1.0.1')).toBe(false);
    atEnd();
  }
});
