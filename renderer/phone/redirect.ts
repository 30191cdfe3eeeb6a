/** Where a 3xx leads (RFC 3261, section 8.1.3.4). */
import { addressKey, inDomain, readAddress } from './address';

export interface RedirectContext {
  /** The account's own domain. */
  domain: string;
  /** Everything that was called for this call so far, the dialled target first. */
  visited: readonly string[];
}

export type RedirectChoice =
  | { kind: 'follow'; target: string }
  /** It leads out of the own domain: whoever answers there may cost money, so the user is asked. */
  | { kind: 'ask'; target: string }
  /** Everything offered was called already, or it was too often. */
  | { kind: 'loop' }
  /** No target that a phone can call. */
  | { kind: 'nowhere' };

const mostHops = 5;

/** `targets` as the adapter gives them, best first. */
export function chooseRedirect(targets: readonly string[], { domain, visited }: RedirectContext): RedirectChoice {
  const callable = targets.flatMap((target) => {
    const address = readAddress(target);
    if (!address?.user) return [];
    // A tel URI is a number like those that are dialled.
    return address.host === '' ? address.user : target.trim();
  });
  if (callable.length === 0) return { kind: 'nowhere' };
  const known = new Set(visited.map((target) => addressKey(target, domain)));
  const target = callable.find((candidate) => !known.has(addressKey(candidate, domain)));
  if (target === undefined || visited.length > mostHops) return { kind: 'loop' };
  return inDomain(target, domain) ? { kind: 'follow', target } : { kind: 'ask', target };
}
