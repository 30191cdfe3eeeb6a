/** All contacts in the order in which people look for them, and the search over them. */
import type { Contact } from '../phone/contacts';
import { asciiDigits, fold, foldedWords, searchableWords } from './fold';
import { plainNumber, type PhoneNumbers } from './phone-numbers';
import { elsewhere, inName, SearchBlock, type Entry } from './search-block';
import { mergeInSlices, sortInSlices, type Slices } from './slices';
import { tokensOf, wholeNumber, type Token } from './tokens';

/** Names stand under their first letter, whatever is before it. */
const marksBefore = /^[^\p{L}\p{N}]+/u;
/** Entries of a block when it is built. */
const blockSize = 512;
/** So many are looked at one by one rather than with all of their block. */
const fewEntries = 48;

export class ContactIndex {
  readonly #collator: Intl.Collator;
  readonly #numbers: PhoneNumbers;
  /** All entries, in their order. */
  #blocks: readonly SearchBlock[] = [];
  readonly #compare = (one: Entry, other: Entry): number =>
    this.#collator.compare(one.order, other.order) ||
    (one.contact.id < other.contact.id ? -1 : one.contact.id > other.contact.id ? 1 : 0);

  constructor(locale: string, numbers: PhoneNumbers) {
    this.#collator = new Intl.Collator(locale, { numeric: true });
    this.#numbers = numbers;
  }

  entryOf(contact: Contact): Entry {
    const { name, givenName, familyName, organization, type, category, numbers, emails } = contact;
    let names = searchableWords(name);
    // The parts are mostly those of the name.
    for (const part of [givenName, familyName]) if (part !== '' && !name.includes(part)) names += searchableWords(part);
    let others = organization === '' ? '' : searchableWords(organization);
    for (const part of [type, category, ...emails]) if (part !== '') others += foldedWords(part);
    let digits = '';
    for (const { number, extension } of numbers) {
      const plain = plainNumber(number);
      if (plain === '') others += foldedWords(number);
      else digits += ` ${this.#numbers.searchable(plain)}`;
      if (extension !== '') digits += ` ${asciiDigits(extension)}`;
    }
    return { contact, order: fold(name).replace(marksBefore, ''), text: names + others, nameEnd: names.length, digits };
  }

  /** Prepared and sorted, in slices. */
  async sorted(contacts: Iterable<Contact>, slices: Slices): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    let inOrder = true;
    for (const contact of contacts) {
      if (slices.due()) await slices.rest();
      const entry = this.entryOf(contact);
      const last = entries.at(-1);
      if (last && inOrder) inOrder = this.#compare(last, entry) <= 0;
      entries.push(entry);
    }
    return inOrder ? entries : sortInSlices(entries, this.#compare, slices);
  }

  /** Takes the place of all of a source. False, and nothing done, when something else changed meanwhile. */
  async replace(source: Contact['source'], entries: readonly Entry[], slices: Slices): Promise<boolean> {
    const before = this.#blocks;
    const others = before.flatMap((block) => block.entries.filter(({ contact }) => contact.source !== source));
    const merged = await mergeInSlices(entries, others, this.#compare, slices);
    const blocks: SearchBlock[] = [];
    for (let start = 0; start < merged.length; start += blockSize) {
      if (slices.due()) await slices.rest();
      blocks.push(new SearchBlock(merged.slice(start, start + blockSize)));
    }
    if (this.#blocks !== before) return false;
    this.#blocks = blocks;
    return true;
  }

  /** Adds one at its place. */
  add(entry: Entry): void {
    const follows = (other: Entry | undefined): boolean => other === undefined || this.#compare(other, entry) > 0;
    const before = this.#blocks.findIndex((block) => follows(block.entries[0]));
    const index = Math.max(0, (before < 0 ? this.#blocks.length : before) - 1);
    const entries = this.#blocks[index]?.entries ?? [];
    const place = entries.findIndex(follows);
    const longer = entries.toSpliced(place < 0 ? entries.length : place, 0, entry);
    const half = longer.length > 2 * blockSize ? blockSize : longer.length;
    const parts = [longer.slice(0, half), longer.slice(half)].filter((part) => part.length > 0);
    this.#blocks = this.#blocks.toSpliced(index, 1, ...parts.map((part) => new SearchBlock(part)));
  }

  remove(ids: ReadonlySet<string>): void {
    this.#blocks = this.#blocks.flatMap((block) => {
      const left = block.entries.filter(({ contact }) => !ids.has(contact.id));
      if (left.length === block.entries.length) return [block];
      return left.length > 0 ? [new SearchBlock(left)] : [];
    });
  }

  /** Those whose name fits come before those of whom something else does; each sorted. */
  search(typed: string, wanted: (contact: Contact) => boolean): readonly Contact[] {
    const whole = wholeNumber(typed);
    const [first, ...others] = [...tokensOf(typed)].sort((one, other) => lengthOf(other) - lengthOf(one));
    if (!first && whole === '')
      return this.#blocks.flatMap(({ entries }) =>
        entries.filter(({ contact }) => wanted(contact)).map(({ contact }) => contact),
      );
    const byName: Contact[] = [];
    const byOther: Contact[] = [];
    for (const block of this.#blocks) {
      const { entries } = block;
      // The longest word is in the fewest; the others are looked for in what it leaves.
      const marks = first ? marksOf(block, first, others) : new Uint8Array(entries.length);
      if (whole !== '') block.markDigits(whole, elsewhere, marks);
      for (let index = 0; index < marks.length; index++) {
        const contact = entries[index]?.contact;
        if (!contact || marks[index] === 0 || !wanted(contact)) continue;
        (marks[index] === inName ? byName : byOther).push(contact);
      }
    }
    return [...byName, ...byOther];
  }
}

/** Where all words are, for each entry of a block; 0: one of them is not there. */
function marksOf(block: SearchBlock, first: Token, others: readonly Token[]): Uint8Array {
  const marks = new Uint8Array(block.entries.length);
  mark(block, first, marks);
  for (const other of others) {
    const left = marks.reduce((count, place) => count + (place === 0 ? 0 : 1), 0);
    if (left === 0) return marks;
    if (left > fewEntries) {
      const more = new Uint8Array(marks.length);
      mark(block, other, more);
      for (const [index, place] of more.entries()) marks[index] = together(marks[index] ?? 0, place);
    } else {
      for (const [index, place] of marks.entries()) {
        const entry = block.entries[index];
        if (place !== 0 && entry) marks[index] = together(place, placeIn(entry, other));
      }
    }
  }
  return marks;
}

/** A part of a number says nothing against the name. */
function mark(block: SearchBlock, { words, digits }: Token, marks: Uint8Array): void {
  for (const word of words) block.markWord(word, marks);
  if (digits !== '') block.markDigits(digits, inName, marks);
}

const together = (one: number, other: number): number => (one === 0 || other === 0 ? 0 : Math.max(one, other));

/** The same for a single entry. */
function placeIn({ text, nameEnd, digits }: Entry, token: Token): number {
  const places = token.words.map((word) => text.indexOf(word)).filter((at) => at >= 0);
  if (places.length > 0) return Math.min(...places) < nameEnd ? inName : elsewhere;
  return token.digits !== '' && digits.includes(token.digits) ? inName : 0;
}

const lengthOf = ({ words, digits }: Token): number => Math.max(digits.length, words[0]?.length ?? 0);
