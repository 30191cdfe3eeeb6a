/** Whether a chain of certificates is good, and what is wrong with it: pure. */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { CertificateProblem } from '../preload/contract';

/** Extended key usage of a TLS server (RFC 5280, section 4.2.1.12). */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

/** What Chromium found, from its error's name; null when all is well. */
export function problemOf(verificationResult: string): CertificateProblem | null {
  switch (verificationResult) {
    case 'net::OK':
    case 'OK':
      return null;
    case 'net::ERR_CERT_DATE_INVALID':
      return 'expired';
    case 'net::ERR_CERT_COMMON_NAME_INVALID':
      return 'wrong-name';
    case 'net::ERR_CERT_AUTHORITY_INVALID':
      return 'unknown-issuer';
    default:
      return 'other';
  }
}

/**
 * Judges a chain, PEM, the server's own certificate first, against one certification authority that alone is trusted:
 * signatures up to it, validity of each, name or address of the host, use as a server. null when all is well.
 */
export function judge(
  chain: readonly string[],
  host: string,
  authority: X509Certificate,
  now: Date,
): CertificateProblem | null {
  let certificates: X509Certificate[];
  try {
    certificates = chain.map((pem) => new X509Certificate(pem));
  } catch {
    return 'other';
  }
  const [leaf] = certificates;
  if (!leaf) return 'other';
  const path = pathTo(authority, certificates);
  if (!path) return 'unknown-issuer';
  if (path.some((certificate) => !isValidAt(certificate, now))) return 'expired';
  if (!isFor(leaf, host)) return 'wrong-name';
  // Node types it as always there; a certificate without the extension has none.
  const usage: string[] | undefined = leaf.keyUsage;
  if (usage && usage.length > 0 && !usage.includes(SERVER_AUTH)) return 'other';
  return null;
}

/** The certificates from the leaf to the authority, each signed by the next one; null when they do not get there. */
function pathTo(authority: X509Certificate, certificates: readonly X509Certificate[]): X509Certificate[] | null {
  if (!authority.ca) return null;
  const [leaf, ...others] = certificates;
  if (!leaf) return null;
  const path = [leaf];
  for (let current = leaf; ;) {
    if (isIssuedBy(current, authority)) return [...path, authority];
    const next = others.find((other) => other.ca && !path.includes(other) && isIssuedBy(current, other));
    if (!next) return null;
    path.push(next);
    current = next;
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function isValidAt(certificate: X509Certificate, now: Date): boolean {
  return new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo);
}

/** By the subject alternative names only, as browsers do (RFC 6125, section 6.4.4). */
function isFor(leaf: X509Certificate, host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return leaf.checkIP(bare) !== undefined;
  return leaf.checkHost(bare, { subject: 'never', partialWildcards: false }) !== undefined;
}
