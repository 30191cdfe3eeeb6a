import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeIpc } from './fakes/ipc';
import { fakeLog } from './fakes/log';
import { catchLinks, setUpInvitations } from './invitations';

type Listener = (...args: unknown[]) => void;
const electron = vi.hoisted(() => ({ listeners: new Map<string, Listener>(), register: vi.fn(), isPackaged: false }));
vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: Listener) => electron.listeners.set(name, listener),
    setAsDefaultProtocolClient: electron.register,
    get isPackaged() {
      return electron.isPackaged;
    },
  },
}));

const LINK = 'sidetone://provision?domain=phone.example.com&user=1001';
const byLink = { domain: 'phone.example.com', user: '1001', from: 'link' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-invitation-'));
  electron.listeners.clear();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(args: string[] = []) {
  const ipc = fakeIpc();
  const log = fakeLog();
  const show = vi.fn();
  const opened = catchLinks();
  const openUrl = (url: string) => electron.listeners.get('open-url')?.({ preventDefault: () => {} }, url);
  const set = () => setUpInvitations({ ipc, log, show, args, opened });
  const again = (...more: string[]) => electron.listeners.get('second-instance')?.({}, ['sidetone', ...more], folder);
  return { ipc, log, show, openUrl, set, again };
}

describe('what a start brings', () => {
  it.each([
    ['a link', LINK, byLink],
    ['a switch with a link', `--provision=${LINK}`, { ...byLink, from: 'command-line' }],
    [
      'a switch with a domain',
      '--provision=Phone.example.com:8443',
      { domain: 'phone.example.com:8443', user: '', from: 'command-line' },
    ],
  ])('waits for the window: %s', (_what, arg, invitation) => {
    const { set, ipc } = start(['--no-sandbox', arg, '.']);
    const invitations = set();
    expect(ipc.sent).toEqual([]);
    expect(invitations.take()).toEqual(invitation);
    expect(invitations.take()).toBeNull();
  });

  it.each([
    '--provision=',
    '--provision',
    '--provision=user:pw@phone.example.com',
    'phone.example.com',
    'https://phone.example.com',
    'sidetone://call?number=110',
    'sidetone:',
    '/home/me/phone.example.com',
  ])('is nothing: %s', (arg) => {
    const { set, log } = start([arg]);
    expect(set().take()).toBeNull();
    expect(log.lines.join()).not.toMatch(/pw|110/);
  });
});

describe('a second start', () => {
  it('invites the phone that runs', () => {
    const { set, ipc, again } = start();
    set().take();
    again('--flag', LINK);
    expect(ipc.sent).toEqual([['operator.invited', byLink]]);
  });

  it('is the last word before the window is there', () => {
    const { set, ipc, again } = start(['--provision=one.example']);
    const invitations = set();
    again('--provision=two.example');
    expect(invitations.take()).toMatchObject({ domain: 'two.example' });
    expect(ipc.sent).toEqual([]);
  });

  it.each([
    ['as a link', LINK, '1001'],
    ['as JSON', '\uFEFF{"domain":"phone.example.com","user":"1001","password":"secret"}\n', '1001'],
    ['as a domain', 'phone.example.com\n', ''],
  ])('reads a file that it names, %s', async (_how, text, user) => {
    const { set, ipc, again, log } = start();
    set().take();
    writeFileSync(join(folder, 'phone.json'), text);
    again('--provision-file=phone.json');
    await vi.waitFor(() => expect(ipc.sent).toHaveLength(1));
    expect(ipc.sent).toEqual([['operator.invited', { domain: 'phone.example.com', user, from: 'file' }]]);
    expect(log.lines.join()).not.toContain('secret');
  });

  it.each([
    ['is not there', null],
    ['is a folder', 'folder'],
    ['is far too long', `${' '.repeat(200_000)}phone.example.com`],
    ['is none', '\0\u0001\u0002'],
  ])('does nothing with a file that %s', async (_what, text) => {
    const { set, ipc, again, log } = start();
    set().take();
    if (text === 'folder') again('--provision-file=.');
    else if (text === null) again('--provision-file=missing.json');
    else {
      writeFileSync(join(folder, 'phone.json'), text);
      again('--provision-file=phone.json');
    }
    await vi.waitFor(() => expect(log.lines).toHaveLength(1));
    expect(ipc.sent).toEqual([]);
  });
});

describe('a link that macOS opens', () => {
  it('is caught before the program is ready', () => {
    const { set, openUrl, show } = start();
    openUrl(LINK);
    const invitations = set();
    expect(invitations.take()).toEqual(byLink);
    expect(show).toHaveBeenCalledOnce();
  });

  it('invites the phone that runs', () => {
    const { set, openUrl, ipc } = start();
    set().take();
    openUrl(LINK);
    expect(ipc.sent).toEqual([['operator.invited', byLink]]);
  });
});

describe('the return from a payment', () => {
  const RETURN = 'sidetone://payment?payment=0c9ad2b1';

  it('is told to the phone that runs', () => {
    const { set, ipc, again } = start();
    set().take();
    again(RETURN);
    expect(ipc.sent).toEqual([['links.payment', '0c9ad2b1']]);
  });

  it('waits for the window', async () => {
    const { set, ipc } = start([RETURN]);
    const invitations = set();
    expect(invitations.take()).toBeNull();
    expect(ipc.sent).toEqual([]);
    await vi.waitFor(() => expect(ipc.sent).toEqual([['links.payment', '0c9ad2b1']]));
  });

  it('comes by link only', () => {
    const { set, ipc, again } = start();
    set().take();
    again(`--provision=${RETURN}`);
    expect(ipc.sent).toEqual([]);
  });
});

it('asks the system for its links once it is installed', () => {
  start().set();
  expect(electron.register).not.toHaveBeenCalled();
});
