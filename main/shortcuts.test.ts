import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DialWish, Settings, ShortcutsStatus, Snapshot } from '../preload/contract';
import { defaultSettings } from '../preload/settings';
import { fakeIpc } from './fakes/ipc';
import { fakeLog } from './fakes/log';
import { callWith, snapshotWith } from './fakes/snapshot';
import type { PhoneLink } from './phone-link';

const electron = vi.hoisted(() => ({
  held: new Map<string, () => void>(),
  takenByOthers: new Set<string>(),
  marked: '',
  copied: '',
  notified: [] as string[],
}));
vi.mock('electron', () => ({
  globalShortcut: {
    register(keys: string, run: () => void) {
      if (keys.includes('Nonsense')) throw new TypeError('Error processing argument');
      if (electron.takenByOthers.has(keys) || electron.held.has(keys)) return false;
      electron.held.set(keys, run);
      return true;
    },
    unregister: (keys: string) => electron.held.delete(keys),
    isRegistered: (keys: string) => electron.held.has(keys),
  },
  clipboard: { readText: (which?: string) => (which === 'selection' ? electron.marked : electron.copied) },
  Notification: class {
    constructor({ title }: { title: string }) {
      electron.notified.push(title);
    }
    show() {}
  },
}));
const { setUpShortcuts } = await import('./shortcuts');
const { setUpMediaKeys } = await import('./media-keys');

const none: Settings['globalShortcuts'] = { answer: '', hangUp: '', mute: '', dialSelection: '', show: '' };

function setUp(wanted: Partial<Settings['globalShortcuts']>, by: ShortcutsStatus['by'] = 'program') {
  let settings: Settings = { ...defaultSettings, globalShortcuts: { ...none, ...wanted } };
  const listeners: ((now: Settings, before: Settings) => void)[] = [];
  const store = {
    get settings() {
      return settings;
    },
    onChanged: (listener: (now: Settings, before: Settings) => void) => void listeners.push(listener),
  };
  const change = (changes: Partial<Settings>) => {
    const before = settings;
    settings = { ...settings, ...changes };
    for (const listener of listeners) listener(settings, before);
  };
  const reports: ((now: Snapshot, before: Snapshot) => void)[] = [];
  let snapshot = snapshotWith();
  const phone = {
    get snapshot() {
      return snapshot;
    },
    onReport: (listener: (now: Snapshot, before: Snapshot) => void) => void reports.push(listener),
    answer: vi.fn(),
    decline: vi.fn(),
    hangUp: vi.fn(),
    setMuted: vi.fn(),
  };
  const report = (changes: Partial<Snapshot>) => {
    const before = snapshot;
    snapshot = snapshotWith(changes);
    for (const listener of reports) listener(snapshot, before);
  };
  const window = Object.assign(new EventEmitter(), { webContents: new EventEmitter() });
  const ipc = fakeIpc();
  const dialled: DialWish[] = [];
  const show = vi.fn();
  const link = phone as unknown as PhoneLink;
  setUpShortcuts({
    ipc,
    phone: link,
    settings: store,
    by,
    window: window as unknown as BrowserWindow,
    show,
    dial: (wish) => dialled.push(wish),
    log: fakeLog(),
  });
  setUpMediaKeys(link, store, by, fakeLog());
  const status = () => ipc.ask('shortcuts.status');
  return { change, report, phone, ipc, dialled, show, window, status };
}
const press = (keys: string) => electron.held.get(keys)?.();
const platform = process.platform;

beforeEach(() => {
  electron.held.clear();
  electron.takenByOthers.clear();
  electron.marked = '';
  electron.copied = '';
  electron.notified = [];
  vi.useFakeTimers({ toFake: ['performance'] });
  return () => {
    vi.useRealTimers();
    Object.defineProperty(process, 'platform', { value: platform });
  };
});

