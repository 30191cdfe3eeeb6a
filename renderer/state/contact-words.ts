/** Contacts in words and shapes. */
import type { Contact } from '../phone/contacts';
import type { HistoryEntry } from '../phone/history';
import type { Person } from '../phone/phone-api';
import type { Party } from '../phone/ports';
import type { ContactsView } from './contacts';

/** What Call dials: the first number, else the first extension; empty: nothing can be called. */
export function mainNumber({ numbers }: Pick<Contact, 'numbers'>): string {
  const first = numbers.find(({ number, extension }) => number !== '' || extension !== '');
  return first ? first.number || first.extension : '';
}

/** For its picture: without a number, which could be somebody else's as well. */
export const contactParty = ({ name }: Pick<Contact, 'name'>): Party => ({ name, number: '', uri: '' });

/** A company rather than a person in it. */
export const isOrganization = ({ name, givenName, familyName, organization }: Contact): boolean =>
  organization === name && givenName === '' && familyName === '';

/** The second line of a row: company, else what it is, else a number. */
export function contactDetail(contact: Contact): string {
  const { name, organization, category, type } = contact;
  return (organization !== name && organization) || category || type || mainNumber(contact);
}

/** Finds the watched colleague that a contact is, by number or extension. */
export function watchedContacts(people: readonly Person[]): (contact: Pick<Contact, 'numbers'>) => Person | null {
  const byNumber = new Map(people.map((person) => [person.number, person]));
  return ({ numbers }) => {
    if (byNumber.size === 0) return null;
    for (const { number, extension } of numbers) {
      const found = byNumber.get(number) ?? byNumber.get(extension);
      if (found) return found;
    }
    return null;
  };
}

/** How far back calls with a contact are looked for. */
const lookBack = 2000;

/** The last calls with a contact, whichever of its numbers they were with. */
export function callsWith(
  history: readonly HistoryEntry[],
  contacts: Pick<ContactsView, 'whose'>,
  id: string,
  limit: number,
): HistoryEntry[] {
  const found: HistoryEntry[] = [];
  const theirs = new Map<string, boolean>();
  for (const entry of history.slice(0, lookBack)) {
    const { number } = entry.party;
    if (!number) continue;
    let is = theirs.get(number);
    if (is === undefined) theirs.set(number, (is = contacts.whose(number)?.id === id));
    if (is) found.push(entry);
    if (found.length === limit) break;
  }
  return found;
}
