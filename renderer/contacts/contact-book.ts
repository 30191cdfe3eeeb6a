/** All contacts in memory: own ones and the directory, searched and found by number. Synchronous but for the directory. */
import type { Contact } from '../phone/contacts';
import { CallerIndex } from './caller-index';
import { ContactIndex } from './contact-index';
import { PhoneNumbers } from './phone-numbers';
import { Slices, type Pause } from './slices';
import type { CountryCode } from 'libphonenumber-js/min';

export type Wanted = 'all' | 'own' | 'directory' | 'favourites';

export interface BookOptions {
  /** BCP 47, for the order of names. */
  readonly locale: string;
  /** Where numbers without a country are at home; null: not known. */
  readonly country: CountryCode | null;
  readonly pause?: Pause;
}

type Source = Contact['source'];

interface Shelf {
  readonly byId: Map<string, Contact>;
  readonly callers: CallerIndex;
}

const wantedOnes: Readonly<Record<Wanted, (contact: Contact) => boolean>> = {
  all: () => true,
  own: ({ source }) => source === 'own',
  directory: ({ source }) => source === 'directory',
  favourites: ({ favourite }) => favourite,
};
const mostRemembered = 5_000;

export class ContactBook {
  readonly #pause: Pause | undefined;
  readonly #index: ContactIndex;
  readonly #numbers: PhoneNumbers;
  readonly #shelves: Record<Source, Shelf>;
  readonly #owners = new Map<string, Contact | null>();
  /** The same list again for the same question: the last one, and those for nothing in particular. */
  #last: { text: string; wanted: Wanted; found: readonly Contact[] } | null = null;
  readonly #whole = new Map<Wanted, readonly Contact[]>();

  constructor({ locale, country, pause }: BookOptions) {
    this.#pause = pause;
    this.#numbers = new PhoneNumbers(country);
    this.#index = new ContactIndex(locale, this.#numbers);
    this.#shelves = { own: this.#emptyShelf(), directory: this.#emptyShelf() };
  }

  count(source: Source): number {
    return this.#shelves[source].byId.size;
  }

  /** Sorted. */
  get favourites(): readonly Contact[] {
    return this.search('', 'favourites');
  }

  get(id: string): Contact | null {
    return this.#shelves.own.byId.get(id) ?? this.#shelves.directory.byId.get(id) ?? null;
  }

  /** The user's own come first. */
  whose(number: string): Contact | null {
    const known = this.#owners.get(number);
    if (known !== undefined) return known;
    const { own, directory } = this.#shelves;
    const found = own.callers.whose(number) ?? directory.callers.whose(number);
    if (this.#owners.size >= mostRemembered) this.#owners.clear();
    this.#owners.set(number, found);
    return found;
  }

  search(text: string, wanted: Wanted): readonly Contact[] {
    if (text === '') {
      const known = this.#whole.get(wanted) ?? this.#index.search('', wantedOnes[wanted]);
      this.#whole.set(wanted, known);
      return known;
    }
    if (this.#last?.text !== text || this.#last.wanted !== wanted)
      this.#last = { text, wanted, found: this.#index.search(text, wantedOnes[wanted]) };
    return this.#last.found;
  }

  /** Adds, or takes the place of the one with the id. */
  put(contact: Contact): void {
    this.#take([contact.id]);
    const shelf = this.#shelves[contact.source];
    shelf.byId.set(contact.id, contact);
    shelf.callers.add(contact);
    this.#index.add(this.#index.entryOf(contact));
    this.#changed();
  }

  remove(ids: readonly string[]): void {
    this.#take(ids);
    this.#changed();
  }

  /**
   * Takes the place of all contacts of a source, in slices; until it is done, the old ones are there. Of those that have
   * one id, the last counts.
   */
  async replace(source: Source, contacts: readonly Contact[], signal?: AbortSignal): Promise<void> {
    const slices = new Slices(this.#pause, signal);
    const shelf = this.#emptyShelf();
    for (const contact of contacts) shelf.byId.set(contact.id, contact);
    for (const contact of shelf.byId.values()) {
      if (slices.due()) await slices.rest();
      shelf.callers.add(contact);
    }
    const entries = await this.#index.sorted(shelf.byId.values(), slices);
    // What changed meanwhile is merged as well.
    while (!(await this.#index.replace(source, entries, slices)));
    this.#shelves[source] = shelf;
    this.#changed();
  }

  #take(ids: readonly string[]): void {
    const known = new Set<string>();
    for (const id of ids) {
      for (const { byId, callers } of [this.#shelves.own, this.#shelves.directory]) {
        const contact = byId.get(id);
        if (!contact) continue;
        byId.delete(id);
        callers.remove(contact);
        known.add(id);
      }
    }
    if (known.size > 0) this.#index.remove(known);
  }

  #changed(): void {
    this.#owners.clear();
    this.#last = null;
    this.#whole.clear();
  }

  #emptyShelf(): Shelf {
    return { byId: new Map(), callers: new CallerIndex(this.#numbers) };
  }
}