describe('setUpShortcuts', () => {
  it('takes no keys until it is given some, and gives them back', async () => {
    const { change, status } = setUp({});
    expect(electron.held.size).toBe(0);
    change({ globalShortcuts: { ...none, answer: 'F9' } });
    expect([...electron.held.keys()]).toEqual(['F9']);
    change({ globalShortcuts: { ...none, answer: 'F10' } });
    expect([...electron.held.keys()]).toEqual(['F10']);
    expect((await status()).actions.answer).toEqual({ keys: 'F10', problem: null });
    change({ globalShortcuts: none });
    expect(electron.held.size).toBe(0);
  });

  it('tells of keys that another program has, that no key has, and that it was given twice', async () => {
    electron.takenByOthers.add('F5');
    const { status, ipc } = setUp({ answer: 'F5', hangUp: 'Nonsense+1', mute: 'Ctrl+M', show: 'Control+M' });
    const { by, actions } = await status();
    expect(by).toBe('program');
    expect(Object.values(actions).map(({ problem }) => problem)).toEqual(['taken', 'invalid', null, null, 'taken']);
    expect(ipc.sent.at(-1)).toEqual(['shortcuts.changed', await status()]);
  });

  it('answers, mutes, ends, shows', () => {
    const { report, phone, show } = setUp({ answer: 'F1', hangUp: 'F2', mute: 'F3', show: 'F4' });
    press('F1');
    report({ calls: [callWith({ id: 'a', state: 'ringing', direction: 'incoming' })] });
    vi.advanceTimersByTime(1_000);
    press('F1');
    expect(phone.answer.mock.calls).toEqual([['a', 'by-hand']]);
    report({ calls: [callWith({ id: 'a', state: 'active' })] });
    press('F3');
    expect(phone.setMuted).toHaveBeenCalledWith('a', true);
    press('F2');
    expect(phone.hangUp).toHaveBeenCalledWith('a');
    press('F4');
    expect(show).toHaveBeenCalled();
  });

  it('takes a key that is held down for one press', () => {
    const { report, phone } = setUp({ mute: 'F3' });
    report({ calls: [callWith({ id: 'a', state: 'active' })] });
    press('F3');
    for (let repeated = 0; repeated < 40; repeated += 1) {
      vi.advanceTimersByTime(repeated === 0 ? 660 : 40);
      press('F3');
    }
    expect(phone.setMuted).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_000);
    press('F3');
    expect(phone.setMuted).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['what is marked, on Linux', 'linux', '030 1234', '999', '0301234'],
    ['what was copied when nothing is marked', 'linux', ' ', '030 99', '03099'],
    ['what was copied, elsewhere', 'win32', '030 1234', '030 99', '03099'],
  ] as const)('asks to dial %s', async (_name, system, marked, copied, number) => {
    Object.defineProperty(process, 'platform', { value: system });
    Object.assign(electron, { marked, copied });
    const { dialled } = setUp({ dialSelection: 'F6' });
    press('F6');
    await vi.waitFor(() => expect(dialled).toHaveLength(1));
    expect(dialled).toEqual([{ number, how: 'ask', from: 'shortcut', doubt: null }]);
    expect(electron.notified).toEqual([]);
  });

  it('says so when that is no number', async () => {
    electron.marked = 'call me maybe';
    const { dialled } = setUp({ dialSelection: 'F6' });
    press('F6');
    await vi.waitFor(() => expect(electron.notified).toHaveLength(1));
    expect(dialled).toEqual([]);
  });

  it('lets keys through while new ones are pressed, until the window is left', async () => {
    const { ipc, window, change } = setUp({ mute: 'F3' });
    await ipc.ask('shortcuts.pause', true);
    expect(electron.held.size).toBe(0);
    change({ globalShortcuts: { ...none, mute: 'F4' } });
    expect(electron.held.size).toBe(0);
    await ipc.ask('shortcuts.pause', false);
    expect([...electron.held.keys()]).toEqual(['F4']);
    await ipc.ask('shortcuts.pause', true);
    window.emit('blur');
    expect(electron.held.size).toBe(1);
  });

  it('tries nothing where nobody would hear of the keys', async () => {
    const { status } = setUp({ mute: 'F3' }, 'nobody');
    expect(electron.held.size).toBe(0);
    expect(await status()).toMatchObject({ by: 'nobody', actions: { mute: { keys: 'F3', problem: null } } });
  });
});

describe('setUpMediaKeys', () => {
  it('holds them only during a call, and only while it may', () => {
    const { report, change, phone } = setUp({});
    expect(electron.held.size).toBe(0);
    report({ calls: [callWith({ id: 'a', state: 'ringing', direction: 'incoming' })] });
    expect([...electron.held.keys()]).toEqual(['MediaPlayPause', 'MediaStop']);
    press('MediaPlayPause');
    expect(phone.answer).toHaveBeenCalledWith('a', 'by-hand');
    report({ calls: [callWith({ id: 'a', state: 'active' })] });
    press('MediaStop');
    expect(phone.hangUp).toHaveBeenCalledWith('a');
    change({ mediaKeys: false });
    expect(electron.held.size).toBe(0);
    change({ mediaKeys: true });
    expect(electron.held.size).toBe(2);
    report({ calls: [] });
    expect(electron.held.size).toBe(0);
  });

  it('leaves alone what another program or the user has taken', () => {
    electron.takenByOthers.add('MediaPlayPause');
    const { report, phone } = setUp({ mute: 'MediaStop' });
    report({ calls: [callWith({ id: 'a', state: 'active' })] });
    expect([...electron.held.keys()]).toEqual(['MediaStop']);
    press('MediaStop');
    expect(phone.setMuted).toHaveBeenCalledWith('a', true);
    report({ calls: [] });
    expect([...electron.held.keys()]).toEqual(['MediaStop']);
  });

  it('asks no portal', () => {
    const { report } = setUp({}, 'portal');
    report({ calls: [callWith({ id: 'a', state: 'active' })] });
    expect(electron.held.size).toBe(0);
  });
});
