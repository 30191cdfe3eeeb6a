/** Contacts in memory, for tests and pictures. */
import type { Contact } from '../../phone/contacts';
import type { ContactSource, ContactsView } from '../contacts';

export const sampleContact = (more: Partial<Contact> = {}): Contact => ({
  id: 'ada',
  source: 'own',
  name: 'Ada Lovelace',
  givenName: '',
  familyName: '',
  organization: '',
  type: '',
  category: '',
  numbers: [{ label: 'Mobile', number: '+44 20 7946 0321', extension: '' }],
  emails: [],
  notes: '',
  photo: '',
  favourite: false,
  changedAt: 0,
  ...more,
});

export class FakeContacts implements ContactsView {
  readonly loaded = true;
  #all = $state.raw<readonly Contact[]>([]);
  directory: ContactsView['directory'];
  /** Groups that `duplicates` gives. */
  same: string[][] = [];
  refreshed = 0;

  constructor(all: readonly Contact[] = [], directory: ContactsView['directory'] = null) {
    this.#all = all;
    this.directory = directory;
  }

  get count(): number {
    return this.#all.length;
  }
  get favourites(): readonly Contact[] {
    return this.#all.filter(({ favourite }) => favourite);
  }
  get(id: string): Contact | null {
    return this.#all.find((contact) => contact.id === id) ?? null;
  }
  whose(number: string): Contact | null {
    const digits = (text: string): string => text.replace(/\D/gu, '');
    const wanted = digits(number);
    return (
      this.#all.find(({ numbers }) =>
        numbers.some((one) => digits(one.number) === wanted || digits(one.extension) === wanted),
      ) ?? null
    );
  }
  search(text: string, source: ContactSource): readonly Contact[] {
    const wanted = text.trim().toLocaleLowerCase();
    const digits = /^[+\d\s()./-]+$/u.test(wanted) ? wanted.replace(/\D/gu, '') : '';
    return this.#all.filter(
      (contact) =>
        (source === 'all' || (source === 'favourites' ? contact.favourite : contact.source === source)) &&
        (`${contact.name} ${contact.organization}`.toLocaleLowerCase().includes(wanted) ||
          (digits !== '' && contact.numbers.some(({ number }) => number.replace(/\D/gu, '').includes(digits)))),
    );
  }
  save(contact: Contact): Promise<void> {
    this.#all = [...this.#all.filter(({ id }) => id !== contact.id), contact].sort((one, other) =>
      one.name.localeCompare(other.name),
    );
    return Promise.resolve();
  }
  async add(
    contacts: readonly Contact[],
    { signal, progress }: { signal?: AbortSignal; progress?: (ready: number) => void } = {},
  ): Promise<void> {
    signal?.throwIfAborted();
    for (const contact of contacts) await this.save(contact);
    progress?.(contacts.length);
  }
  remove(ids: readonly string[]): Promise<void> {
    this.#all = this.#all.filter(({ id }) => !ids.includes(id));
    return Promise.resolve();
  }
  setFavourite(id: string, favourite: boolean): Promise<void> {
    this.#all = this.#all.map((contact) => (contact.id === id ? { ...contact, favourite } : contact));
    return Promise.resolve();
  }
  duplicates(): readonly (readonly Contact[])[] {
    return this.same
      .map((ids) => ids.map((id) => this.get(id)).filter((contact) => contact !== null))
      .filter((group) => group.length > 1);
  }
  merge(ids: readonly string[]): Promise<void> {
    const [first, ...rest] = ids.map((id) => this.get(id)).filter((contact) => contact !== null);
    if (!first) return Promise.resolve();
    const numbers = [...first.numbers, ...rest.flatMap((one) => one.numbers)];
    this.#all = this.#all
      .filter(({ id }) => !ids.slice(1).includes(id))
      .map((contact) => (contact.id === first.id ? { ...first, numbers } : contact));
    return Promise.resolve();
  }
  refreshDirectory(): Promise<void> {
    this.refreshed += 1;
    return Promise.resolve();
  }
}
