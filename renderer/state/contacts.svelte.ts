import type { ContactBook } from '../contacts/contact-book';
import type * as tools from '../contacts/contact-tools';
import type { Contact, ContactStore } from '../phone/contacts';
import { PortalError, type PortalFailure } from '../operator/model';
import type { ContactSource, ContactsView } from './contacts';
import { leisure } from './leisure';
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

interface Opened {
  readonly book: ContactBook;
  readonly tools: Tools;
}

/** The contacts over their book, which is loaded after the phone can ring, and over the store and the portal. */
export class Contacts implements ContactsView {
  readonly #needs: ContactsNeeds;
  #opened: Opened | null = null;
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
        void this.#inTurn(async () => {
          await this.#open(opened);
        });
      });
      $effect(() => {
        const next = owner;
        void this.#inBook((book) => this.#follow(next, book));
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
    return this.#inBook(async (book, tools) => {
      const changed = tools.harmlessContact(this.#asOwn(contact));
      if (!changed) return;
      book.put(changed);
      this.#changed();
      await this.#needs.store.putContacts([changed]);
    });
  }

  add(
    contacts: readonly Contact[],
    { signal, progress }: { signal?: AbortSignal; progress?: (ready: number) => void } = {},
  ): Promise<void> {
    return this.#inBook(async (book, tools) => {
      signal?.throwIfAborted();
      const slices = new tools.Slices(undefined, signal);
      const added: Contact[] = [];
      for (const contact of contacts) {
        if (slices.due()) {
          progress?.(added.length);
          await slices.rest();
        }
        const own = tools.harmlessContact(this.#asOwn(contact));
        if (own) added.push(own);
      }
      await book.replace('own', [...book.search('', 'own'), ...added], signal);
      this.#changed();
      progress?.(added.length);
      await this.#needs.store.putContacts(added);
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#inBook(async (book) => {
      const own = ids.filter((id) => book.get(id)?.source === 'own');
      book.remove(own);
      this.#changed();
      await this.#needs.store.removeContacts(own);
    });
  }

  setFavourite(id: string, on: boolean): Promise<void> {
    return this.#inBook(async (book) => {
      const contact = book.get(id);
      if (!contact || contact.favourite === on) return;
      const changed = { ...contact, favourite: on };
      book.put(changed);
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
    return this.#opened?.tools.duplicateGroups(own) ?? [];
  }

  merge(ids: readonly string[]): Promise<void> {
    return this.#inBook(async (book, tools) => {
      const [first, ...others] = ids
        .map((id) => book.get(id))
        .filter((contact) => contact !== null)
        .filter(({ source }) => source === 'own');
      if (!first || others.length === 0) return;
      const merged = tools.harmlessContact(this.#asOwn(tools.mergedContact(first, others)));
      if (!merged) return;
      const gone = others.map(({ id }) => id);
      book.remove(gone);
      book.put(merged);
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
  async #open(number: string): Promise<Opened> {
    const before = this.#opened;
    const tools = before?.tools ?? (await import('../contacts/contact-tools'));
    const { locale, store } = this.#needs;
    const country = tools.countryOfNumber(number) ?? tools.countryOfLocale(locale);
    const book = new tools.ContactBook({ locale, country });
    await book.replace('own', before?.book.search('', 'own') ?? (await store.loadContacts()));
    if (before) await book.replace('directory', before.book.search('', 'directory'));
    const opened = { book, tools };
    this.#opened = opened;
    this.#loaded = true;
    this.#changed();
    return opened;
  }

  /** Another operator, or none any more. */
  async #follow(owner: string | null, book: ContactBook): Promise<void> {
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
      await book.replace('directory', []);
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
      await book.replace('directory', marked);
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
    // Whoever follows an operator has opened the book.
    if (!this.#opened) return;
    const { contactsOfPhonebook } = this.#opened.tools;
    const contacts = await contactsOfPhonebook(entries, this.#favouritesOfDirectory, readAt, { signal });
    await this.#inBook(async (book) => {
      if (signal.aborted) return;
      await book.replace('directory', contacts, signal);
      this.#tag = tag;
      this.#readAt = readAt;
      this.#changed();
      await this.#needs.store.putDirectory(owner, { contacts, tag, readAt });
    });
  }

  /** Changed now. */
  #asOwn(contact: Contact): Contact {
    return { ...contact, source: 'own', changedAt: this.#needs.now() };
  }

  #watched(): ContactBook | null {
    return this.#revision >= 0 && this.#opened ? this.#opened.book : null;
  }

  #changed(): void {
    this.#revision += 1;
    this.#needs.changed?.();
  }

  /** Rejects, and tries again the next time, where the book cannot be opened: a page whose server is gone. */
  #inBook(action: (book: ContactBook, tools: Tools) => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      const { book, tools } = this.#opened ?? (await this.#open(internationalOf(this.#needs.ownNumbers())));
      await action(book, tools);
    });
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(action);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Whose directory is kept here; null: nobody's. */
function ownerOf({ phase, domain, user }: ContactsNeeds['operator']): string | null {
  return phase === 'signed-in' ? `${user}@${domain}` : null;
}

/** One that says in which country we are; empty: none. */
function internationalOf(numbers: readonly string[]): string {
  return numbers.find((number) => number.startsWith('+')) ?? '';
}
