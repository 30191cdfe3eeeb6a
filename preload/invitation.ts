/**
 * An invitation to an operator, as it comes by link, QR text, file, command line or policy. Shared by main and the screens.
 * `sidetone://provision?domain=HOST[:PORT][&user=NAME]`, or JSON with the same members; never a password.
 */
import * as v from 'valibot';

export const InvitationSchema = v.object({
  /** Host with an optional port, lower case; never a path, a user or a scheme. */
  domain: v.pipe(v.string(), v.maxLength(300)),
  /** Filled into the form; may be empty. */
  user: v.pipe(v.string(), v.maxLength(254)),
  from: v.picklist(['link', 'file', 'command-line', 'policy', 'typed']),
});
export type Invitation = v.InferOutput<typeof InvitationSchema>;

/** Domain A. */
export interface Domain {
  /** Host with an optional port, lower case; names in other scripts as DNS has them (xn--…). */
  domain: string;
  /** `https://` before it; `http://` before the loopback, unless it was named with `https://`. */
  origin: string;
}

const MAX_DOMAIN = 300;
const MAX_TEXT = 65_536;
const MAX_USER = 254;

/** Members of the JSON; what else is in it is ignored. */
const Document = v.object({ domain: v.string(), user: v.optional(v.string(), '') });

/** A host with an optional port, or an origin, as somebody wrote it; null when it is anything more or less than that. */
export function readDomain(text: string): Domain | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_DOMAIN || /[\s\\@?#%\p{Cc}\p{Cf}]/u.test(trimmed)) return null;
  const [, scheme = '', authority = ''] = /^(?:(https?):\/\/)?([^/]+)\/?$/i.exec(trimmed) ?? [];
  if (!URL.canParse(`https://${authority}`)) return null;
  const { hostname, port } = new URL(`https://${authority}`);
  if (!isHost(hostname, authority) || port === '0') return null;
  const plain = isLoopback(hostname) && scheme.toLowerCase() !== 'https';
  const { host, origin } = new URL(`${plain ? 'http' : 'https'}://${authority.replace(/\.(?=:|$)/, '')}`);
  return { domain: host, origin };
}

/** An invitation out of a text of unknown origin; null when it is none. */
export function readInvitation(text: string, from: Invitation['from']): Invitation | null {
  if (text.length > MAX_TEXT) return null;
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const found = /^sidetone:/i.test(trimmed)
    ? parameters(trimmed, 'provision')
    : trimmed.startsWith('{')
      ? readDocument(trimmed)
      : { domain: trimmed, user: '' };
  const named = found && readDomain(found.domain);
  return named && { domain: named.domain, user: readUser(found.user), from };
}

/** The payment that `sidetone://payment?payment=…` speaks of (docs/portal-api.yaml; `id` as well); null when the text is nothing of the kind. */
export function readPaymentReturn(text: string): string | null {
  const id = parameters(text.trim(), 'payment')?.payment ?? '';
  return /^[\w.~-]{1,64}$/.test(id) ? id : null;
}

interface Link {
  domain: string;
  user: string;
  payment: string;
}

/** Of `sidetone://ACTION?…`; null for another address, and when one is given twice, which could be read in two ways. */
function parameters(text: string, action: string): Link | null {
  if (text.length > 2048 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'sidetone:' || url.hostname.toLowerCase() !== action) return null;
  if (url.username !== '' || url.port !== '' || !['', '/'].includes(url.pathname)) return null;
  const names = [...url.searchParams.keys()];
  if (new Set(names).size !== names.length) return null;
  const of = (name: string) => url.searchParams.get(name) ?? '';
  return { domain: of('domain'), user: of('user'), payment: of('payment') || of('id') };
}

function readDocument(text: string): v.InferOutput<typeof Document> | null {
  try {
    const read = v.safeParse(Document, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** What is filled into a form must be what it looks like. */
function readUser(text: string): string {
  const user = text.trim();
  return user.length > MAX_USER || /[\p{Cc}\p{Cf}]/u.test(user) ? '' : user;
}

/** URLs read `1` as 0.0.0.1 and the like: an address counts only as it was written. */
function isHost(hostname: string, authority: string): boolean {
  if (hostname.startsWith('[')) return true;
  const isAddress = /^\d+(?:\.\d+){3}$/.test(hostname);
  if (isAddress && authority.replace(/:\d*$/, '') !== hostname) return false;
  return (
    hostname.length <= 253 &&
    /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/.test(hostname)
  );
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
