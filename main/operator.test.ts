import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invitation } from '../preload/invitation';
import type { PortalTokens } from '../preload/portal-session';
import { Failure } from './failure';
import { fakeIpc } from './fakes/ipc';
import { fakeLog } from './fakes/log';
import { setUpOperator } from './operator';
import { openOperatorFile } from './operator-file';

const tokens: PortalTokens = { access: 'a', refresh: 'r', renewAt: 1, until: 2 };
const PRACTICE = 'http://127.0.0.1:40000';
const policyOf = (domain: string): Invitation => ({ domain, user: '', from: 'policy' });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-operator-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As after a start of the program. `signedIn`: the origins that there are tokens of. */
function start(options: { policy?: Invitation; invitation?: Invitation; signedIn?: string[] } = {}) {
  const ipc = fakeIpc();
  const file = openOperatorFile(folder, fakeLog());
  const signedIn = new Set(options.signedIn);
  const forgotten: string[] = [];
  let invitation = options.invitation ?? null;
  setUpOperator({
    ipc,
    file,
    tokens: {
      load: async (origin) =>
        signedIn.has(origin) ? { tokens, storage: { kind: 'keyring' } } : { tokens: null, storage: null },
      forget: async (origin) => {
        forgotten.push(origin);
        signedIn.delete(origin);
      },
      shelf: vi.fn(),
      settled: () => Promise.resolve(),
    },
    invitations: {
      take: () => {
        const taken = invitation;
        invitation = null;
        return taken;
      },
    },
    policy: options.policy ?? null,
    practice: () => PRACTICE,
    log: fakeLog(),
  });
  return { ipc, file, forgotten };
}

describe('the operator', () => {
  it('is nobody at first', async () => {
    expect(await start().ipc.ask('operator.load')).toEqual({
      operator: null,
      signedIn: false,
      storage: null,
      fixed: false,
      invitation: null,
      setAside: null,
    });
  });

  it('is chosen, kept and found again after a restart', async () => {
    const { ipc } = start();
    expect(await ipc.ask('operator.choose', ' Phone.Example.com ')).toBe('https://phone.example.com');
    await ipc.ask('operator.keep', { branding: '{"brandName":"N"}' });
    await ipc.ask('operator.keep', { user: '1001', prov: '{}' });
    await ipc.ask('operator.choose', 'https://phone.example.com');
    const origin = 'https://phone.example.com';
    expect(await start({ signedIn: [origin] }).ipc.ask('operator.load')).toMatchObject({
      operator: { origin, user: '1001', branding: '{"brandName":"N"}', prov: '{}' },
      signedIn: true,
      storage: { kind: 'keyring' },
    });
  });

  it('goes with all that is its own when another one is chosen', async () => {
    const { ipc, forgotten } = start();
    await ipc.ask('operator.choose', 'one.example');
    await ipc.ask('operator.keep', { user: '1001', prov: '{}' });
    await ipc.ask('operator.choose', 'two.example');
    expect(forgotten).toEqual(['https://one.example']);
    expect((await ipc.ask('operator.load')).operator).toEqual({
      origin: 'https://two.example',
      user: '',
      branding: '',
      prov: '',
    });
  });

  it('is forgotten', async () => {
    const { ipc, forgotten } = start();
    await ipc.ask('operator.choose', 'one.example');
    await ipc.ask('operator.forget');
    await ipc.ask('operator.keep', { user: 'too late' });
    expect(forgotten).toEqual(['https://one.example']);
    expect((await start().ipc.ask('operator.load')).operator).toBeNull();
  });

  it('is none where the name is none', async () => {
    const { ipc } = start();
    await expect(ipc.ask('operator.choose', 'user@one.example')).rejects.toBeInstanceOf(Failure);
    await expect(ipc.ask('operator.choose', '')).rejects.toBeInstanceOf(Failure);
    expect((await ipc.ask('operator.load')).operator).toBeNull();
  });

  it('hands over an invitation once', async () => {
    const invitation: Invitation = { domain: 'one.example', user: '1001', from: 'link' };
    const { ipc } = start({ invitation });
    expect((await ipc.ask('operator.load')).invitation).toEqual(invitation);
    expect((await ipc.ask('operator.load')).invitation).toBeNull();
  });
});

describe('a policy', () => {
  const policy = policyOf('phone.example.com');

  it('invites until it was followed', async () => {
    const { ipc } = start({ policy });
    expect(await ipc.ask('operator.load')).toMatchObject({ operator: null, fixed: true, invitation: policy });
    expect((await ipc.ask('operator.load')).invitation).toEqual(policy);
    await ipc.ask('operator.choose', 'phone.example.com');
    expect(await ipc.ask('operator.load')).toMatchObject({ fixed: true, invitation: null });
  });

  it('allows no other operator', async () => {
    const { ipc } = start({ policy });
    await expect(ipc.ask('operator.choose', 'other.example')).rejects.toThrow('phone.example.com');
    expect((await ipc.ask('operator.load')).operator).toBeNull();
  });

  it('takes the place of another one that was kept', async () => {
    await start().ipc.ask('operator.choose', 'other.example');
    const { ipc, forgotten } = start({ policy });
    expect((await ipc.ask('operator.load')).operator).toBeNull();
    expect(forgotten).toEqual(['https://other.example']);
  });

  it('leaves trying out to everybody', async () => {
    const { ipc } = start({ policy });
    expect(await ipc.ask('operator.choose', PRACTICE)).toBe(PRACTICE);
  });
});

describe('practice', () => {
  it('is for the session only, and leaves the operator as it was', async () => {
    const { ipc, forgotten } = start();
    await ipc.ask('operator.choose', 'one.example');
    await ipc.ask('operator.choose', PRACTICE);
    await ipc.ask('operator.keep', { user: '1001' });
    expect((await ipc.ask('operator.load')).operator).toMatchObject({ origin: PRACTICE, user: '1001' });
    expect((await start().ipc.ask('operator.load')).operator).toMatchObject({
      origin: 'https://one.example',
      user: '',
    });
    await ipc.ask('operator.choose', 'one.example');
    expect((await ipc.ask('operator.load')).operator).toMatchObject({ origin: 'https://one.example' });
    expect(forgotten).toEqual([PRACTICE]);
  });
});
