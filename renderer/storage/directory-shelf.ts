/** The company's directory in IndexedDB, some hundred entries to a record: it is read and written as a whole. */
import type { Contact, Directory } from '../phone/contacts';
import { readAbout, readContact, readMarks } from './contact-record';
import type { Database } from './database';
import type { Keeper } from './keeper';

/** Entries in a record: cloning so many takes a few ms. */
const batch = 250;
/** Keys beside the numbered records. */
const about = 'about';
const marks = 'favourites';

/** Of the numbered ones. A function: where there is no IndexedDB, there is no range either. */
const numbered = (): IDBKeyRange => IDBKeyRange.bound(0, Number.MAX_SAFE_INTEGER);

export class DirectoryShelf {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  load(owner: string): Promise<Directory | null> {
    return this.#keeper.inTurn<Directory | null>(async (database) => {
      const kept = readAbout(await database.get('directory', about));
      if (kept?.owner !== owner) return null;
      const { contacts, unreadable } = await this.#read(database);
      this.#keeper.unreadable(unreadable);
      // What is missing here must not pass for unchanged at the portal.
      return { contacts, tag: unreadable > 0 ? '' : kept.tag, readAt: kept.readAt };
    }, null);
  }

  put(owner: string, directory: Directory | null): Promise<void> {
    return this.#keeper.inTurn(async (database) => {
      const change = database.transaction('directory', 'readwrite');
      await change.store.delete(numbered());
      if (directory) {
        const { contacts, tag, readAt } = directory;
        for (let start = 0; start < contacts.length; start += batch) {
          await change.store.put({ contacts: contacts.slice(start, start + batch) }, start);
        }
        await change.store.put({ owner, tag, readAt }, about);
      } else await change.store.delete(about);
      await change.done;
      this.#keeper.well();
    }, undefined);
  }

  async loadFavourites(owner: string): Promise<string[]> {
    const kept = await this.#keeper.inTurn((database) => database.get('directory', marks), undefined);
    const read = readMarks(kept);
    return read?.owner === owner ? read.ids : [];
  }

  putFavourites(owner: string, ids: readonly string[]): Promise<void> {
    return this.#keeper.inTurn(async (database) => {
      await database.put('directory', { owner, ids: [...ids] }, marks);
      this.#keeper.well();
    }, undefined);
  }

  async #read(database: Database): Promise<{ contacts: Contact[]; unreadable: number }> {
    const contacts: Contact[] = [];
    let unreadable = 0;
    for (const key of await database.getAllKeys('directory', numbered())) {
      const record: { contacts?: unknown } = (await database.get('directory', key)) ?? {};
      for (const entry of Array.isArray(record.contacts) ? (record.contacts as unknown[]) : []) {
        const contact = readContact(entry, 'directory');
        if (contact) contacts.push(contact);
        else unreadable += 1;
      }
    }
    return { contacts, unreadable };
  }
}
