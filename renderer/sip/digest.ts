import { DigestAuthentication } from 'sip.js/lib/core/messages/digest-authentication.js';
import { Md5 } from 'sip.js/lib/core/messages/md5.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import type { LoggerFactory } from 'sip.js/lib/core/log/logger-factory.js';
import type { OutgoingRequestMessage } from 'sip.js/lib/core/messages/outgoing-request-message.js';
import { parseChallenges, quote, type Challenge } from './challenge';
import { sha256 } from './sha256';
import { token } from './tokens';

/** The credentials of one account, and how often each of the server's nonces was used. */
export class Credentials {
  private readonly counts = new Map<string, number>();
  /** The challenge that was answered last, by the header that the answer stands in. */
  private readonly answered = new Map<AuthorizationHeader, Challenge>();

  constructor(
    private readonly user: string,
    private readonly password: string,
  ) {}

  /** The value of an Authorization header (RFC 7616, section 3.4), with the next nonce count. */
  answer(challenge: Challenge, header: AuthorizationHeader, method: string, uri: string, cnonce = token(16)): string {
    this.answered.set(header, challenge);
    const { realm, nonce, opaque, algorithm, qop } = challenge;
    const hash = algorithm.startsWith('SHA-256') ? sha256 : (text: string) => String(Md5.hashStr(text));
    const base = hash(`${this.user}:${realm}:${this.password}`);
    const ha1 = algorithm.endsWith('-sess') ? hash(`${base}:${nonce}:${cnonce}`) : base;
    const ha2 = hash(`${method}:${uri}`);
    const nc = this.count(nonce);
    const response = hash(qop ? `${ha1}:${nonce}:${nc}:${cnonce}:auth:${ha2}` : `${ha1}:${nonce}:${ha2}`);
    const parts = [
      `username=${quote(this.user)}`,
      `realm=${quote(realm)}`,
      `nonce=${quote(nonce)}`,
      `uri=${quote(uri)}`,
      `response="${response}"`,
      `algorithm=${algorithm}`,
    ];
    if (opaque !== undefined) parts.push(`opaque=${quote(opaque)}`);
    if (qop || algorithm.endsWith('-sess')) parts.push(`cnonce="${cnonce}"`);
    if (qop) parts.push('qop=auth', `nc=${nc}`);
    return `Digest ${parts.join(', ')}`;
  }

  /** Signs a request ahead with the nonce that was accepted before, so that a refresh needs no 401. */
  signAhead(request: OutgoingRequestMessage): void {
    for (const [header, challenge] of this.answered) {
      request.setHeader(header, this.answer(challenge, header, request.method, request.ruri.toRaw()));
    }
  }

  private count(nonce: string): string {
    const next = (this.counts.get(nonce) ?? 0) + 1;
    this.counts.set(nonce, next);
    // A server hands out a nonce after the other: only the newest few can come back.
    if (this.counts.size > 64) this.counts.delete([...this.counts.keys()][0] ?? '');
    return next.toString(16).padStart(8, '0');
  }
}

export type AuthorizationHeader = 'authorization' | 'proxy-authorization';

/** A challenge as SIP.js carries it from the response to the digest; it looks at `stale` itself. */
export class ReadChallenge {
  constructor(
    readonly challenge: Challenge,
    readonly header: AuthorizationHeader,
  ) {}

  get stale(): boolean {
    return this.challenge.stale;
  }
}

/** Puts our own reading of the challenges in the place of SIP.js's. */
export function readChallenges(response: IncomingResponseMessage): void {
  if (response.statusCode !== 401 && response.statusCode !== 407) return;
  for (const [name, header] of [
    ['WWW-Authenticate', 'authorization'],
    ['Proxy-Authenticate', 'proxy-authorization'],
  ] as const) {
    const [field] = response.headers[name] ?? [];
    const [challenge] = parseChallenges(field?.raw ?? '');
    if (field && challenge) field.parsed = new ReadChallenge(challenge, header);
  }
}

/** A 401 or 407 that stayed although we could answer it: the password is wrong. */
export function isAnswerable(response: IncomingResponseMessage): boolean {
  const fields = [...(response.headers['WWW-Authenticate'] ?? []), ...(response.headers['Proxy-Authenticate'] ?? [])];
  return fields.some((field) => field.parsed instanceof ReadChallenge);
}

/** Called before a request is sent again with credentials. */
export type BeforeRetry = (request: OutgoingRequestMessage) => void;

/** What SIP.js asks of a digest, for one request. It retries once, and again only for `stale=true`. */
export class DigestAnswer extends DigestAuthentication {
  private value = '';

  constructor(
    loggers: LoggerFactory,
    private readonly credentials: Credentials,
    private readonly beforeRetry: BeforeRetry,
  ) {
    super(loggers, undefined, undefined, undefined);
  }

  override authenticate(request: OutgoingRequestMessage, read: unknown): boolean {
    if (!(read instanceof ReadChallenge)) return false;
    this.value = this.credentials.answer(read.challenge, read.header, request.method, request.ruri.toRaw());
    this.beforeRetry(request);
    return true;
  }

  override toString(): string {
    return this.value;
  }
}
