/** Digest authentication, the server's side (RFC 7616, RFC 8760). */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock';
import { token, type SipRequest } from './message';

export type DigestAlgorithm = 'MD5' | 'SHA-256';

/** A password, or for each algorithm the hash of `user:realm:password` (RFC 7616, section 3.4.2), in hex. */
export type SipSecret = string | Readonly<Record<DigestAlgorithm, string>>;

export type Verdict = { kind: 'ok' } | { kind: 'missing' } | { kind: 'stale' } | { kind: 'wrong' };

interface Nonce {
  created: number;
  /** Highest nonce count seen; each may be used once. */
  count: number;
}

const NONCE_LIMIT = 10_000;

export class Digest {
  private readonly nonces = new Map<string, Nonce>();
  private readonly opaque = token();

  constructor(
    private readonly realm: string,
    private readonly algorithms: readonly DigestAlgorithm[],
    /** ms */
    private readonly nonceLifetime: number,
    private readonly clock: Clock,
  ) {}

  /** Values for WWW-Authenticate or Proxy-Authenticate, the preferred one on top (RFC 8760, section 2.3). */
  challenges(stale: boolean): string[] {
    this.forgetOld();
    const nonce = token(16);
    this.nonces.set(nonce, { created: this.clock.now(), count: 0 });
    return this.algorithms.map(
      (algorithm) =>
        `Digest realm="${this.realm}", nonce="${nonce}", opaque="${this.opaque}", algorithm=${algorithm}, qop="auth"` +
        (stale ? ', stale=true' : ''),
    );
  }

  /** Whether the request carries credentials of this user. */
  verify(
    request: SipRequest,
    header: 'Authorization' | 'Proxy-Authorization',
    user: string,
    known: SipSecret | undefined,
  ): Verdict {
    const given = request.headers
      .all(header)
      .map(parseCredentials)
      .find((fields) => fields?.get('realm') === this.realm);
    if (!given) return { kind: 'missing' };
    const field = (name: string) => given.get(name) ?? '';
    const algorithm = this.algorithms.find((name) => name === (given.get('algorithm') ?? 'MD5').toUpperCase());
    if (!algorithm || field('username') !== user || known === undefined) return { kind: 'wrong' };
    const secret = typeof known === 'string' ? digestSecret(algorithm, user, this.realm, known) : known[algorithm];
    const action = hash(algorithm, `${request.method}:${field('uri')}`);
    const text = [secret, field('nonce'), field('nc'), field('cnonce'), 'auth', action].join(':');
    const expected = hash(algorithm, text);
    if (field('qop') !== 'auth' || !sameText(expected, field('response').toLowerCase())) return { kind: 'wrong' };
    const nonce = this.nonces.get(field('nonce'));
    const count = Number.parseInt(field('nc'), 16);
    if (!nonce || this.clock.now() - nonce.created > this.nonceLifetime || !(count > nonce.count))
      return { kind: 'stale' };
    nonce.count = count;
    return { kind: 'ok' };
  }

  private forgetOld(): void {
    for (const [text, nonce] of this.nonces) {
      if (this.nonces.size < NONCE_LIMIT && this.clock.now() - nonce.created <= this.nonceLifetime) break;
      this.nonces.delete(text);
    }
  }
}

/** H(A1): all that a server must keep of a password. */
export function digestSecret(algorithm: DigestAlgorithm, user: string, realm: string, password: string): string {
  return hash(algorithm, `${user}:${realm}:${password}`);
}

function hash(algorithm: DigestAlgorithm, text: string): string {
  return createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');
}

function parseCredentials(value: string): Map<string, string> | null {
  if (!/^digest\s/i.test(value)) return null;
  const fields = new Map<string, string>();
  for (const [, name = '', quoted, plain] of value
    .slice(7)
    .matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
    fields.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return fields;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
