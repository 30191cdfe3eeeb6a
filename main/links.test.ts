import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeLog } from './fakes/log';
import type { Ipc } from './ipc';
import { mayOpen, setUpLinks } from './links';

const electron = vi.hoisted(() => ({ openExternal: vi.fn() }));
vi.mock('electron', () => ({ app: {}, shell: electron }));

beforeEach(() => {
  electron.openExternal.mockReset();
});

function open(address: string): Promise<boolean> {
  let run: (address: string) => Promise<boolean> = async () => Promise.reject(new Error('not handled'));
  const ipc = { handle: (_name: string, handler: typeof run) => (run = handler) } as unknown as Ipc;
  setUpLinks(ipc, fakeLog());
  return run(address);
}

describe('mayOpen', () => {
  it.each([
    'https://pay.example/checkout?id=1',
    'mailto:help@example.org',
    'http://127.0.0.1:8080/checkout/1',
    'http://localhost/',
  ])('%s', (address) => {
    expect(mayOpen(address)).toBe(true);
  });

  it.each([
    'http://pay.example/',
    'http://127.0.0.1.evil.example/',
    'http://user:pw@127.0.0.1/',
    'https://user:pw@pay.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://sidetone/',
    'sidetone://provision?domain=evil.example',
    'smb://host/share',
    '',
  ])('not %s', (address) => {
    expect(mayOpen(address)).toBe(false);
  });
});

describe('links.open', () => {
  it('hands the address over as it was read', async () => {
    electron.openExternal.mockResolvedValue(undefined);
    expect(await open('HTTPS://pay.example/a b"')).toBe(true);
    expect(electron.openExternal).toHaveBeenCalledExactlyOnceWith('https://pay.example/a%20b%22');
  });

  it('says when it was not opened', async () => {
    electron.openExternal.mockRejectedValue(new Error('no browser'));
    expect(await open('https://pay.example/')).toBe(false);
    expect(await open('file:///etc/passwd')).toBe(false);
    expect(electron.openExternal).toHaveBeenCalledOnce();
  });
});
