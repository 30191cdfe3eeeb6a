import type { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import { CONTACT_OF_REDIRECT } from './legible';
import { nameAddrs } from './name-addr';

/** How often one call may be sent on before it counts as going round in circles (RFC 3261, section 8.1.3.4). */
export const MOST_REDIRECTS = 5;
const MOST_TARGETS = 10;

/**
 * Where a 3xx sends the caller, best first (q, RFC 3261, section 20.10). Empty for 305 and 380, whose Contact is no other
 * number to call, and where nothing can be called.
 */
export function redirectTargets(message: IncomingResponseMessage): string[] {
  const status = message.statusCode ?? 0;
  if (status === 305 || status === 380) return [];
  const contacts = nameAddrs(message.getHeaders(CONTACT_OF_REDIRECT)).filter(({ uri }) => /^(?:sips?|tel):/i.test(uri));
  const q = (params: ReadonlyMap<string, string>) => {
    const value = Number(params.get('q') ?? 1);
    return Number.isFinite(value) ? value : 0;
  };
  const sorted = contacts.toSorted((a, b) => q(b.params) - q(a.params));
  return [...new Set(sorted.map(({ uri }) => uri))].slice(0, MOST_TARGETS);
}
