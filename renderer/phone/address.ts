/** What of an address matters for comparing it: the rest is the adapter's. */
import type { Account } from './account';

export interface Address {
  /** User part with escapes undone, case kept (RFC 3261, section 19.1.4); empty without. */
  user: string;
  /** Lower case, without port; empty for a bare number or name, which is on the account's domain. */
  host: string;
}

const uri = /^sips?:(?:([^@]*)@)?(\[[^\]]*\]|[^:;?>\s]+)/i;

/** Of a SIP or tel URI, or a bare number; null where it is none. */
export function readAddress(text: string): Address | null {
  const trimmed = text.trim();
  const tel = /^tel:([^;?\s]+)/i.exec(trimmed);
  if (tel) return { user: tel[1] ?? '', host: '' };
  if (!/^sips?:/i.test(trimmed)) return /^[^\s@:]+$/.test(trimmed) ? { user: trimmed, host: '' } : null;
  const found = uri.exec(trimmed);
  if (!found) return null;
  const [, userInfo = '', host = ''] = found;
  // Parameters of the user part (`;phone-context`) and a password are not who it is.
  const user = userInfo.replace(/[;:].*$/, '');
  return { user: unescaped(user), host: host.toLowerCase() };
}

/** Whether the address is one of the account's own switch. */
export function inDomain(text: string, domain: string): boolean {
  const address = readAddress(text);
  return address !== null && (address.host === '' || address.host === domain.toLowerCase());
}

/** Equal for two spellings of one address; a bare number is on `domain`. */
export function addressKey(text: string, domain: string): string {
  const address = readAddress(text);
  if (!address) return text.trim().toLowerCase();
  return `${address.user.replace(/[-.()]/g, '')}@${address.host || domain.toLowerCase()}`;
}

/** The account's own address of record, as a key. */
export function ownKey({ user, domain }: Account): string {
  return addressKey(`sip:${user}@${domain}`, domain);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
