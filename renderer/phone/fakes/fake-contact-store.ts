import type { Contact, ContactStore, Directory } from '../contacts';

/** Keeps contacts in memory. */
export class FakeContactStore implements ContactStore {
  readonly contacts = new Map<string, Contact>();
  readonly directories = new Map<string, Directory>();
  readonly favourites = new Map<string, readonly string[]>();

  constructor(contacts: readonly Contact[] = []) {
    for (const contact of contacts) this.contacts.set(contact.id, contact);
  }

  loadContacts(): Promise<Contact[]> {
    return Promise.resolve([...this.contacts.values()]);
  }
  putContacts(contacts: readonly Contact[]): Promise<void> {
    for (const contact of contacts) this.contacts.set(contact.id, contact);
    return Promise.resolve();
  }
  removeContacts(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.contacts.delete(id);
    return Promise.resolve();
  }
  loadDirectory(owner: string): Promise<Directory | null> {
    return Promise.resolve(this.directories.get(owner) ?? null);
  }
  putDirectory(owner: string, directory: Directory | null): Promise<void> {
    this.directories.clear();
    if (directory) this.directories.set(owner, directory);
    return Promise.resolve();
  }
  loadDirectoryFavourites(owner: string): Promise<string[]> {
    return Promise.resolve([...(this.favourites.get(owner) ?? [])]);
  }
  putDirectoryFavourites(owner: string, ids: readonly string[]): Promise<void> {
    this.favourites.set(owner, ids);
    return Promise.resolve();
  }
}
