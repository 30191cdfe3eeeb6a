import type { IncomingMessage } from 'sip.js/lib/core/messages/incoming-message.js';
import type { Party } from '../phone/ports';
import { withTelAgain } from './legible';
import { hostOf, nameAddrs, plainAddress, userOf, type NameAddr } from './name-addr';

/** Who is who in a message: raw text, which the phone makes harmless. */

const ANONYMOUS: Party = { name: '', number: '', uri: 'sip:anonymous@anonymous.invalid' };

/**
 * The caller: what the switch asserts (P-Asserted-Identity, RFC 3325, or the older Remote-Party-ID) where it is
 * trusted, else From. A caller who wants to stay unknown (Privacy, RFC 3323) does.
 */
export function callerOf(message: IncomingMessage, trusted: boolean): Party {
  return (trusted ? assertedParty(message) : undefined) ?? fromParty(message);
}

/** What the switch asserts of the other side; undefined where it says nothing. */
export function assertedParty(message: IncomingMessage): Party | undefined {
  const asserted = nameAddrs(message.getHeaders('p-asserted-identity'));
  // There may be a sip: and a tel: URI; the first is the one with a name, as a rule.
  const identity = asserted.find(({ uri }) => /^sips?:/i.test(uri)) ?? asserted[0];
  if (identity) return wantsPrivacy(message) ? ANONYMOUS : partyOf(identity);
  const [older] = nameAddrs(message.getHeaders('remote-party-id'));
  if (!older) return undefined;
  const privacy = older.params.get('privacy')?.toLowerCase() ?? 'off';
  if (/full|uri/.test(privacy) || wantsPrivacy(message)) return ANONYMOUS;
  return privacy === 'name' ? { ...partyOf(older), name: '' } : partyOf(older);
}

/** As the From header names them. */
export function fromParty(message: IncomingMessage): Party {
  const from = fromOrTo(message, 'From');
  return from === undefined ? ANONYMOUS : partyOf(from);
}

/** With the `tel:` URI that SIP.js is not given to see. */
function fromOrTo(message: IncomingMessage, name: 'From' | 'To'): NameAddr | undefined {
  const value = withTelAgain(`${name}: ${message.getHeader(name) ?? ''}`);
  return nameAddrs([value.slice(name.length + 2)])[0];
}

/** RFC 3323, section 4.2, and `id` of RFC 3325. */
function wantsPrivacy(message: IncomingMessage): boolean {
  const values = message.getHeaders('privacy').flatMap((value) => value.toLowerCase().split(/[;,\s]+/));
  return values.some((value) => ['id', 'user', 'header'].includes(value));
}

export function partyOf(address: NameAddr): Party {
  const number = userOf(address.uri);
  const host = hostOf(address.uri);
  if (/^anonymous$/i.test(number) || /(^|\.)anonymous\.invalid$/.test(host)) return ANONYMOUS;
  return { name: address.name, number, uri: plainAddress(address.uri) };
}

/**
 * Who sent the call on to us: the newest Diversion (RFC 5806), else what History-Info (RFC 7044) says of the last
 * change of the target. Null: it came directly, or the one who sent it on stays unknown.
 */
export function viaOf(message: IncomingMessage): Party | null {
  const [diversion] = nameAddrs(message.getHeaders('diversion'));
  const address = diversion ?? retargeted(nameAddrs(message.getHeaders('history-info')));
  if (address === undefined || /^(full|uri)$/i.test(address.params.get('privacy') ?? '')) return null;
  const party = partyOf(address);
  return party.number === '' ? null : { ...party, name: address.params.get('privacy') === 'name' ? '' : party.name };
}

function retargeted(history: readonly NameAddr[]): NameAddr | undefined {
  const last = history.at(-1);
  if (last === undefined) return undefined;
  const mapped = last.params.get('mp');
  // Without `mp` (RFC 4244), the answer that made the switch go on is in the URI of the one who gave it.
  const found =
    mapped === undefined
      ? history.findLast(({ uri }) => /[?&]reason=/i.test(uri))
      : history.find(({ params }) => params.get('index') === mapped);
  if (found === undefined || /[?&]privacy=/i.test(found.uri)) return undefined;
  return userOf(found.uri) === userOf(last.uri) ? undefined : found;
}

/** The number of ours that was called: P-Called-Party-ID (RFC 7315), else To, unless that is our Contact. */
export function calledOf(message: IncomingMessage, contactUser: string): string {
  const [called] = nameAddrs(message.getHeaders('p-called-party-id'));
  const number = userOf((called ?? fromOrTo(message, 'To'))?.uri ?? '');
  return number === contactUser ? '' : number;
}

/** Referred-By (RFC 3892): its address; empty without. */
export function referredByOf(message: IncomingMessage): string {
  const [by] = nameAddrs(message.getHeaders('referred-by'));
  return by === undefined ? '' : plainAddress(by.uri);
}
