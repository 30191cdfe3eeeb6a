/** All contacts in the order in which people look for them, and the search over them. */
import type { Contact } from '../phone/contacts';
import { asciiDigits, fold, foldedWords, searchableWords, spelledOut } from './fold';
import { plainNumber, type PhoneNumbers } from './phone-numbers';
import { mergeInSlices, sortInSlices, type Slices } from './slices';

export interface Entry {
  readonly contact: Contact;
  /** What it is sorted by. */
  readonly order: string;
  /** Words, each behind a space: those of the name, then the others. */
  readonly text: string;
  readonly nameEnd: number;
  readonly digits: string;
}

interface Token {
  /** Spellings, any of which will do; behind a space where words begin with it. */
  readonly words: readonly string[];
  /** Part of a number; empty for none. */
  readonly digits: string;
}

/** Scripts without spaces between words, or with articles before them: a part of a word is as good as its beginning. */
const withinWords =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Arabic}\p{Script=Hebrew}]/u;
const numberLike = /^[+\d\s()./-]*\d[\d\s()./-]*$/u;
const mostTokens = 8;

export class ContactIndex {
  readonly #collator: Intl.Collator;
  readonly #numbers: PhoneNumbers;
  #entries: readonly Entry[] = [];
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
    return { contact, order: fold(name), text: names + others, nameEnd: names.length, digits };
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
    const before = this.#entries;
    const others = before.filter(({ contact }) => contact.source !== source);
    const merged = await mergeInSlices(entries, others, this.#compare, slices);
    if (this.#entries !== before) return false;
    this.#entries = merged;
    return true;
  }

  /** Adds one at its place. */
  add(entry: Entry): void {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#entries[middle];
      if (at && this.#compare(at, entry) <= 0) low = middle + 1;
      else high = middle;
    }
    this.#entries = this.#entries.toSpliced(low, 0, entry);
  }

  remove(ids: ReadonlySet<string>): void {
    this.#entries = this.#entries.filter(({ contact }) => !ids.has(contact.id));
  }

  /** Those whose name fits come before those of whom something else does; each sorted. */
  search(typed: string, wanted: (contact: Contact) => boolean): readonly Contact[] {
    const text = asciiDigits(typed).trim();
    const tokens = tokensOf(text);
    const whole = numberLike.test(text) ? digitsOf(text) : '';
    if (tokens.length === 0)
      return this.#entries.filter(({ contact }) => wanted(contact)).map(({ contact }) => contact);
    const byName: Contact[] = [];
    const byOther: Contact[] = [];
    for (const entry of this.#entries) {
      const fit = whole !== '' && entry.digits.includes(whole) ? 'other' : fits(entry, tokens);
      if (fit === null || !wanted(entry.contact)) continue;
      (fit === 'name' ? byName : byOther).push(entry.contact);
    }
    for (const contact of byOther) byName.push(contact);
    return byName;
  }
}

/** Every token has to be somewhere; `name`: all that are no numbers are in the name. */
function fits(entry: Entry, tokens: readonly Token[]): 'name' | 'other' | null {
  let inName = true;
  for (const token of tokens) {
    const at = placeOf(entry.text, token.words);
    if (at >= 0) {
      if (at >= entry.nameEnd) inName = false;
    } else if (token.digits === '' || !entry.digits.includes(token.digits)) return null;
  }
  return inName ? 'name' : 'other';
}

/** The first place of any spelling; -1: of none. */
function placeOf(text: string, words: readonly string[]): number {
  let first = -1;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at >= 0 && (first < 0 || at < first)) first = at;
  }
  return first;
}

function tokensOf(text: string): readonly Token[] {
  return text
    .split(/\s+/u)
    .flatMap((part): Token[] => {
      const digits = numberLike.test(part) ? digitsOf(part) : '';
      const spellings = new Set([part, spelledOut(part)]);
      const words = [...spellings].map((spelling) => foldedWords(spelling).trim()).filter((word) => word !== '');
      // `El-Masry` is two words.
      const several = words.map((word) => word.split(' '));
      const count = Math.max(...several.map((list) => list.length), 0);
      if (count > 1 && digits === '') {
        return Array.from({ length: count }, (_, index) => ({
          words: [...new Set(several.map((list) => begin(list[index] ?? '')))].filter((word) => word !== ''),
          digits: '',
        }));
      }
      return words.length > 0 || digits !== '' ? [{ words: words.map(begin), digits }] : [];
    })
    .slice(0, mostTokens);
}

const begin = (word: string): string => (word === '' || withinWords.test(word) ? word : ` ${word}`);

/** Without what differs between home and abroad: `+`, `00`, `0` at the start. */
function digitsOf(text: string): string {
  const digits = text.replace(/\(0\)/u, '').replace(/\D/gu, '');
  return digits.replace(/^0+(?=\d)/u, '');
}
