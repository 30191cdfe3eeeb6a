/** The operator's pages as they last were, until somebody else is signed in. */
export interface KeptPage {
  readonly html: string;
  readonly tag: string;
  /** ms since the epoch, when the portal gave it or said that it is still so. */
  readonly at: number;
}
/** By id. */
export type KeptPages = Map<string, KeptPage>;

export class PageShelf {
  #owner = '';
  #pages: KeptPages = new Map();

  /** `owner`: who is signed in where; another one finds nothing. */
  of(owner: string): KeptPages {
    if (owner !== this.#owner) this.#pages = new Map();
    this.#owner = owner;
    return this.#pages;
  }
}

/** For as long as the window lives. */
export const shelf = new PageShelf();
