/**
 * Links that mean a call: `tel:` (RFC 3966), `sip:` and `sips:` (RFC 3261, section 19.1), `callto:` (never specified; as
 * web pages write it). Whoever made the link may mean harm: what is not understood whole is refused, what could cost or
 * change something is never called by the link alone.
 */
import type { DialWish } from '../preload/contract';
import { doubtOf } from './call-doubts';
import type { CallScheme, Policies } from './policies';

/** Characters; longer than any address that a person could check before calling it. */
const MAX_LINK = 512;
/** Digits and signs; longer than any number (ITU-T E.164: 15) with an extension and the digits of a menu. */
const MAX_NUMBER = 64;
/** Characters of an address that the number field takes. */
const MAX_ADDRESS = 256;

const hidden = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

type Doubt = DialWish['doubt'];
/** `extra`: more stood there than whom to call, and was left out. */
interface Target {
  number: string;
  extra: boolean;
}

export type LinkRules = Pick<Policies, 'links' | 'premiumPrefixes'>;

/** The scheme of a link that means a call; null for any other text. */
export function callScheme(text: string): CallScheme | null {
  const [, scheme = ''] = /^\s*(tel|sips?|callto):/i.exec(text) ?? [];
  return scheme === '' ? null : (scheme.toLowerCase() as CallScheme);
}

/** What the link wants; null: it is none, not allowed, or not understood. */
export function readCallLink(link: string, rules: LinkRules): DialWish | null {
  const text = link.trim();
  if (isHostile(text)) return null;
  const scheme = callScheme(text);
  const inner = scheme === 'callto' ? innerScheme(text) : scheme;
  if (!scheme || !inner) return null;
  // `callto:sip:…` may do what both of its schemes may.
  const allowed = [rules.links[scheme], rules.links[inner]];
  if (allowed.includes('off')) return null;
  const target = readTarget(text, scheme, inner);
  if (!target) return null;
  const doubt: Doubt = doubtOf(target.number, rules.premiumPrefixes) ?? (target.extra ? 'headers' : null);
  const dials = doubt === null && allowed.every((how) => how === 'dial');
  return { number: target.number, how: dials ? 'dial' : 'ask', from: 'link', doubt };
}

/** A number or an address as somebody typed it into a command; null: it is none. Links of the above count as well. */
export function readTyped(text: string): string | null {
  const trimmed = text.trim();
  if (isHostile(trimmed)) return null;
  const scheme = callScheme(trimmed);
  const inner = scheme === 'callto' ? innerScheme(trimmed) : scheme;
  if (scheme && inner) return readTarget(trimmed, scheme, inner)?.number ?? null;
  if (trimmed.includes('@')) return readAddress(trimmed, 'sip')?.number ?? null;
  // A name on the own exchange.
  return readNumber(trimmed) ?? (/^[a-z][\w.-]{0,63}$/i.test(trimmed) ? trimmed : null);
}

/** Of a length, or with signs that have no place in it: line breaks, NUL, marks that turn the reading direction. */
function isHostile(text: string): boolean {
  return text.length > MAX_LINK || hidden.test(text) || /%(?:[01][\da-f]|7f)/i.test(text);
}

function innerScheme(text: string): CallScheme | null {
  const [, rest = ''] = /^callto:(.*)$/is.exec(text) ?? [];
  const inner = callScheme(rest);
  if (inner === null) return 'callto';
  return inner === 'callto' ? null : inner;
}

function readTarget(text: string, scheme: CallScheme, inner: CallScheme): Target | null {
  let rest = text.slice(scheme.length + 1);
  if (inner !== scheme) rest = rest.slice(inner.length + 1);
  // Some pages write it like an address of the web.
  rest = rest.replace(/^\/\//, '').replace(/\/$/, '');
  if (inner === 'sip' || inner === 'sips') return readAddress(rest, inner);
  return readTel(rest);
}

/** Without `tel:`. The number is decoded once: what is still escaped then was meant to slip through. */
function readTel(text: string): Target | null {
  const [before = '', ...headers] = text.split('?');
  const [escaped = '', ...parameters] = before.split(';');
  const number = readNumber(decoded(escaped) ?? '');
  if (number === null) return null;
  let extra = headers.length > 0;
  let extension = '';
  for (const parameter of parameters) {
    const [, digits] = /^ext=([\d().-]{1,20})$/i.exec(parameter) ?? [];
    if (digits !== undefined && extension === '') extension = digits.replace(/\D/g, '');
    // A subaddress (ISDN) is for the far end alone; in what context a number is meant changes whom it reaches.
    else if (!/^isub=/i.test(parameter)) extra = true;
  }
  return { number: extension === '' ? number : `${number},${extension}`, extra };
}

/** Without `sip:`; a number without a host is one for the own exchange. */
function readAddress(text: string, scheme: 'sip' | 'sips'): Target | null {
  const [before = '', ...headers] = text.split('?');
  const at = before.lastIndexOf('@');
  const [place = '', ...parameters] = before.slice(at + 1).split(';');
  // Who is called does not depend on these two; all others may lead elsewhere (`maddr`, `method`, …).
  const harmless = parameters.every((parameter) =>
    /^(?:user=(?:phone|ip)|transport=(?:udp|tcp|tls|ws|wss))$/i.test(parameter),
  );
  const extra = headers.length > 0 || !harmless;
  if (at < 0) {
    const number = readNumber(decoded(place) ?? '');
    if (number !== null) return { number, extra };
    return isHost(place) && place.includes('.') ? { number: addressOf('', place, scheme), extra } : null;
  }
  const whole = before.slice(0, at);
  const user = decoded(whole.replace(/[;:].*$/s, ''));
  if (user === null || !/^[\w.!~*'+#&=$-]{1,128}$/.test(user) || !isHost(place)) return null;
  const number = addressOf(user, place, scheme);
  return number.length <= MAX_ADDRESS ? { number, extra: extra || /[;:]/.test(whole) } : null;
}

function addressOf(user: string, host: string, scheme: 'sip' | 'sips'): string {
  const address = user === '' ? host : `${user}@${host}`;
  // Without a user only the scheme tells that it is an address; that it must be encrypted is never left out.
  return scheme === 'sips' || user === '' ? `${scheme}:${address}` : address;
}

function isHost(text: string): boolean {
  const [, host = '', port = '5060'] =
    /^(\[[\da-f:.]{2,45}\]|[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?\.?)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  return host !== '' && !host.includes('..') && Number(port) > 0 && Number(port) < 65_536;
}

/** What people put between digits (RFC 3966: `visual-separator`), and what their programs make of it. */
const separators = /[\s\u00a0\u202f\u2010-\u2015().[\]/-]/g;

/** Digits, `*`, `#`, a leading `+`, pauses (`,`, `p`) and waits (`w`) behind digits; null: anything else. */
function readNumber(text: string): string | null {
  if (!/^\s*[(+\d*#]/.test(text)) return null;
  // `+49 (0)30 …`: the zero is only for callers from inside the country.
  const international = /^\s*(?:\+|00)/.test(text) ? text.replace(/[([]\s*0\s*[)\]]/, '') : text;
  const number = international.replace(separators, '').replace(/p/gi, ',').toLowerCase();
  return number.length <= MAX_NUMBER && /^\+?[\d*#]+(?:[,w]+[\d*#]+)*$/.test(number) ? number : null;
}

/** Escapes undone, once; null where they are broken, or hide what no number has. */
function decoded(text: string): string | null {
  try {
    const plain = decodeURIComponent(text);
    return plain.includes('%') || hidden.test(plain) ? null : plain;
  } catch {
    return null;
  }
}
