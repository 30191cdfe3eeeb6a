import type { ContactBook } from '../contacts/contact-book';
import type * as tools from '../contacts/contact-tools';
import type { Contact, ContactStore } from '../phone/contacts';
import { PortalError, type PortalFailure } from '../operator/model';
import type { ContactSource, ContactsView } from './contacts';
import type { OperatorView } from './operator';

/** ms between two questions to the portal whether the directory changed. */
const refreshEvery = 15 * 60_000;

export interface ContactsNeeds {
  readonly store: ContactStore;
  readonly operator: Pick<OperatorView, 'phase' | 'domain' | 'user' | 'portal'>;
  /** Numbers of ours, which say where numbers without a country are at home. */
  readonly ownNumbers: () => readonly string[];
  /** BCP 47. */
  readonly locale: string;
  readonly now: () => number;
  /** Whose names show may have changed. */
  readonly changed?: () => void;
}

type Tools = typeof tools;

/** The contacts over their book, which is loaded after the phone can ring, and over the store and the portal. */
export class Contacts implements ContactsView {
  readonly #needs: ContactsNeeds;
  #tools: Tools | null = null;
  #book: ContactBook | null = null;
  /** Whoever reads of the book reads this too, and is told of its changes. */
  #revision = $state(0);
  #loaded = $state.raw(false);
  #owner = $state.raw<string | null>(null);
  #tag = '';
  #readAt = $state.raw<number | null>(null);
  #reading = $state.raw(false);
  #failure = $state.raw<PortalFailure | null>(null);
  #favouritesOfDirectory: readonly string[] = [];
  #givingUp = new AbortController();
  /** One after the other: what is opened, kept, forgotten. */
  #last: Promise<void> = Promise.resolve();

  constructor(needs: ContactsNeeds) {
    this.#needs = needs;
  }

  /** Reads what is kept and follows the operator from now on; returns what ends that. */
  start(): () => void {
    // At once, and not with the first effects: whatever is changed waits for what is kept.
    let opened = internationalOf(this.#needs.ownNumbers());
    void this.#inTurn(async () => {
      await leisure();
      await this.#open(opened);
    });
    const stopFollowing = $effect.root(() => {
      const number = $derived(internationalOf(this.#needs.ownNumbers()));
      const owner = $derived(ownerOf(this.#needs.operator));
      $effect(() => {
        if (number === opened) return;
        opened = number;
        void this.#inTurn(() => this.#open(opened));
      });
      $effect(() => {
        const next = owner;
        void this.#inTurn(() => this.#follow(next));
      });
    });
    const refresh = (): void => void this.refreshDirectory();
    const timer = setInterval(refresh, refreshEvery);
    window.addEventListener('online', refresh);
    return () => {
      stopFollowing();
      clearInterval(timer);
      window.removeEventListener('online', refresh);
      this.#givingUp.abort();
    };
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get count(): number {
    const book = this.#watched();
    return book ? book.count('own') + book.count('directory') : 0;
  }

  get favourites(): readonly Contact[] {
    return this.#watched()?.favourites ?? [];
  }

  get directory(): ContactsView['directory'] {
    if (this.#owner === null) return null;
    return {
      count: this.#watched()?.count('directory') ?? 0,
      readAt: this.#readAt,
      reading: this.#reading,
      failure: this.#failure,
    };
  }

  get(id: string): Contact | null {
    return this.#watched()?.get(id) ?? null;
  }

  whose(number: string): Contact | null {
    return this.#watched()?.whose(number) ?? null;
  }

  search(text: string, source: ContactSource): readonly Contact[] {
    return this.#watched()?.search(text, source) ?? [];
  }

  save(contact: Contact): Promise<void> {
    return this.#inTurn(async () => {
      const changed = this.#own(contact);
      if (!changed) return;
      this.#book?.put(changed);
      this.#changed();
      await this.#needs.store.putContacts([changed]);
    });
  }

  add(
    contacts: readonly Contact[],
    { signal, progress }: { signal?: AbortSignal; progress?: (ready: number) => void } = {},
  ): Promise<void> {
    return this.#inTurn(async () => {
      signal?.throwIfAborted();
      if (!this.#book || !this.#tools) return;
      const slices = new this.#tools.Slices(undefined, signal);
      const added: Contact[] = [];
      for (const contact of contacts) {
        if (slices.due()) {
          progress?.(added.length);
          await slices.rest();
        }
        const own = this.#own(contact);
        if (own) added.push(own);
      }
      await this.#book.replace('own', [...this.#book.search('', 'own'), ...added], signal);
      this.#changed();
      progress?.(added.length);
      await this.#needs.store.putContacts(added);
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const own = ids.filter((id) => this.#book?.get(id)?.source === 'own');
      this.#book?.remove(own);
      this.#changed();
      await this.#needs.store.removeContacts(own);
    });
  }

  setFavourite(id: string, on: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const contact = this.#book?.get(id);
      if (!contact || contact.favourite === on) return;
      const changed = { ...contact, favourite: on };
      this.#book?.put(changed);
      this.#changed();
      if (contact.source === 'own') {
        await this.#needs.store.putContacts([changed]);
        return;
      }
      const others = this.#favouritesOfDirectory.filter((other) => other !== id);
      this.#favouritesOfDirectory = on ? [...others, id] : others;
      await this.#needs.store.putDirectoryFavourites(this.#owner ?? '', this.#favouritesOfDirectory);
    });
  }

  duplicates(): readonly (readonly Contact[])[] {
    const own = this.#watched()?.search('', 'own') ?? [];
    return this.#tools?.duplicateGroups(own) ?? [];
  }

  merge(ids: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const [first, ...others] = ids
        .map((id) => this.#book?.get(id) ?? null)
        .filter((contact) => contact !== null)
        .filter(({ source }) => source === 'own');
      if (!first || others.length === 0 || !this.#tools) return;
      const merged = this.#own(this.#tools.mergedContact(first, others));
      if (!merged) return;
      const gone = others.map(({ id }) => id);
      this.#book?.remove(gone);
      this.#book?.put(merged);
      this.#changed();
      await this.#needs.store.putContacts([merged]);
      await this.#needs.store.removeContacts(gone);
    });
  }

  async refreshDirectory(): Promise<void> {
    const owner = this.#owner;
    if (owner === null || this.#reading) return;
    this.#reading = true;
    const { signal } = this.#givingUp;
    try {
      const answer = await this.#needs.operator.portal.phonebook(this.#tag || undefined, signal);
      if (signal.aborted) return;
      this.#failure = null;
      if (answer.changed) await this.#take(owner, answer.value, answer.tag, signal);
      else this.#readAt = this.#needs.now();
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof PortalError)) throw error;
      this.#failure = error.failure;
    } finally {
      if (!signal.aborted) this.#reading = false;
    }
  }

