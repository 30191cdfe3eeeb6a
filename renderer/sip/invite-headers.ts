import type { Account } from '../phone/account';
import type { InviteOptions } from '../phone/ports';
import { replacesHeader } from './replaces';
import { targetUri } from './uri';

/** What a first INVITE of ours says beside the usual (InviteOptions). Nothing of it can break out of its header. */
export function inviteHeaders(account: Account, options: InviteOptions): string[] {
  const headers: string[] = [];
  const callerId = (options.callerId ?? account.callerId).trim();
  if (/^anonymous$/i.test(callerId)) {
    // RFC 3323: From stays what the switch knows us by; it takes our name out for the other side.
    headers.push('Privacy: user;id');
  } else if (callerId !== '') {
    const uri = targetUri(callerId, account.domain);
    if (uri) headers.push(`P-Preferred-Identity: ${quoted(account.displayName)}<${uri.toString()}>`);
  }
  if (options.replaces) headers.push(`Replaces: ${oneLine(replacesHeader(options.replaces))}`, 'Require: replaces');
  const by = options.referredBy === undefined ? undefined : targetUri(options.referredBy, account.domain);
  if (by) headers.push(`Referred-By: <${by.toString()}>`);
  return headers;
}

/**
 * RFC 3326: words for people, in any script: a quoted string is UTF-8 (RFC 3261, section 25.1), and words with holes in
 * them say something else. Undefined where nothing is left.
 */
export function reasonHeader(status: number, words: string): string | undefined {
  const short = Array.from(words.replace(/\s+/g, ' ')).slice(0, LONGEST_REASON).join('');
  const text = quoted(short).trimEnd();
  return text === '' ? undefined : `Reason: SIP;cause=${status};text=${text}`;
}

/** In characters. */
const LONGEST_REASON = 128;

/** RFC 3261, section 25.1, quoted-string, with a blank behind it; nothing for nothing. */
export function quoted(text: string): string {
  const clean = oneLine(text).replace(/[\\"]/g, '\\$&').trim();
  return clean === '' ? '' : `"${clean}" `;
}

const oneLine = (text: string) => text.replace(/\p{Cc}/gu, ' ');
