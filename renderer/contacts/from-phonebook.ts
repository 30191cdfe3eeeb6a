/** The company's directory as it comes from the portal, as contacts. */
import type { Contact } from '../phone/contacts';
import { emptyContact, harmlessContact } from './harmless-contact';
import { Slices, type Pause } from './slices';

/** As in docs/portal-api.yaml; told again here, because this is pure. */
export interface PhonebookEntry {
  readonly id: string;
  readonly name: string;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  readonly organization?: string | undefined;
  readonly type?: string | undefined;
  readonly category?: string | undefined;
  readonly numbers: readonly {
    readonly name?: string | undefined;
    readonly number: string;
    readonly extension?: string | undefined;
  }[];
}

/** More than any company has; the rest is left out. */
const mostEntries = 200_000;

/** In slices. Ids are made unique: of two entries with one id, neither is lost, unless they are the same. */
export async function contactsOfPhonebook(
  entries: readonly PhonebookEntry[],
  favourites: readonly string[],
  changedAt: number,
  { pause, signal }: { pause?: Pause; signal?: AbortSignal } = {},
): Promise<Contact[]> {
  const slices = new Slices(pause, signal);
  const marked = new Set(favourites);
  const contacts = new Map<string, Contact>();
  for (const entry of entries.slice(0, mostEntries)) {
    if (slices.due()) await slices.rest();
    const contact = contactOf(entry, changedAt);
    if (!contact) continue;
    let id = contact.id;
    for (let copy = 2; contacts.has(id) && !isSame(contacts.get(id), contact); copy++)
      id = `${contact.id}~${String(copy)}`;
    contacts.set(id, { ...contact, id, favourite: marked.has(id) });
  }
  return [...contacts.values()];
}

function contactOf(entry: PhonebookEntry, changedAt: number): Contact | null {
  const { id, name, givenName, familyName, organization, type, category, numbers } = entry;
  return harmlessContact({
    ...emptyContact,
    id: `directory:${id}`,
    source: 'directory',
    name,
    givenName: givenName ?? '',
    familyName: familyName ?? '',
    organization: organization ?? '',
    type: type ?? '',
    category: category ?? '',
    numbers: numbers.map((number) => ({
      label: number.name ?? '',
      number: number.number,
      extension: number.extension ?? '',
    })),
    changedAt,
  });
}

/** But for the id. */
function isSame(one: Contact | undefined, other: Contact): boolean {
  const text = (contact: Contact): string => JSON.stringify({ ...contact, id: '', favourite: false });
  return one !== undefined && text(one) === text(other);
}
