/**
 * Addresses in headers that SIP.js does not parse, or drops the whole message over (a `tel:` URI, a list of several):
 * RFC 3261, section 20.10.
 */
export interface NameAddr {
  /** Without its quotes; empty where there was none. */
  name: string;
  /** As it stood there, with its URI parameters and headers. */
  uri: string;
  /** Header parameters by their name in small letters; empty where they have no value. */
  params: ReadonlyMap<string, string>;
}

/** More than this in one header is nobody's list of addresses. */
const LONGEST = 32 * 1024;

/** All addresses of a header's values, in order; what cannot be read is left out. */
export function nameAddrs(values: readonly string[]): NameAddr[] {
  return values
    .flatMap((value) => (value.length > LONGEST ? [] : split(value, ',')))
    .flatMap((one) => parse(one) ?? []);
}

function parse(text: string): NameAddr | undefined {
  const [, quoted, token = '', uri, rest = ''] =
    /^\s*(?:"((?:[^"\\]|\\.)*)"\s*|([^"<;]*))<([^<>]*)>(.*)$/s.exec(text) ?? [];
  if (uri === undefined) return parseBare(text);
  if (!/^\s*[a-z][a-z0-9+.-]*:\S/i.test(uri)) return undefined;
  return { name: (quoted?.replace(/\\(.)/gs, '$1') ?? token).trim(), uri: uri.trim(), params: parameters(rest) };
}

/** Without `<>` every parameter is one of the header. */
function parseBare(text: string): NameAddr | undefined {
  const [uri = '', ...rest] = text.split(';');
  if (!/^\s*[a-z][a-z0-9+.-]*:[^\s<>"]+\s*$/i.test(uri)) return undefined;
  return { name: '', uri: uri.trim(), params: parameters(`;${rest.join(';')}`) };
}

function parameters(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of split(text, ';')) {
    const [, name = '', quoted, token = ''] =
      /^\s*([^=\s]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|(\S*)))?\s*$/s.exec(part) ?? [];
    if (name !== '') found.set(name.toLowerCase(), quoted?.replace(/\\(.)/gs, '$1') ?? token);
  }
  return found;
}

/** At the separators that stand neither in quotes nor in angle brackets. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let bracketed = false;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted && sign === '\\') at++;
    else if (sign === '"' && !bracketed) quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '<') bracketed = true;
    else if (sign === '>') bracketed = false;
    else if (sign === separator && !bracketed) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part.trim() !== '');
}

/** The user part of a `sip:` or the number of a `tel:` URI, as people write it. */
export function userOf(uri: string): string {
  const tel = /^tel:([^;?]*)/i.exec(uri)?.[1];
  if (tel !== undefined) return decoded(tel).replace(/[\s().-]/g, '');
  const user = /^sips?:(?:([^@]*)@)?/i.exec(uri)?.[1] ?? '';
  // Parameters may stand in the user part (RFC 3261, section 19.1.6), a password behind a colon.
  return decoded(user.replace(/[;:].*$/s, ''));
}

/** `sip:user@host`, without port, parameters and headers. */
export function plainAddress(uri: string): string {
  const [, scheme = '', user = '', host = ''] =
    /^(sips?|tel):(?:([^@?]*)@)?(\[[^\]]*\]|[^:;?@>\s]*)/i.exec(uri.replace(/^(tel:[^;?]*).*$/is, '$1')) ?? [];
  return scheme === '' ? '' : `${scheme.toLowerCase()}:${user === '' ? '' : `${user}@`}${host}`;
}

export const hostOf = (uri: string) =>
  /^sips?:(?:[^@?]*@)?(\[[^\]]*\]|[^:;?@>\s]*)/i.exec(uri)?.[1]?.toLowerCase() ?? '';

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
