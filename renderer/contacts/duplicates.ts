/** Contacts that seem to be one and the same, and one made of several. */
import type { Contact, ContactNumber } from '../phone/contacts';
import { foldedWords } from './fold';
import { plainNumber } from './phone-numbers';

/** As many last digits as distinguish subscribers of one country. */
const digitsCompared = 9;

/** Groups of those that seem to be the same; the others are left out. */
export function duplicateGroups(contacts: readonly Contact[]): readonly (readonly Contact[])[] {
  const leaders = contacts.map((_, index) => index);
  const leaderOf = (index: number): number => {
    let at = index;
    while (leaders[at] !== at) at = leaders[at] = leaders[leaders[at] ?? 0] ?? 0;
    return at;
  };
  const firstWith = new Map<string, number>();
  for (const [index, contact] of contacts.entries()) {
    for (const key of keysOf(contact)) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, index);
      else leaders[leaderOf(index)] = leaderOf(first);
    }
  }
  const groups = new Map<number, Contact[]>();
  for (const [index, contact] of contacts.entries()) {
    const leader = leaderOf(index);
    const group = groups.get(leader);
    if (group) group.push(contact);
    else groups.set(leader, [contact]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Contacts with one of these in common seem to be the same. A family or a company has one number, and one address, for many: a word of the name has to be the same too. */
function keysOf({ name, numbers, emails }: Contact): string[] {
  const words = foldedWords(name).trim().split(' ').sort();
  const keys = words.length > 1 ? [`name ${words.join(' ')}`] : [];
  const reached = [
    ...emails.map((email) => email.toLowerCase()),
    ...numbers.map((number) => `${numberKey(number)} ${number.extension}`).filter((key) => !key.startsWith(' ')),
  ];
  for (const way of reached) for (const word of words) if (word !== '') keys.push(`${way} ${word}`);
  return keys;
}

/** Equal for spellings of one number; empty for those that are too short to say whose they are. */
function numberKey({ number }: ContactNumber): string {
  const digits = plainNumber(number).replace(/\D/gu, '');
  if (digits === '') return number.trim().toLowerCase();
  return digits.length >= 7 ? digits.replace(/^0+/u, '').slice(-digitsCompared) : '';
}

/** The first gives the name; what only others have is added, nothing is there twice. */
export function mergedContact(first: Contact, others: readonly Contact[]): Contact {
  const all = [first, ...others];
  const firstOf = (key: 'givenName' | 'familyName' | 'organization' | 'type' | 'category' | 'photo'): string =>
    all.find((contact) => contact[key] !== '')?.[key] ?? '';
  return {
    ...first,
    givenName: firstOf('givenName'),
    familyName: firstOf('familyName'),
    organization: firstOf('organization'),
    type: firstOf('type'),
    category: firstOf('category'),
    photo: firstOf('photo'),
    numbers: onceEach(
      all.flatMap(({ numbers }) => numbers),
      (number) => `${numberKey(number) || plainNumber(number.number)} ${number.extension}`,
    ),
    emails: onceEach(
      all.flatMap(({ emails }) => emails),
      (email) => email.toLowerCase(),
    ),
    notes: onceEach(
      all.map(({ notes }) => notes).filter((notes) => notes !== ''),
      (notes) => notes,
    ).join('\n\n'),
    favourite: all.some(({ favourite }) => favourite),
  };
}

function onceEach<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const known = new Map<string, T>();
  for (const item of items) if (!known.has(keyOf(item))) known.set(keyOf(item), item);
  return [...known.values()];
}
