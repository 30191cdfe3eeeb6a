import { t } from '../locales/messages';
import type { Account } from '../phone/account';
import type { Call, PhoneState } from '../phone/phone-api';
import type { Party } from '../phone/ports';

/** Of the contact that a party is; empty: of none. There are no contacts until the phone can ring. */
let contactName: (party: Party) => string = () => '';
const listeners = new Set<() => void>();

/** Lets parties go by the names of contacts. */
export function nameParties(by: (party: Party) => string): void {
  contactName = by;
  namesChanged();
}

/** Contacts changed: names that were told may be others now. */
export function namesChanged(): void {
  for (const listener of listeners) listener();
}

/** Screens follow by themselves; this is for what is told to others. Returns what ends it. */
export function onNamesChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** With the name of the contact, where it is one. */
export function withKnownName(party: Party): Party {
  const name = contactName(party);
  return name === '' ? party : { ...party, name };
}

/** How a party is called on screen: the contact's name, else its own, else the number, else a word. */
export function partyName(party: Party): string {
  return contactName(party) || party.name || party.number || t('party.unknown');
}

/** A short name for narrow places: the first word of a name that is no title, else the whole. */
export function shortName(party: Party): string {
  const words = partyName(party).split(/\s+/u);
  return words.find((word) => word.length > 1 && !word.endsWith('.')) ?? partyName(party);
}

/** Up to two letters for the round picture; empty where there is only a number. */
export function initials(party: Party): string {
  const words = withKnownName(party)
    .name.replace(/["'()[\]<>]/gu, ' ')
    .split(/[\s,]+/u)
    .filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last].map((word) => (word ? firstLetter(word) : '')).join('');
}

const segmenter = new Intl.Segmenter();

function firstLetter(word: string): string {
  const [first] = segmenter.segment(word);
  return (first?.segment ?? '').toLocaleUpperCase();
}

/** One of the four grounds for a picture, always the same for the same name. */
export function tint(party: Party): 'a' | 'b' | 'c' | 'd' {
  let hash = 0;
  for (const letter of partyName(party)) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (['a', 'b', 'c', 'd'] as const)[(hash >>> 3) % 4] ?? 'a';
}

/** The line as the user knows it. */
export function lineName(account: Account | null): string {
  if (!account) return '';
  return account.label || (account.practice ? t('line.practice') : account.user);
}

/** The line of a finished call, `user@domain`, as the user knows it; as it is where it is not signed in any more. */
export function addressName(lines: PhoneState['lines'], address: string): string {
  const line = lines.find(({ account }) => `${account.user}@${account.domain}` === address);
  return line ? lineName(line.account) : address;
}

/** The account that a call is on. */
export function lineOf(state: Pick<PhoneState, 'lines' | 'account'>, call: Pick<Call, 'line'>): Account | null {
  return state.lines.find(({ account }) => account.id === call.line)?.account ?? state.account;
}

/** The number of ours that was called, where it tells more than the line's name; else empty. */
export function calledNumber(account: Account | null, call: Pick<Call, 'called' | 'direction'>): string {
  if (call.direction === 'outgoing' || !account || call.called === account.user) return '';
  return call.called === lineName(account) ? '' : call.called;
}

/** Host of a server address, for sentences. */
export function hostOf(address: string | undefined): string {
  if (!address) return t('line.server');
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}
