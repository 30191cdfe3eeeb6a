/** How a colleague's ringing call is picked up. */
import type { Account } from './account';
import { readDialString, type DialString } from './dial-string';
import type { DialogReference } from './ports';

export type PickUp =
  | (Extract<DialString, { ok: true }> & { replaces: DialogReference | null })
  | { ok: false; problem: 'not-a-number' | 'not-ringing' };

/**
 * By the feature code of the switch where the account has one; else with Replaces (RFC 3891), which needs the dialog
 * that the switch tells of (RFC 4235). `ringing`: that dialog, null where none is known.
 */
export function readPickUp(account: Account, number: string, ringing: DialogReference | null): PickUp {
  const colleague = readDialString(number);
  if (!colleague.ok) return { ok: false, problem: 'not-a-number' };
  if (account.pickupCode !== '') {
    const target = `${account.pickupCode}${userPart(colleague.target)}`;
    return { ...colleague, target, shown: target, replaces: null };
  }
  if (!ringing) return { ok: false, problem: 'not-ringing' };
  const caller = readDialString(ringing.remoteUri);
  if (!caller.ok) return { ok: false, problem: 'not-a-number' };
  return { ...caller, shown: colleague.shown, replaces: ringing };
}

function userPart(target: string): string {
  return target.replace(/^sips?:/i, '').replace(/@.*$/, '');
}
