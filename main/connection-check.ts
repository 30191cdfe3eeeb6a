/** What this computer sees of a server, for *Check my connection*: its addresses, its certificate. */
import { session as sessions, type Certificate } from 'electron';
import { connect } from 'node:tls';
import type { CertificateFacts, CertificateProblem, Resolved } from '../preload/contract';
import { problemOf } from './certificate-judge';
import { bare, type CertificateWatch } from './certificates';
import type { Ipc } from './ipc';

const LIMIT_MS = 10_000;
/** In memory, for nothing else: connections of the calls are not closed for a check. */
const PARTITION = 'connection-check';
const MAX_HOSTS = 64;

export function setUpConnectionCheck(ipc: Pick<Ipc, 'handle'>, watch: CertificateWatch): void {
  /** The last certificate of each host: Chromium shows one that it knows only once. */
  const seen = new Map<string, Certificate>();
  let opened: Electron.Session | null = null;

  function session(): Electron.Session {
    if (opened) return opened;
    opened = sessions.fromPartition(PARTITION, { cache: false });
    watch(opened, (host, certificate) => {
      if (seen.size >= MAX_HOSTS) seen.clear();
      seen.set(host, certificate);
    });
    return opened;
  }

  ipc.handle('check.resolve', async (name): Promise<Resolved> => {
    const started = performance.now();
    try {
      const { endpoints } = await inTime(session().resolveHost(bare(name), { cacheUsage: 'disallowed' }));
      return { ok: true, addresses: [...new Set(endpoints.map(({ address }) => address))], ms: since(started) };
    } catch (error) {
      return { ok: false, code: codeOf(error), ms: since(started) };
    }
  });

  ipc.handle('check.certificate', async (host, port): Promise<CertificateFacts> => {
    const name = bare(host);
    const address = `https://${name.includes(':') ? `[${name}]` : name}:${port}/`;
    const started = performance.now();
    const refused = (
      problem: CertificateProblem | 'no-such-name' | 'unreachable',
      detail: string,
    ): CertificateFacts => ({
      ok: false,
      problem,
      detail,
      validTo: validTo(seen.get(name)),
      ms: since(started),
    });
    if (!URL.canParse(address)) return refused('no-such-name', '');
    // One that is still open would say nothing of now.
    await session().closeAllConnections();
    const code = await session()
      .fetch(address, {
        method: 'HEAD',
        credentials: 'omit',
        redirect: 'manual',
        signal: AbortSignal.timeout(LIMIT_MS),
      })
      .then(() => '', codeOf);
    if (code.startsWith('ERR_CERT_')) return refused(problemOf(`net::${code}`) ?? 'other', code);
    if (code === 'ERR_NAME_NOT_RESOLVED') return refused('no-such-name', code);
    const certificate = seen.get(name);
    // What is not the connection's fault, such as an answer that is no HTTP, comes after the certificate.
    if (!certificate || /TIMED_OUT|ABORT|CONNECTION|ADDRESS|SSL|PROXY|TUNNEL|NETWORK|INTERNET/i.test(code))
      return refused('unreachable', code);
    return {
      ok: true,
      subject: certificate.subjectName,
      issuer: certificate.issuerName,
      validFrom: certificate.validStart * 1_000,
      validTo: certificate.validExpiry * 1_000,
      protocol: await protocolOf(name, port),
      ms: since(started),
    };
  });
}

/** The version of TLS, by a handshake of our own that trusts nobody and says nothing; empty where that is not possible, as behind a proxy. */
function protocolOf(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, servername: /^[\d.]+$|:/.test(host) ? '' : host, rejectUnauthorized: false });
    const done = (protocol: string | null): void => {
      clearTimeout(limit);
      socket.destroy();
      resolve(protocol ?? '');
    };
    const limit = setTimeout(done, 3_000, null);
    socket.once('secureConnect', () => done(socket.getProtocol()));
    socket.once('error', () => done(null));
  });
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('ERR_TIMED_OUT')), LIMIT_MS);
    void work.then(resolve, reject).finally(() => clearTimeout(limit));
  });
}

/** `ERR_NAME_NOT_RESOLVED` and the like, Chromium's (net_error_list.h). */
function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'ERR_TIMED_OUT';
  return /ERR_\w+/.exec(String(error))?.[0] ?? 'ERR_FAILED';
}

const since = (started: number): number => Math.round(performance.now() - started);
const validTo = (certificate: Certificate | undefined): number | null =>
  certificate ? certificate.validExpiry * 1_000 : null;
