/**
 * Certificates of the telephone systems: Chromium's verdict counts, always. A page learns nothing of why a WebSocket
 * failed; `links.serverProblem` finds out by asking the same server once more, from here.
 */
import { app, type Certificate, type Session } from 'electron';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CertificateProblem } from '../preload/contract';
import { judge, problemOf } from './certificate-judge';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';

/** Path of a certification authority that the tests trust; never read by a packaged program. */
const TEST_AUTHORITY = 'SIDETONE_TEST_CA';

/** Chromium's own verdict stands. */
const AS_CHROMIUM_SAYS = -3;
/** Chromium's codes (net_error_list.h), for the verdicts of the test authority. */
const VERDICTS = { 'wrong-name': -200, expired: -201, 'unknown-issuer': -202, other: -207 } as const;
const TRUSTED = 0;
const PROBE_LIMIT_MS = 3_000;
const MAX_HOSTS = 64;

/** Hears of each certificate that a session meets for the first time: Chromium keeps its verdicts. */
export type CertificateWatch = (
  session: Session,
  seen: (host: string, certificate: Certificate, problem: CertificateProblem | null) => void,
) => void;

/** Gives what watches over the certificates of other sessions too. */
export function setUpCertificates(session: Session, ipc: Ipc, log: Log): CertificateWatch {
  const authority = testAuthority(log);
  /** Hosts with a problem at some time. Verdicts are cached within Chromium, so a good one later may not be heard of. */
  const suspects = new Set<string>();

  const watch: CertificateWatch = (watched, seen) => {
    watched.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, callback) => {
      const found = problemOf(verificationResult);
      const problem = found && authority ? judge(chainOf(certificate), hostname, authority, new Date()) : found;
      if (problem) log.warn('certificates', `${hostname}: ${problem} (${verificationResult})`);
      seen(bare(hostname), certificate, problem);
      if (!found || !authority) callback(AS_CHROMIUM_SAYS);
      else callback(problem ? VERDICTS[problem] : TRUSTED);
    });
  };
  watch(session, (host, _certificate, problem) => {
    if (!problem) return;
    if (suspects.size >= MAX_HOSTS) suspects.clear();
    suspects.add(host);
  });

  ipc.handle('links.serverProblem', async (server) => {
    const url = probeAddress(server);
    if (!url) return null;
    if (suspects.has(bare(url.hostname))) return probe(session, url.href);
    return (await isUnknownName(session, url)) ? 'no-such-name' : null;
  });
  return watch;
}

/** What is wrong with the certificate of this server now; null when it is good or nothing answers. */
async function probe(session: Session, url: string): Promise<CertificateProblem | null> {
  try {
    await session.fetch(url, {
      method: 'HEAD',
      credentials: 'omit',
      redirect: 'manual',
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    });
    return null;
  } catch (error) {
    const code = error instanceof Error ? /net::ERR_CERT_\w+/.exec(error.message)?.[0] : undefined;
    return code === undefined ? null : problemOf(code);
  }
}

function testAuthority(log: Log): X509Certificate | null {
  const path = app.isPackaged ? undefined : process.env[TEST_AUTHORITY];
  if (!path) return null;
  try {
    return new X509Certificate(readFileSync(path));
  } catch (error) {
    log.error('certificates', `${TEST_AUTHORITY} cannot be read: ${describe(error)}`);
    return null;
  }
}

/** Electron chains certificates by `issuerCert`; a root may be its own issuer. */
function chainOf(certificate: Certificate): string[] {
  const chain: string[] = [];
  let current: Certificate | undefined = certificate;
  while (current && chain.length < 10 && !chain.includes(current.data)) {
    chain.push(current.data);
    current = current.issuerCert;
  }
  return chain;
}

/** Whether DNS does not know the server's name. Behind a proxy the proxy looks it up, and nothing can be said from here. */
async function isUnknownName(session: Session, url: URL): Promise<boolean> {
  const limit = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PROBE_LIMIT_MS));
  const looked = async (): Promise<boolean> => {
    if (!(await session.resolveProxy(url.href)).startsWith('DIRECT')) return false;
    const found = session.resolveHost(bare(url.hostname));
    return found.then(() => false).catch((error: unknown) => /ERR_NAME_NOT_RESOLVED/.test(String(error)));
  };
  return Promise.race([looked().catch(() => false), limit]);
}

/** `https` in place of `wss`, `http` in place of `ws`; null for anything else. */
function probeAddress(server: string): URL | null {
  try {
    const { protocol, host } = new URL(server);
    if (protocol !== 'wss:' && protocol !== 'ws:') return null;
    return new URL(`${protocol === 'wss:' ? 'https' : 'http'}://${host}/`);
  } catch {
    return null;
  }
}

export function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase();
}
