/** SIP messages as the exchange uses them. Reading is SIP.js's parser (parse.ts); writing is text. */
import { randomBytes } from 'node:crypto';
import { Headers, type HeaderList } from './headers';
import { reasonPhrase } from './reason-phrases';

export interface Address {
  /** Display name, empty when there is none. */
  name: string;
  /** User part, decoded; empty when there is none. */
  user: string;
  host: string;
  tag: string | undefined;
}

export interface Contact {
  /** The URI as it was written: it becomes a Request-URI and must not change. */
  uri: string;
  /** Seconds, where the Contact itself says so. */
  expires: number | undefined;
  /** `+sip.instance` (RFC 5626): which device it is. */
  instance: string | undefined;
  q: number;
}

interface Message {
  readonly headers: Headers;
  readonly body: string;
  readonly callId: string;
  readonly cseq: number;
  readonly method: string;
  readonly from: Address;
  readonly to: Address;
  readonly branch: string;
  readonly contacts: readonly Contact[];
}

export interface SipRequest extends Message {
  readonly kind: 'request';
  /** The Request-URI as it was written. */
  readonly uri: string;
  /** Its user, decoded; null when it is no SIP URI. */
  readonly target: { user: string; host: string } | null;
  /** `Contact: *` of a REGISTER (RFC 3261, section 10.2.2). */
  readonly allContacts: boolean;
}

export interface SipResponse extends Message {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export const MAX_FORWARDS = 70;
export const ALLOW = 'INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, REFER, SUBSCRIBE, NOTIFY, INFO, OPTIONS, MESSAGE';
export const SERVER = 'Sidetone practice exchange (for trying out and tests only)';

export function token(bytes = 8): string {
  return randomBytes(bytes).toString('hex');
}

/** RFC 3261, section 8.1.1.7: the cookie marks a branch that is unique. */
export function newBranch(): string {
  return `z9hG4bK${token()}`;
}

export function requestText(method: string, uri: string, headers: Headers, body: string): string {
  return messageText(`${method} ${uri} SIP/2.0`, headers, body);
}

export function statusText(status: number, reason: string, headers: Headers, body: string): string {
  return messageText(`SIP/2.0 ${status} ${reason}`, headers, body);
}

function messageText(startLine: string, headers: Headers, body: string): string {
  const lines = [startLine];
  for (const [name, value] of headers) if (name.toLowerCase() !== 'content-length') lines.push(`${name}: ${value}`);
  lines.push(`Content-Length: ${Buffer.byteLength(body)}`, '', body);
  return lines.join('\r\n');
}

export interface ResponseOptions {
  reason?: string;
  headers?: HeaderList;
  /** SDP unless `headers` has a Content-Type. */
  body?: string;
  /** Tag of our To; needed above 100 where the request had none. */
  toTag?: string;
}

/** RFC 3261, section 8.2.6. */
export function responseText(
  request: Pick<SipRequest, 'headers'>,
  status: number,
  { reason = reasonPhrase(status), headers = [], body = '', toTag }: ResponseOptions = {},
): string {
  const answer = new Headers();
  for (const via of request.headers.all('Via')) answer.add('Via', via);
  for (const route of status > 100 && status < 300 ? request.headers.all('Record-Route') : []) {
    answer.add('Record-Route', route);
  }
  const to = request.headers.get('To') ?? '';
  answer.add('From', request.headers.get('From') ?? '');
  answer.add('To', toTag && status > 100 && !/;\s*tag\s*=/i.test(afterUri(to)) ? `${to};tag=${toTag}` : to);
  answer.add('Call-ID', request.headers.get('Call-ID') ?? '');
  answer.add('CSeq', request.headers.get('CSeq') ?? '');
  answer.add('Server', SERVER);
  for (const [name, value] of headers) answer.add(name, value);
  if (body && !answer.has('Content-Type')) answer.add('Content-Type', 'application/sdp');
  return statusText(status, reason, answer, body);
}

/** Parameters of a header come after the closing bracket; a tag inside the URI is none. */
function afterUri(value: string): string {
  return value.slice(value.lastIndexOf('>') + 1);
}
