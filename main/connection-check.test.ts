import { describe, expect, it, vi } from 'vitest';
import type { CertificateWatch } from './certificates';
import { setUpConnectionCheck } from './connection-check';
import { fakeIpc } from './fakes/ipc';

const electron = vi.hoisted(() => ({ resolveHost: vi.fn(), fetch: vi.fn(), closeAllConnections: vi.fn() }));
vi.mock('electron', () => ({ session: { fromPartition: () => electron } }));
// Nobody listens on a port of our own choosing here: the version of TLS is what a real handshake says (e2e).
vi.mock('node:tls', () => ({
  connect: () => ({
    once: (name: string, run: () => void) => void (name === 'error' && queueMicrotask(run)),
    destroy: () => {},
  }),
}));

const certificate = { subjectName: 'phone.example.com', issuerName: 'CA', validStart: 1_000, validExpiry: 2_000 };

/** `met`: the certificate that Chromium sees on the way. */
function setUp(answer: () => Promise<unknown>, met = true) {
  const ipc = fakeIpc();
  let seen: Parameters<CertificateWatch>[1] = () => {};
  setUpConnectionCheck(ipc, (_session, listener) => (seen = listener));
  electron.closeAllConnections.mockReset().mockResolvedValue(undefined);
  electron.fetch.mockReset().mockImplementation(async () => {
    if (met) seen('phone.example.com', certificate as never, null);
    return answer();
  });
  return ipc;
}
const failing = (code: string) => () => Promise.reject(new Error(`net::${code}`));
const check = (ipc: ReturnType<typeof fakeIpc>) => ipc.ask('check.certificate', 'Phone.example.com', 443);

describe('check.resolve', () => {
  it('gives the addresses, each once, and asks anew', async () => {
    const ipc = setUp(() => Promise.resolve());
    electron.resolveHost.mockResolvedValue({ endpoints: [{ address: '192.0.2.1' }, { address: '192.0.2.1' }] });
    expect(await ipc.ask('check.resolve', 'phone.example.com')).toMatchObject({ ok: true, addresses: ['192.0.2.1'] });
    expect(electron.resolveHost).toHaveBeenCalledWith('phone.example.com', { cacheUsage: 'disallowed' });
  });

  it('says why there is none', async () => {
    const ipc = setUp(() => Promise.resolve());
    electron.resolveHost.mockRejectedValue(new Error('net::ERR_NAME_NOT_RESOLVED'));
    expect(await ipc.ask('check.resolve', 'x')).toMatchObject({ ok: false, code: 'ERR_NAME_NOT_RESOLVED' });
  });
});

describe('check.certificate', () => {
  it('tells of a good one, on a connection of its own', async () => {
    expect(await check(setUp(() => Promise.resolve()))).toMatchObject({
      ok: true,
      subject: 'phone.example.com',
      issuer: 'CA',
      validFrom: 1_000_000,
      validTo: 2_000_000,
      protocol: '',
    });
    expect(electron.closeAllConnections).toHaveBeenCalledOnce();
    expect(electron.fetch.mock.calls[0]?.[0]).toBe('https://phone.example.com:443/');
  });

  it('is not put off by an answer that is no HTTP', async () => {
    expect(await check(setUp(failing('ERR_INVALID_HTTP_RESPONSE')))).toMatchObject({ ok: true });
  });

  it.each([
    ['ERR_CERT_DATE_INVALID', 'expired', 2_000_000],
    ['ERR_CERT_COMMON_NAME_INVALID', 'wrong-name', 2_000_000],
    ['ERR_CERT_AUTHORITY_INVALID', 'unknown-issuer', 2_000_000],
    ['ERR_CERT_REVOKED', 'other', 2_000_000],
  ])('%s: %s, with its last day', async (code, problem, validTo) => {
    expect(await check(setUp(failing(code)))).toMatchObject({ ok: false, problem, detail: code, validTo });
  });

  it.each([
    ['ERR_NAME_NOT_RESOLVED', 'no-such-name'],
    ['ERR_CONNECTION_REFUSED', 'unreachable'],
    ['ERR_SSL_PROTOCOL_ERROR', 'unreachable'],
    ['ERR_TIMED_OUT', 'unreachable'],
  ])('%s: %s', async (code, problem) => {
    expect(await check(setUp(failing(code), false))).toMatchObject({ ok: false, problem, detail: code, validTo: null });
  });

  it('asks nobody for what is no host', async () => {
    const ipc = setUp(() => Promise.resolve());
    expect(await ipc.ask('check.certificate', 'a b/c', 443)).toMatchObject({ ok: false, problem: 'no-such-name' });
    expect(electron.fetch).not.toHaveBeenCalled();
  });
});
