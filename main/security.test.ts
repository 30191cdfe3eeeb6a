import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeLog } from './fakes/log';
import { mayFrame, mayLeave, maySave, setUpSecurity } from './security';

const electron = vi.hoisted(() => ({ app: {} as EventEmitter, session: {} as { defaultSession: EventEmitter } }));
vi.mock('electron', () => ({
  get app() {
    return electron.app;
  },
  session: electron.session,
  protocol: {},
}));

describe('mayLeave', () => {
  it.each(['https://example.org/help', 'mailto:admin@example.org'])('%s', (address) => {
    expect(mayLeave(address)).toBe(true);
  });

  it.each([
    'http://example.org/',
    'https://user:pw@example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'app://sidetone/index.html',
    'tel:123',
    'about:blank',
    '',
    'nonsense',
  ])('not %s', (address) => {
    expect(mayLeave(address)).toBe(false);
  });
});

describe('mayFrame', () => {
  it('shows one page in a frame of the phone', () => {
    expect(mayFrame('app://page/page-frame.html', true)).toBe(true);
  });

  it.each([
    'app://sidetone/index.html',
    'app://sidetone/page-frame.html',
    'app://page/index.html',
    'app://page/page-frame.html?x',
    'https://example.org/',
    'data:text/html,x',
    'about:blank',
    'about:srcdoc',
  ])('never %s', (address) => {
    expect(mayFrame(address, true)).toBe(false);
  });

  it.each(['https://example.org/', 'about:srcdoc', 'about:blank', 'data:text/html,x', 'blob:null/1'])(
    'lets an operator’s page frame %s',
    (address) => {
      expect(mayFrame(address, false)).toBe(true);
    },
  );

  it.each([
    'app://sidetone/index.html',
    'app://page/page-frame.html',
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'about:settings',
    'chrome://gpu',
    'nonsense',
    '',
  ])('does not let it frame %s', (address) => {
    expect(mayFrame(address, false)).toBe(false);
  });
});

describe('maySave', () => {
  it('what the phone has made', () => {
    expect(maySave('blob:app://sidetone/0a1b', 'app://sidetone/index.html#history')).toBe(true);
  });

  it.each([
    ['app://sidetone/index.html', 'app://sidetone/index.html'],
    ['https://example.org/setup.exe', 'app://sidetone/index.html'],
    ['data:text/html,x', 'app://sidetone/index.html'],
    ['blob:https://example.org/0a1b', 'app://sidetone/index.html'],
    ['blob:null/0a1b', 'app://sidetone/index.html'],
    ['blob:app://sidetone.evil/0a1b', 'app://sidetone/index.html'],
    ['blob:app://sidetone/0a1b', 'https://example.org/'],
    ['blob:app://sidetone/0a1b', ''],
  ])('not %s of %s', (address, page) => {
    expect(maySave(address, page)).toBe(false);
  });
});

describe('setUpSecurity', () => {
  const fakeSession = () =>
    Object.assign(new EventEmitter(), {
      setSpellCheckerLanguages: vi.fn<(languages: string[]) => void>(),
      setPermissionRequestHandler: vi.fn<(run: (...args: unknown[]) => void) => void>(),
      setPermissionCheckHandler: vi.fn<(run: () => boolean) => void>(),
      setDevicePermissionHandler: vi.fn<(run: () => boolean) => void>(),
    });
  let log: ReturnType<typeof fakeLog>;
  beforeEach(() => {
    electron.app = new EventEmitter();
    electron.session.defaultSession = fakeSession();
    log = fakeLog();
    setUpSecurity(() => {}, log);
  });

  it('gives no server a certificate of the user', () => {
    const event = { preventDefault: vi.fn() };
    const callback = vi.fn();
    electron.app.emit('select-client-certificate', event, {}, 'https://pbx.test/', [{ subjectName: 'Lena' }], callback);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(callback).toHaveBeenCalledExactlyOnceWith();
    expect(log.lines.join()).not.toContain('Lena');
  });

  it('lets nothing come down but what the phone has made, in any session', () => {
    const other = fakeSession();
    electron.app.emit('session-created', other);
    const denied = [electron.session.defaultSession, other].map((session) =>
      ['https://example.org/setup.exe', 'blob:app://sidetone/1'].map((url) => {
        const event = { preventDefault: vi.fn() };
        session.emit('will-download', event, { getURL: () => url }, { getURL: () => 'app://sidetone/index.html' });
        return event.preventDefault.mock.calls.length;
      }),
    );
    expect(denied).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it('permits nothing in a session that has no page of ours', () => {
    const other = fakeSession();
    electron.app.emit('session-created', other);
    const answer = vi.fn();
    other.setPermissionRequestHandler.mock.calls[0]?.[0]({}, 'media', answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(false);
    expect(other.setPermissionCheckHandler.mock.calls[0]?.[0]()).toBe(false);
    expect(other.setDevicePermissionHandler.mock.calls[0]?.[0]()).toBe(false);
    expect(other.setSpellCheckerLanguages).toHaveBeenCalledExactlyOnceWith([]);
  });
});
