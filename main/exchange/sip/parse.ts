/**
 * Text of a phone to a message. The parsing is SIP.js's; around it stand the checks which it leaves to its user
 * agent, and the guards it lacks: whatever comes in, the result is a value and never an exception.
 */
import {
  type IncomingMessage,
  IncomingResponseMessage,
  LoggerFactory,
  type NameAddrHeader,
  Parser,
} from 'sip.js/lib/core/index.js';
import { Headers, splitList } from './headers';
import type { Address, Contact, SipRequest, SipResponse } from './message';

/** A message that cannot be used. `status` is the answer where it was a request that can be answered, else null. */
export interface BadMessage {
  kind: 'bad';
  problem: string;
  status: number | null;
  /** What an answer needs, read leniently. */
  headers: Headers;
}

export type Parsed = SipRequest | SipResponse | BadMessage;

const loggers = new LoggerFactory();
loggers.builtinEnabled = false;
const logger = loggers.getLogger('exchange');

const HEADER_LINE = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*:/;
const WILDCARD = /^(contact|m)[ \t]*:[ \t]*\*[ \t]*$/im;
const ANSWERABLE = ['Via', 'From', 'To', 'Call-ID', 'CSeq'] as const;
/** Of these SIP.js would take the last (RFC 4475, section 3.3.8). */
const ONCE = [
  ['From', /^(from|f)[ \t]*:/i],
  ['To', /^(to|t)[ \t]*:/i],
  ['Call-ID', /^(call-id|i)[ \t]*:/i],
  ['CSeq', /^cseq[ \t]*:/i],
  ['Max-Forwards', /^max-forwards[ \t]*:/i],
  ['Content-Length', /^(content-length|l)[ \t]*:/i],
  ['Content-Type', /^(content-type|c)[ \t]*:/i],
] as const;
const MAX_CSEQ = 2 ** 31;

export function parse(text: string): Parsed {
  try {
    return read(text);
  } catch (error) {
    return bad(text, `the parser failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function read(text: string): Parsed {
  const problem = shapeProblem(text);
  if (problem) return bad(text, problem);
  // SIP.js's grammar has no `Contact: *`; the other header that stands for it is taken out again below.
  const message = Parser.parseMessage(text.replace(WILDCARD, 'X-All-Contacts: yes'), logger);
  if (!message) return bad(text, 'not a SIP message, or a header that cannot be read');
  const missing = ANSWERABLE.find((name) => !message.hasHeader(name));
  if (missing) return bad(text, `no ${missing} header`);
  const cseqMethod = /^\d+\s+(\S+)$/.exec(message.getHeader('CSeq') ?? '')?.[1];
  if (!message.viaBranch) return bad(text, 'no branch in Via');
  if (!message.fromTag) return bad(text, 'no tag in From');
  if (!Number.isSafeInteger(message.cseq) || message.cseq >= MAX_CSEQ) return bad(text, 'CSeq out of range');
  if (byteLengthTooLarge(message)) return bad(text, 'the body is shorter than Content-Length says');
  const common = {
    headers: headersOf(message, text),
    body: message.body,
    callId: message.callId,
    cseq: message.cseq,
    from: addressOf(message.from, message.fromTag),
    to: addressOf(message.to, message.toTag),
    branch: message.viaBranch,
    contacts: contactsOf(message),
  };
  if (message instanceof IncomingResponseMessage) {
    if (!message.statusCode || message.statusCode > 699) return bad(text, 'status out of range');
    return {
      kind: 'response',
      method: cseqMethod ?? '',
      status: message.statusCode,
      reason: message.reasonPhrase ?? '',
      ...common,
    };
  }
  if (cseqMethod !== message.method) return bad(text, 'CSeq is of another method');
  const [, uri = '', version] = text.slice(0, text.indexOf('\r\n')).split(' ');
  if (version?.toUpperCase() !== 'SIP/2.0') return bad(text, 'SIP of another version', 505);
  const target = message.ruri ? { user: decode(message.ruri.user), host: message.ruri.host } : null;
  const allContacts = common.headers.has('X-All-Contacts');
  common.headers.delete('X-All-Contacts');
  return { kind: 'request', method: message.method, uri, target, allContacts, ...common };
}

/** What SIP.js would read past: lines without a colon, bare line ends, control characters. */
function shapeProblem(text: string): string | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return 'no end of the headers';
  const lines = text.slice(0, end).split('\r\n');
  if (lines.some((line) => [...line].some((character) => character < ' ' && character !== '\t'))) {
    return 'a control character in the headers';
  }
  for (const line of lines.slice(1))
    if (!/^[ \t]/.test(line) && !HEADER_LINE.test(line)) return 'a line that is no header';
  for (const [name, pattern] of ONCE) {
    if (lines.filter((line) => pattern.test(line)).length > 1) return `more than one ${name}`;
  }
  return null;
}

function byteLengthTooLarge(message: IncomingMessage): boolean {
  const length = message.getHeader('Content-Length');
  return length !== undefined && Number(length) > Buffer.byteLength(message.body);
}

function headersOf(message: IncomingMessage, text: string): Headers {
  const headers = new Headers();
  const unfolded = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  for (const [name, values] of Object.entries(message.headers)) {
    // Of several challenges SIP.js keeps the last one only.
    if (name === 'WWW-Authenticate' || name === 'Proxy-Authenticate') {
      for (const [, value = ''] of unfolded.matchAll(new RegExp(`^${name}[ \\t]*:(.*)$`, 'gim')))
        headers.add(name, value.trim());
      continue;
    }
    for (const { raw } of values) {
      const value = raw.replace(/\r\n[ \t]+/g, ' ');
      const listed = name === 'Via' || name === 'Route' || name === 'Record-Route';
      for (const part of listed ? splitList(value) : [value]) headers.add(name, part);
    }
  }
  return headers;
}

function addressOf(header: NameAddrHeader, tag: string | undefined): Address {
  return { name: header.displayName ?? '', user: decode(header.uri.user), host: header.uri.host, tag };
}

function contactsOf(message: IncomingMessage): Contact[] {
  return (message.headers['Contact'] ?? []).map(({ raw, parsed }) => {
    const header = parsed as NameAddrHeader;
    const expires = header.getParam('expires');
    return {
      uri: /<([^>]*)>/.exec(raw)?.[1] ?? raw.replace(/;.*$/s, '').trim(),
      expires: expires && /^\d{1,10}$/.test(expires) ? Number(expires) : undefined,
      instance: header.getParam('+sip.instance') ?? undefined,
      q: Number(header.getParam('q') ?? 1),
    };
  });
}

function decode(user: string | undefined): string {
  try {
    return decodeURIComponent(user ?? '');
  } catch {
    return user ?? '';
  }
}

function bad(text: string, problem: string, status = 400): BadMessage {
  const headers = new Headers();
  const [startLine = '', ...lines] = text.split(/\r?\n/);
  const short: Readonly<Record<string, string>> = { v: 'via', f: 'from', t: 'to', i: 'call-id' };
  for (const line of lines) {
    if (line === '') break;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const known = ANSWERABLE.find((header) => header.toLowerCase() === (short[name] ?? name));
    if (known && !headers.has(known)) headers.add(known, line.slice(colon + 1).trim());
  }
  const answerable =
    ANSWERABLE.every((name) => headers.has(name)) && /^[A-Z]+ +\S/.test(startLine) && !startLine.startsWith('ACK ');
  return { kind: 'bad', problem, status: answerable ? status : null, headers };
}
