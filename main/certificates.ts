/**
 * Certificates of the telephone systems: Chromium's verdict counts, always. A page learns nothing of why a WebSocket
 * failed, so the last problem of each host is remembered here for `links.certificateProblem`.
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
const TRUSTED = 0;
const MAX_HOSTS = 64;

export function setUpCertificates(session: Session, ipc: Ipc, log: Log): void {
  const problems = new Map<string, CertificateProblem>();
  const authority = testAuthority(log);

  session.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, callback) => {
    let problem = problemOf(verificationResult);
    let verdict = AS_CHROMIUM_SAYS;
    if (problem && authority) {
      problem = judge(chainOf(certificate), hostname, authority, new Date());
      if (!problem) verdict = TRUSTED;
    }
    const host = hostname.toLowerCase();
    problems.delete(host);
    if (problem) {
      // The oldest goes: a list of hosts must not grow over months.
      const oldest = problems.keys().next();
      if (problems.size >= MAX_HOSTS && !oldest.done) problems.delete(oldest.value);
      problems.set(host, problem);
      log.warn('certificates', `${host}: ${problem} (${verificationResult})`);
    }
    callback(verdict);
  });

  ipc.handle('links.certificateProblem', (server) => {
    const host = hostOf(server);
    return host === null ? null : (problems.get(host) ?? null);
  });
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

function hostOf(server: string): string | null {
  try {
    return new URL(server).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  } catch {
    return null;
  }
}
