/** The whole history, made ready to be searched, filtered and shown in groups with every key that is typed. */
import { asciiDigits, foldedWords, searchableWords } from '../contacts/fold';
import { tokensOf, wholeNumber, type Token } from '../contacts/tokens';
import type { HistoryEntry } from '../phone/history';
import type { Party } from '../phone/ports';
import { isMissed } from './call-words';
import { dayOf } from './time';

export const historyFilters = ['all', 'missed', 'incoming', 'outgoing'] as const;
export type HistoryFilter = (typeof historyFilters)[number];

export interface HistoryQuery {
  /** Name, number or note. */
  text: string;
  filter: HistoryFilter;
  /** `HistoryEntry.line`; empty: all of them. */
  line: string;
}

/**
 * The list of what was found, for the virtual scroller, as numbers: a hundred thousand objects for every key would take too
 * long. `at` ≥ 0: calls of the same person one after the other on the same day, from `rows[at]` on; below: the heading of the
 * day before `rows[~at]`.
 */
export interface HistoryResult {
  /** Places in `HistoryIndex.entries`, newest first. */
  readonly rows: Uint32Array;
  readonly items: readonly number[];
}

const incoming = 1;
const missed = 2;

/** What is searched of a party. */
export type PartyWords = (party: Party) => string;

/** The words of a party, and of `name` where somebody else knows another one for it. */
export function wordsOfParty({ name, number }: Party, otherName = ''): string {
  const digits = asciiDigits(number).replace(/\D/gu, '');
  const words = searchableWords(name) + (otherName === name ? '' : searchableWords(otherName));
  return `${words}${/\p{L}/u.test(number) ? foldedWords(number) : ''} ${digits}`;
}

export class HistoryIndex {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** The lines of the calls, as `HistoryEntry.line`. */
  readonly lines: readonly string[];
  readonly #parties: Uint32Array;
  /** Of each party: those with the same number are one person. */
  readonly #persons: Uint32Array;
  readonly #kinds: Uint8Array;
  readonly #lineOf: Uint8Array;
  readonly #times: Float64Array;
  readonly #words: Haystack;
  /** The calls with notes. */
  readonly #noted: Uint32Array;
  readonly #notes: Haystack;

  constructor(entries: readonly HistoryEntry[], words: PartyWords = wordsOfParty) {
    const size = entries.length;
    this.entries = sorted(entries);
    this.#parties = new Uint32Array(size);
    this.#kinds = new Uint8Array(size);
    this.#lineOf = new Uint8Array(size);
    this.#times = new Float64Array(size);
    const parties = new Map<Party, number>();
    const persons = new Map<string, number>();
    const personOf: number[] = [];
    const lines = new Map<string, number>();
    const texts: string[] = [];
    const noted: number[] = [];
    const notes: string[] = [];
    for (const [row, entry] of this.entries.entries()) {
      let party = parties.get(entry.party);
      if (party === undefined) {
        party = parties.size;
        parties.set(entry.party, party);
        texts.push(words(entry.party));
        const { name, number } = entry.party;
        const key = number === '' ? `${name}\n` : number;
        const person = persons.get(key) ?? persons.size;
        persons.set(key, person);
        personOf.push(person);
      }
      let line = lines.get(entry.line);
      if (line === undefined) {
        line = lines.size;
        lines.set(entry.line, line);
      }
      this.#parties[row] = party;
      this.#lineOf[row] = line;
      this.#kinds[row] = (entry.direction === 'incoming' ? incoming : 0) | (isMissed(entry) ? missed : 0);
      this.#times[row] = entry.startedAt;
      if (entry.note !== undefined) {
        noted.push(row);
        notes.push(searchableWords(entry.note));
      }
    }
    this.lines = [...lines.keys()];
    this.#persons = Uint32Array.from(personOf);
    this.#words = new Haystack(texts);
    this.#noted = Uint32Array.from(noted);
    this.#notes = new Haystack(notes);
  }

