/** Some hundred neighbours in the order of contacts, their texts joined: one search through all of them is fast. */
import type { Contact } from '../phone/contacts';

/** A contact as it is searched. */
export interface Entry {
  readonly contact: Contact;
  /** What it is sorted by. */
  readonly order: string;
  /** Words, each behind a space: those of the name, then the others. */
  readonly text: string;
  readonly nameEnd: number;
  readonly digits: string;
}

/** Where something was found in an entry: the better place is the smaller one. */
export const inName = 1;
export const elsewhere = 2;

interface Joined {
  readonly text: string;
  /** Where each entry begins, and where the last ends. */
  readonly starts: Int32Array;
}

export class SearchBlock {
  #texts: Joined | null = null;
  #digits: Joined | null = null;

  constructor(readonly entries: readonly Entry[]) {}

  /** Writes into `marks`, by the entry's place in the block, where the word is found first. */
  markWord(word: string, marks: Uint8Array): void {
    this.#texts ??= joined(this.entries.map(({ text }) => text));
    const { entries } = this;
    scan(this.#texts, word, (index, offset) => {
      const place = offset < (entries[index]?.nameEnd ?? 0) ? inName : elsewhere;
      if (marks[index] !== inName) marks[index] = place;
    });
  }

  /** Writes `place` where a number has this part, and nothing better is written. */
  markDigits(digits: string, place: number, marks: Uint8Array): void {
    this.#digits ??= joined(this.entries.map((entry) => entry.digits));
    scan(this.#digits, digits, (index) => {
      if (marks[index] === 0) marks[index] = place;
    });
  }
}

function joined(texts: readonly string[]): Joined {
  const starts = new Int32Array(texts.length + 1);
  for (const [index, text] of texts.entries()) starts[index + 1] = (starts[index] ?? 0) + text.length;
  return { text: texts.join(''), starts };
}

/** Calls back with the first place in each entry. Entries begin with a space, and nothing that is looked for ends in one. */
function scan({ text, starts }: Joined, wanted: string, found: (index: number, offset: number) => void): void {
  let index = 0;
  for (let at = text.indexOf(wanted); at >= 0;) {
    while ((starts[index + 1] ?? Infinity) <= at) index += 1;
    found(index, at - (starts[index] ?? 0));
    index += 1;
    const next = starts[index] ?? text.length;
    at = text.indexOf(wanted, next);
  }
}
