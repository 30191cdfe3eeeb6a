import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { requestNames } from '../preload/channels';
import { AccountSchema, requests, type Outcome, type RequestName } from '../preload/contract';
import { Failure } from './failure';
import { fakeLog } from './fakes/log';
import { callWith, snapshotWith } from './fakes/snapshot';
import { createIpc, type Ipc } from './ipc';

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<Outcome<unknown>>;
const electron = vi.hoisted(() => ({ handlers: new Map<string, unknown>() }));
vi.mock('electron', () => ({ ipcMain: { handle: (name: string, run: unknown) => electron.handlers.set(name, run) } }));

const names = Object.keys(requestNames) as RequestName[];
const PHONE = 'app://sidetone/index.html';
const CARD = 'app://sidetone/card.html';

/** As much of a window as the checks look at. */
function fakeContents(id: number) {
  const sent: unknown[][] = [];
  const destroyed: (() => void)[] = [];
  const contents = {
    id,
    sent,
    send: (...args: unknown[]) => void sent.push(args),
    isDestroyed: () => false,
    once: (_name: string, listener: () => void) => void destroyed.push(listener),
    destroy: () => destroyed.forEach((listener) => listener()),
  };
  return contents as unknown as WebContents & typeof contents;
}

interface Frame {
  url: string;
  parent: object | null;
}

let ipc: Ipc;
let log: ReturnType<typeof fakeLog>;
let phone: ReturnType<typeof fakeContents>;
let card: ReturnType<typeof fakeContents>;
const run = vi.fn((..._args: unknown[]): unknown => undefined);

beforeEach(() => {
  electron.handlers.clear();
  run.mockReset();
  log = fakeLog();
  ipc = createIpc(log);
  phone = fakeContents(1);
  card = fakeContents(2);
  ipc.admit('phone', phone, PHONE);
  ipc.admit('card', card, CARD);
  for (const name of names) ipc.handle(name, run as never);
});

async function call(name: string, args: unknown[], from?: { contents?: { id: number }; frame?: Frame | null }) {
  const isCard = name.startsWith('card.');
  const event = {
    sender: from?.contents ?? (isCard ? card : phone),
    senderFrame: from && 'frame' in from ? from.frame : { url: isCard ? CARD : PHONE, parent: null },
  };
  const handler = electron.handlers.get(name) as Handler;
  return handler(event as unknown as IpcMainInvokeEvent, ...args);
}

