/** Contacts as the screens see them: the user's own and the company's directory, as one. */
import type { Contact } from '../phone/contacts';
import type { PortalFailure } from '../operator/model';

/** What is shown of all contacts. */
export type ContactSource = 'all' | 'own' | 'directory' | 'favourites';

export interface ContactsView {
  /** False until they were read; searching then gives nothing. */
  readonly loaded: boolean;
  readonly count: number;
  readonly favourites: readonly Contact[];
  /** The company's directory: null without an operator. */
  readonly directory: {
    readonly count: number;
    readonly readAt: number | null;
    readonly reading: boolean;
    readonly failure: PortalFailure | null;
  } | null;
  get(id: string): Contact | null;
  /** Whose number it is, in E.164 or by extension; the user's own come first. Reads nothing: fast enough for every call. */
  whose(number: string): Contact | null;
  /** By name, company or number; words in any order, letters without their marks; sorted as people expect. */
  search(text: string, source: ContactSource): readonly Contact[];
  /** Adds, or takes the place of the one with its id; own contacts only. */
  save(contact: Contact): Promise<void>;
  /**
   * Adds many new ones of the user's own, in slices. Rejects when `signal` gives up; none of them is there then.
   * `progress`: how many are ready.
   */
  add(
    contacts: readonly Contact[],
    options?: { signal?: AbortSignal; progress?: (ready: number) => void },
  ): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  setFavourite(id: string, on: boolean): Promise<void>;
  /** Groups of contacts that seem to be the same person. */
  duplicates(): readonly (readonly Contact[])[];
  /** Makes one of them; the first gives the name. */
  merge(ids: readonly string[]): Promise<void>;
  /** Asks the portal for the directory now. */
  refreshDirectory(): Promise<void>;
}
