/** Forwarding by the phone (302, RFC 3261 section 8.3). */
import type { Account } from './account';
import { addressKey, ownKey } from './address';
import { readDialString } from './dial-string';
import type { IncomingInvite, Party } from './ports';

/** `busy` is also do-not-disturb: to the caller both are the same, and who set a deputy wants them put through. */
export type ForwardCase = 'always' | 'busy' | 'noAnswer';

export interface ForwardTarget {
  target: string;
  /** The same for people. */
  shown: string;
}

/**
 * Where a call goes in this case; null: nowhere. Never to this line itself, to the caller, or to whom it was sent on
 * from: such a call would come back.
 */
export function forwardTarget(
  account: Account,
  which: ForwardCase,
  invite: Pick<IncomingInvite, 'from' | 'via' | 'called'>,
): ForwardTarget | null {
  const number = readDialString(account.forwarding[which]);
  if (!number.ok) return null;
  const key = (text: string) => addressKey(text, account.domain);
  const involved = [invite.from, invite.via].flatMap((party) => (party ? addresses(party) : []));
  const never = new Set([ownKey(account), ...involved.map(key), ...(invite.called ? [key(invite.called)] : [])]);
  return never.has(key(number.target)) ? null : { target: number.target, shown: number.shown };
}

function addresses({ uri, number }: Party): string[] {
  return [uri, number].filter((text) => text !== '');
}
