import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeIpc } from './fakes/ipc';
import { fakeLog } from './fakes/log';
import { setUpLinkHandler } from './link-handler';

const system = vi.hoisted(() => ({ ours: new Set<string>(), takes: true, isPackaged: true, opened: [] as string[] }));
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return system.isPackaged;
    },
    isDefaultProtocolClient: (scheme: string) => system.ours.has(scheme),
    setAsDefaultProtocolClient: (scheme: string) => {
      if (system.takes) system.ours.add(scheme);
      return system.takes;
    },
  },
  shell: {
    openExternal: async (url: string) => {
      system.opened.push(url);
    },
  },
}));

const on = (platform: NodeJS.Platform) => vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);

beforeEach(() => {
  Object.assign(system, { ours: new Set(), takes: true, isPackaged: true, opened: [] });
  on('linux');
});
afterEach(() => {
  vi.restoreAllMocks();
});

function start() {
  const ipc = fakeIpc();
  setUpLinkHandler(ipc, fakeLog());
  return ipc;
}

it('takes the links only when it is told to', async () => {
  const ipc = start();
  expect(await ipc.ask('dial.handler')).toBe('another');
  expect(system.ours.size).toBe(0);
  expect(await ipc.ask('dial.becomeHandler')).toBe('this');
  expect([...system.ours]).toEqual(['tel', 'sip', 'sips', 'callto']);
  system.ours.delete('callto');
  expect(await ipc.ask('dial.handler')).toBe('another');
});

it('says so when the system does not take it', async () => {
  system.takes = false;
  expect(await start().ask('dial.becomeHandler')).toBe('another');
});

it('leaves it to the settings of Windows', async () => {
  on('win32');
  expect(await start().ask('dial.becomeHandler')).toBe('asked');
  expect([system.opened, system.ours.size]).toEqual([['ms-settings:defaultapps'], 0]);
});

it('does nothing where it is not installed', async () => {
  system.isPackaged = false;
  const ipc = start();
  expect(await ipc.ask('dial.handler')).toBe('not-installed');
  expect(await ipc.ask('dial.becomeHandler')).toBe('not-installed');
  expect([system.opened, system.ours.size]).toEqual([[], 0]);
});