const account = v.parse(AccountSchema, {
  id: 'a',
  servers: ['wss://pbx.test/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: '',
  expires: 300,
  iceServers: [],
  practice: false,
});

const good: Record<RequestName, unknown[]> = {
  'account.load': [],
  'account.save': [account, 'pw'],
  'account.forget': ['a'],
  'account.order': [['a']],
  'recovery.take': [],
  'phone.alive': [],
  'settings.load': [],
  'settings.save': [{ theme: 'dark' }],
  'operator.load': [],
  'operator.choose': ['phone.example.com'],
  'operator.keep': [{ user: '1001' }],
  'operator.forget': [],
  'check.resolve': ['phone.example.com'],
  'check.certificate': ['phone.example.com', 443],
  'links.open': ['https://example.com/'],
  'dial.take': [],
  'dial.handler': [],
  'dial.becomeHandler': [],
  'shortcuts.status': [],
  'shortcuts.pause': [true],
  'updates.status': [],
  'updates.check': [],
  'updates.download': [],
  'updates.cancel': [],
  'updates.install': [],
  'support.make': ['No fault found'],
  'support.save': [],
  'practice.start': [],
  'phone.report': [snapshotWith({ calls: [callWith()] })],
  'phone.closed': [],
  'links.serverProblem': ['wss://pbx.test/ws'],
  'headsets.take': ['device-1'],
  'window.show': [],
  'tray.missing': [],
  'tray.missingTold': [],
  'log.write': [{ level: 'info', area: 'sip', message: 'x' }],
  'card.ready': [],
  'card.answer': ['c1'],
  'card.decline': ['c1'],
  'card.hangUp': ['c1'],
  'card.setMuted': ['c1', true],
  'card.openWindow': [],
};

const HUGE = 'x'.repeat(2_000_000);
const deep = (() => {
  let value: unknown = 'bottom';
  for (let n = 0; n < 5_000; n++) value = [value];
  return value;
})();
const wrong: readonly [string, unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 1],
  ['not a number', NaN],
  ['infinity', Infinity],
  ['a bigint', 1n],
  ['true', true],
  ['an empty string', ''],
  ['a huge string', HUGE],
  ['an array', []],
  ['a deep array', deep],
  ['an object', {}],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['bytes', new Uint8Array(8)],
  ['a polluting object', JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')],
];

describe.each(names)('%s', (name) => {
  it('takes what the contract says', async () => {
    run.mockReturnValue('done');
    expect(await call(name, good[name])).toEqual({ ok: true, value: 'done' });
    expect(run).toHaveBeenCalledExactlyOnceWith(...good[name]);
  });

  it.each(wrong)('refuses or survives %s in each place', async (kind, value) => {
    const args = good[name];
    const attempts =
      args.length === 0 ? [[value]] : args.map((_, at) => args.map((arg, n) => (n === at ? value : arg)));
    attempts.push([...args, value]);
    for (const attempt of attempts) {
      const outcome = await call(name, attempt);
      const parsed = run.mock.calls.length > 0;
      expect(outcome.ok).toBe(parsed);
      if (!outcome.ok) expect(outcome.error.code).toBe('bad-arguments');
      run.mockClear();
    }
    expect(kind === 'a polluting object' && 'polluted' in {}).toBe(false);
  });

  it('refuses too few arguments', async () => {
    if (good[name].length === 0) return expect(requests[name].args.items).toHaveLength(0);
    expect(await call(name, [])).toMatchObject({ ok: false, error: { code: 'bad-arguments' } });
    expect(run).not.toHaveBeenCalled();
  });

  it('refuses an argument too many', async () => {
    expect(await call(name, [...good[name], 'more'])).toMatchObject({ ok: false, error: { code: 'bad-arguments' } });
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ['another window', { contents: { id: 99 } }],
    ['the other of our windows', { contents: { id: name.startsWith('card.') ? 1 : 2 } }],
    ['a frame that is gone', { frame: null }],
    ['a frame within', { frame: { url: name.startsWith('card.') ? CARD : PHONE, parent: {} } }],
    ['a web page', { frame: { url: 'https://evil.example/', parent: null } }],
    ['a look-alike', { frame: { url: 'app://sidetone.evil/index.html', parent: null } }],
    ['another page of ours', { frame: { url: 'app://sidetone/other.html', parent: null } }],
    ['a file', { frame: { url: 'file:///index.html', parent: null } }],
    ['nowhere', { frame: { url: '', parent: null } }],
  ])('refuses %s and logs no value', async (_who, from) => {
    expect(await call(name, good[name], from)).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(run).not.toHaveBeenCalled();
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain(name);
    expect(log.lines[0]).not.toContain('pw');
  });
});

describe('createIpc', () => {
  it('names where an argument was wrong, never what it was', async () => {
    const outcome = await call('account.save', [{ ...account, user: '', expires: 'geheim' }, 'geheim'.repeat(1_000)]);
    expect(outcome).toMatchObject({ ok: false });
    expect(JSON.stringify(outcome) + log.lines.join()).not.toContain('geheim');
    expect(log.lines.join()).toMatch(/0\.user.*0\.expires.*1/);
  });

  it('tells the sentence of a failure', async () => {
    run.mockImplementation(() => {
      throw new Failure('failure.settings.disk-full');
    });
    const outcome = await call('settings.save', [{}]);
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'failed', message: expect.stringContaining('disk is full') },
    });
  });

  it('keeps the words of any other error to the log', async () => {
    run.mockReturnValue(Promise.reject(new Error('ENOENT /home/alice')));
    const outcome = await call('settings.load', []);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'failed' } });
    expect(JSON.stringify(outcome)).not.toContain('alice');
    expect(log.lines.join()).toContain('ENOENT');
  });

  it('allows a fragment in the page’s address', async () => {
    run.mockReturnValue(null);
    expect(await call('window.show', [], { frame: { url: `${PHONE}#history`, parent: null } })).toMatchObject({
      ok: true,
    });
  });

  it('sends events to the window they are for, and knows when it is gone', () => {
    expect(ipc.send('phone', 'power.woke')).toBe(true);
    expect(phone.sent).toEqual([['power.woke']]);
    expect(card.sent).toEqual([]);
    phone.destroy();
    expect(ipc.send('phone', 'power.woke')).toBe(false);
  });

  it('admits nobody after the window is gone', async () => {
    phone.destroy();
    expect(await call('window.show', [])).toMatchObject({ ok: false, error: { code: 'refused' } });
  });
});