  /** With the country of this number of ours; empty: as the system's language says. */
  async #open(number: string): Promise<void> {
    this.#tools ??= await import('../contacts/contact-tools');
    const { ContactBook, countryOfLocale, countryOfNumber } = this.#tools;
    const { locale, store } = this.#needs;
    const book = new ContactBook({ locale, country: countryOfNumber(number) ?? countryOfLocale(locale) });
    await book.replace('own', this.#book?.search('', 'own') ?? (await store.loadContacts()));
    if (this.#book) await book.replace('directory', this.#book.search('', 'directory'));
    this.#book = book;
    this.#loaded = true;
    this.#changed();
  }

  /** Another operator, or none any more. */
  async #follow(owner: string | null): Promise<void> {
    if (owner === this.#owner) return;
    const { store } = this.#needs;
    const before = this.#owner;
    this.#givingUp.abort();
    this.#givingUp = new AbortController();
    this.#owner = owner;
    this.#tag = '';
    this.#readAt = null;
    this.#reading = false;
    this.#failure = null;
    this.#favouritesOfDirectory = [];
    if (before !== null) {
      await this.#book?.replace('directory', []);
      this.#changed();
      await store.putDirectory(before, null);
    }
    if (owner === null) return;
    const [kept, favourites] = [await store.loadDirectory(owner), await store.loadDirectoryFavourites(owner)];
    this.#favouritesOfDirectory = favourites;
    if (kept) {
      const marked = kept.contacts.map((contact) => {
        const favourite = favourites.includes(contact.id);
        return contact.favourite === favourite ? contact : { ...contact, favourite };
      });
      await this.#book?.replace('directory', marked);
      this.#tag = kept.tag;
      this.#readAt = kept.readAt;
      this.#changed();
    }
    void this.refreshDirectory();
  }

  /** A directory that came from the portal. */
  async #take(
    owner: string,
    entries: Parameters<Tools['contactsOfPhonebook']>[0],
    tag: string,
    signal: AbortSignal,
  ): Promise<void> {
    const readAt = this.#needs.now();
    const contacts = await this.#tools?.contactsOfPhonebook(entries, this.#favouritesOfDirectory, readAt, { signal });
    if (!contacts) return;
    await this.#inTurn(async () => {
      if (signal.aborted) return;
      await this.#book?.replace('directory', contacts, signal);
      this.#tag = tag;
      this.#readAt = readAt;
      this.#changed();
      await this.#needs.store.putDirectory(owner, { contacts, tag, readAt });
    });
  }

  /** As the user's own, with nothing that is not harmless, changed now; null when nothing is left. */
  #own(contact: Contact): Contact | null {
    const own: Contact = { ...contact, source: 'own', changedAt: this.#needs.now() };
    return this.#tools ? this.#tools.harmlessContact(own) : null;
  }

  #watched(): ContactBook | null {
    return this.#revision >= 0 ? this.#book : null;
  }

  #changed(): void {
    this.#revision += 1;
    this.#needs.changed?.();
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(action);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Not while the window shows for the first time, nor long after; at once where nobody tells. */
function leisure(): Promise<void> {
  if (!('requestIdleCallback' in window)) return Promise.resolve();
  return new Promise((resolve) => {
    requestIdleCallback(
      () => {
        resolve();
      },
      { timeout: 1_000 },
    );
  });
}

/** Whose directory is kept here; null: nobody's. */
function ownerOf({ phase, domain, user }: ContactsNeeds['operator']): string | null {
  return phase === 'signed-in' ? `${user}@${domain}` : null;
}

/** One that says in which country we are; empty: none. */
function internationalOf(numbers: readonly string[]): string {
  return numbers.find((number) => number.startsWith('+')) ?? '';
}
