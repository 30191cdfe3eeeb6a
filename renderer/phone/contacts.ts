/** People and organisations with their numbers: the user's own, and those of the company's directory. */

export interface ContactNumber {
  /** `Mobile`, `Work`…; text of whoever wrote it; may be empty. */
  readonly label: string;
  /** As it was written; may have `,` and `w` (dial-string.ts). */
  readonly number: string;
  /** Within the company; may be empty. */
  readonly extension: string;
}

export interface Contact {
  readonly id: string;
  /** `directory`: of the company, read-only. */
  readonly source: 'own' | 'directory';
  /** What it is called; never empty. */
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly organization: string;
  /** Type and category of the directory, or free words; may be empty. */
  readonly type: string;
  readonly category: string;
  readonly numbers: readonly ContactNumber[];
  readonly emails: readonly string[];
  readonly notes: string;
  /** `data:` address of a small picture; empty: none. */
  readonly photo: string;
  readonly favourite: boolean;
  /** ms since the epoch. */
  readonly changedAt: number;
}

/** The company's directory as it was last read, with the tag to ask for what has changed. */
export interface Directory {
  readonly contacts: readonly Contact[];
  readonly tag: string;
  /** ms since the epoch. */
  readonly readAt: number;
}

/** Keeps contacts over the end of the program. A promise here never rejects: what went wrong arrives at `onproblem` of the StorePort. */
export interface ContactStore {
  /** The user's own, in no order. */
  loadContacts(): Promise<Contact[]>;
  /** Adds, or takes the place of those with their ids. */
  putContacts(contacts: readonly Contact[]): Promise<void>;
  removeContacts(ids: readonly string[]): Promise<void>;
  /** Null: none was kept for this owner. */
  loadDirectory(owner: string): Promise<Directory | null>;
  /** Takes the place of the one before; null: none is kept any more. */
  putDirectory(owner: string, directory: Directory | null): Promise<void>;
  /** Which entries of the directory the user marked. */
  putDirectoryFavourites(owner: string, ids: readonly string[]): Promise<void>;
  loadDirectoryFavourites(owner: string): Promise<string[]>;
}
