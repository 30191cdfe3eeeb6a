import type { URI } from 'sip.js/lib/grammar/uri.js';
import { Grammar } from 'sip.js/lib/grammar/grammar.js';

/**
 * The address to call. SIP.js's own `makeURI` gives nothing for `tel:` and refuses `#`, spaces and anything beyond ASCII
 * (FACTS, fault 12). Taken are `sip:user@host…`, `tel:…` (RFC 3966), `user@host` and a bare number or name, which gets
 * the account's domain. Undefined: there is no way to read it as an address.
 */
export function targetUri(target: string, domain: string): URI | undefined {
  const text = target.trim();
  if (text === '' || CONTROL.test(text)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'tel') return fromTel(text.slice(4), domain);
  if (scheme === 'sip' || scheme === 'sips') return fromSip(text);
  if (text.includes('@')) return fromSip(`sip:${text}`);
  return build(text, domain);
}

/** The address of record of an account; undefined where the user or the domain cannot stand in a URI. */
export function addressOfRecord(user: string, domain: string): URI | undefined {
  return user === '' || CONTROL.test(user) ? undefined : build(user, domain);
}

/** The user part as people write it: `%23` is `#` again. */
export function plainUser(uri: URI): string {
  try {
    return decodeURIComponent(uri.user ?? '');
  } catch {
    return uri.user ?? '';
  }
}

const CONTROL = /\p{Cc}/u;

/** RFC 3966: the global number keeps its `+`; visual separators go. */
function fromTel(rest: string, domain: string): URI | undefined {
  const [number = ''] = rest.split(';');
  const digits = decode(number).replace(/[\s().-]/g, '');
  return /^\+?[0-9A-Fa-f*#]+$/.test(digits) ? build(digits, domain) : undefined;
}

function fromSip(text: string): URI | undefined {
  const [, scheme = 'sip', user = '', rest = ''] = /^(sips?):(?:(.*)@)?([^@]*)$/i.exec(text) ?? [];
  return parse(`${scheme}:${user === '' ? '' : `${escape(user)}@`}${rest.trim()}`);
}

function build(user: string, domain: string): URI | undefined {
  return parse(`sip:${escape(user)}@${domain}`);
}

function parse(text: string): URI | undefined {
  const uri = Grammar.URIParse(text);
  // SIP.js keeps the user part decoded and decodes it again when it writes it: a lone `%` would make it throw.
  if (uri?.user?.includes('%')) uri.user = encodeURIComponent(uri.user);
  return uri;
}

/** RFC 3261, section 25.1: what may stand unescaped in the user part; an escape that is there already is kept. */
function escape(user: string): string {
  return encodeURIComponent(decode(user)).replace(/%(2B|24|26|3D|2C|3F|2F)/g, (code) => decodeURIComponent(code));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
