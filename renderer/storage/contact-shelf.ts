/** The user's own contacts in IndexedDB. */
import type { Contact } from '../phone/contacts';
import { readContact } from './contact-record';
import type { Database } from './database';
import type { Keeper } from './keeper';

/** Read or written between two looks at what else the page has to do. */
const batch = 250;

export class ContactShelf {
  readonly #keeper: Keeper;
  /** What is not written yet: null is a removal. Nothing is lost in memory while the disk is full. */
  readonly #waiting = new Map<string, Contact | null>();

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  put(contacts: readonly Contact[]): Promise<void> {
    for (const contact of contacts) this.#waiting.set(contact.id, contact);
    return this.#write();
  }

  remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#waiting.set(id, null);
    return this.#write();
  }

  async load(): Promise<Contact[]> {
    const stored = await this.#keeper.inTurn<Contact[]>((database) => this.#read(database), []);
    const waiting = [...this.#waiting.values()].filter((contact) => contact !== null);
    return [...stored.filter(({ id }) => !this.#waiting.has(id)), ...waiting];
  }

  /** All or nothing. */
  #write(): Promise<void> {
    return this.#keeper.inTurn(async (database) => {
      const changes = [...this.#waiting];
      if (changes.length === 0) return;
      const change = database.transaction('contacts', 'readwrite');
      for (let start = 0; start < changes.length; start += batch) {
        await Promise.all(
          changes
            .slice(start, start + batch)
            .map(([id, contact]) => (contact ? change.store.put(contact) : change.store.delete(id))),
        );
      }
      await change.done;
      for (const [id, contact] of changes) if (this.#waiting.get(id) === contact) this.#waiting.delete(id);
      this.#keeper.well();
    }, undefined);
  }

  async #read(database: Database): Promise<Contact[]> {
    const contacts: Contact[] = [];
    let unreadable = 0;
    for (let after: string | null = null; ;) {
      const records: { id: string }[] = await database.getAll(
        'contacts',
        after === null ? null : IDBKeyRange.lowerBound(after, true),
        batch,
      );
      for (const record of records) {
        const contact = readContact(record, 'own');
        if (contact) contacts.push(contact);
        else unreadable += 1;
      }
      const last = records.at(-1);
      if (!last || records.length < batch) break;
      after = last.id;
    }
    this.#keeper.unreadable(unreadable);
    return contacts;
  }
}
