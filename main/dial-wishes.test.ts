import { beforeEach, describe, expect, it, vi } from 'vitest';
import { leavesWindow, setUpDialWishes } from './dial-wishes';
import { fakeIpc } from './fakes/ipc';
import { fakeLog } from './fakes/log';
import { noPolicies, type Policies } from './policies';

type Listener = (...args: unknown[]) => void;
const electron = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  app: { on: (name: string, listener: Listener) => electron.listeners.set(name, listener) },
}));

const dialling: Policies = { ...noPolicies, links: { tel: 'dial', sip: 'dial', sips: 'off', callto: 'ask' } };
const asked = (number: string) => ({ number, how: 'ask', from: 'link', doubt: null });
const dialled = (number: string) => ({ ...asked(number), how: 'dial' });

beforeEach(() => electron.listeners.clear());

function start(args: string[] = [], rules: Policies = noPolicies) {
  const ipc = fakeIpc();
  const log = fakeLog();
  const show = vi.fn();
  let time = 0;
  const listeners: ((url: string) => void)[] = [];
  const { want } = setUpDialWishes({
    ipc,
    rules,
    log,
    show,
    args,
    opened: (listener) => void listeners.push(listener),
    now: () => time,
  });
  return {
    ipc,
    log,
    show,
    want,
    openUrl: (url: string) => listeners.forEach((listener) => listener(url)),
    again: (...more: string[]) => electron.listeners.get('second-instance')?.({}, ['sidetone', ...more]),
    later: (ms: number) => (time += ms),
  };
}

describe('a link', () => {
  it('of the start waits for the phone', async () => {
    const { ipc, show } = start(['--no-sandbox', '.', 'tel:4711', 'tel:4712']);
    expect(ipc.sent).toEqual([]);
    expect(show).toHaveBeenCalledOnce();
    expect(await ipc.ask('dial.take')).toEqual(asked('4711'));
    expect(await ipc.ask('dial.take')).toBeNull();
  });

  it('of a second start, or of macOS, is told to the phone that runs', async () => {
    const { ipc, again, openUrl, show } = start();
    await ipc.ask('dial.take');
    again('--flag', 'callto:4711');
    openUrl('sip:alice@example.com');
    expect(ipc.sent).toEqual([
      ['dial.wanted', asked('4711')],
      ['dial.wanted', asked('alice@example.com')],
    ]);
    expect(show).toHaveBeenCalledTimes(2);
  });

  it('before the phone is there, is the last word', async () => {
    const { ipc, again } = start(['tel:4711']);
    again('tel:4712');
    expect(await ipc.ask('dial.take')).toEqual(asked('4712'));
    expect(ipc.sent).toEqual([]);
  });

  it('that may call brings no window up, and the next one so soon is asked about', async () => {
    const { ipc, again, show, later } = start([], dialling);
    await ipc.ask('dial.take');
    again('tel:4711');
    expect(show).not.toHaveBeenCalled();
    again('tel:4712');
    later(3_000);
    again('tel:4713');
    expect(ipc.sent.map(([, wish]) => wish)).toEqual([dialled('4711'), asked('4712'), dialled('4713')]);
  });

  it('that is refused does nothing, and leaves nothing of itself in the log', async () => {
    const { ipc, again, openUrl, show, log } = start([], dialling);
    await ipc.ask('dial.take');
    again('sips:x@secret.example');
    again('tel:4711\r\n2026-01-01 FORGED');
    again('https://example.com/', '--tel:4711', '/home/me/tel:4711');
    openUrl('sidetone://provision?domain=secret.example');
    expect(ipc.sent).toEqual([]);
    expect(show).not.toHaveBeenCalled();
    expect(log.lines).toHaveLength(2);
    expect(log.lines.join()).not.toMatch(/secret|FORGED|4711/);
  });
});

it('takes what the tray and others want, too', async () => {
  const { ipc, want } = start();
  want({ number: '600', how: 'dial', from: 'tray', doubt: null });
  expect(await ipc.ask('dial.take')).toMatchObject({ number: '600', from: 'tray' });
});

it.each([
  [['tel:4711'], true],
  [['tel:*21%23'], false],
  [['callto:4711'], false],
  [['sips:x@y.example'], false],
  [['--hidden'], false],
  [[], false],
])('a second start with %j leaves the window where it is: %s', (args, leaves) => {
  expect(leavesWindow(['sidetone', ...args], dialling)).toBe(leaves);
});