  find({ text, filter, line }: HistoryQuery): HistoryResult {
    const fits = this.#search(text);
    const [kinds, parties, lines] = [this.#kinds, this.#parties, this.#lineOf];
    const wantedLine = line === '' ? -1 : this.lines.indexOf(line);
    const [mask, kind] = kindOf(filter);
    const rows = new Uint32Array(this.entries.length);
    let count = 0;
    for (let row = 0; row < rows.length; row += 1) {
      if (((kinds[row] ?? 0) & mask) !== kind) continue;
      if (line !== '' && lines[row] !== wantedLine) continue;
      if (fits && fits.party[parties[row] ?? 0] === 0 && fits.noted[row] !== 1) continue;
      rows[count] = row;
      count += 1;
    }
    const found = rows.subarray(0, count);
    return { rows: found, items: this.#items(found) };
  }

  /** The call of a result at this place. */
  entry(result: HistoryResult, at: number): HistoryEntry | undefined {
    return this.entries[result.rows[at] ?? -1];
  }

  /** The calls of one group of a result: the item at `index` of its list, which is no heading. */
  group(result: HistoryResult, index: number): readonly HistoryEntry[] {
    const { items, rows } = result;
    const next = items[index + 1];
    const end = next === undefined ? rows.length : next < 0 ? ~next : next;
    return Array.from(rows.subarray(items[index] ?? 0, end), (row) => this.entries[row]).filter(
      (entry) => entry !== undefined,
    );
  }

  /** null: everything fits. */
  #search(text: string): { party: Uint8Array; noted: Uint8Array } | null {
    const tokens = tokensOf(text);
    if (tokens.length === 0) return null;
    const inWords = tokens.map((token) => this.#words.find([...token.words, token.digits]));
    const party = everywhere(inWords);
    const whole = wholeNumber(text);
    if (whole !== '') add(party, this.#words.find([whole]));
    return { party, noted: this.#inNotes(tokens, inWords) };
  }

  /** 1 for each call whose note, with its party, has it all; empty when no call has a note. */
  #inNotes(tokens: readonly Token[], inWords: readonly Uint8Array[]): Uint8Array {
    if (this.#noted.length === 0) return new Uint8Array();
    const found = new Uint8Array(this.entries.length);
    const inNotes = tokens.map((token) => this.#notes.find(token.words));
    for (const [index, row] of this.#noted.entries()) {
      const party = this.#parties[row] ?? 0;
      if (inNotes.every((marks, token) => marks[index] === 1 || inWords[token]?.[party] === 1)) found[row] = 1;
    }
    return found;
  }

  #items(rows: Uint32Array): readonly number[] {
    const [times, parties, persons, kinds] = [this.#times, this.#parties, this.#persons, this.#kinds];
    const items: number[] = [];
    let [dayBegins, dayEnds] = [0, 0];
    let [lastPerson, lastKind] = [-1, -1];
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const time = times[row] ?? 0;
      const person = persons[parties[row] ?? 0] ?? 0;
      const kind = kinds[row] ?? 0;
      if (at === 0 || time < dayBegins || time >= dayEnds) {
        dayBegins = dayOf(time);
        dayEnds = nextDay(dayBegins);
        items.push(~at);
      } else if (person === lastPerson && kind === lastKind) continue;
      items.push(at);
      lastPerson = person;
      lastKind = kind;
    }
    return items;
  }
}

/** Texts in one piece, searched from one hit to the next. */
class Haystack {
  readonly #all: string;
  /** Where each text begins, and where one more would. */
  readonly #starts: Uint32Array;

  constructor(texts: readonly string[]) {
    this.#starts = new Uint32Array(texts.length + 1);
    let length = 0;
    for (const [index, text] of texts.entries()) {
      length += text.length + 1;
      this.#starts[index + 1] = length;
    }
    this.#all = `${texts.join('\n')}\n`;
  }

  /** 1 for each text that has any of the needles. */
  find(needles: readonly string[]): Uint8Array {
    const [all, starts] = [this.#all, this.#starts];
    const marks = new Uint8Array(starts.length - 1);
    for (const needle of new Set(needles)) {
      if (needle === '') continue;
      let text = 0;
      for (let at = all.indexOf(needle); at >= 0; at = all.indexOf(needle, starts[text])) {
        while ((starts[text + 1] ?? at + 1) <= at) text += 1;
        marks[text] = 1;
        text += 1;
      }
    }
    return marks;
  }
}

/** 1 where all of them have it. */
function everywhere([first, ...others]: readonly Uint8Array[]): Uint8Array {
  const marks = Uint8Array.from(first ?? []);
  for (const other of others) {
    for (let index = 0; index < marks.length; index += 1) if (other[index] === 0) marks[index] = 0;
  }
  return marks;
}

/** Adds what the other has. */
function add(marks: Uint8Array, other: Uint8Array): void {
  for (let index = 0; index < marks.length; index += 1) if (other[index] === 1) marks[index] = 1;
}

/** Which of the marks of a call are looked at, and what they have to be. */
function kindOf(filter: HistoryFilter): [mask: number, kind: number] {
  switch (filter) {
    case 'all':
      return [0, 0];
    case 'missed':
      return [missed, missed];
    case 'incoming':
      return [incoming, incoming];
    case 'outgoing':
      return [incoming, 0];
  }
}

/** Calls are kept in the order in which they ended. */
function sorted(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const inOrder = entries.every(
    (entry, index) => index === 0 || entry.startedAt <= (entries[index - 1]?.startedAt ?? 0),
  );
  return inOrder ? entries : entries.toSorted((one, other) => other.startedAt - one.startedAt);
}

/** Not every day has 24 hours. */
const nextDay = (day: number): number => {
  const next = new Date(day);
  next.setDate(next.getDate() + 1);
  return next.getTime();
};
