/** Cards (RFC 6350, RFC 2426, and version 2.1 as telephones still write it) as contacts. */
import ICAL from 'ical.js';
import type { Contact, ContactNumber } from '../phone/contacts';
import type { Piece } from './file-text';
import { emptyContact, harmlessContact } from './harmless-contact';
import { labelOf, readNumber } from './number-words';
import { linesOfCard, modernLine } from './vcard-lines';

/** Characters of a card: a large picture. */
const longestCard = 12 * 1024 * 1024;
const begin = /^BEGIN:VCARD[ \t]*$/imu;
const end = /^END:VCARD[ \t]*$/gimu;

export interface Card {
  /** Null: too long. */
  readonly text: string | null;
  /** The first is 1. */
  readonly place: number;
}

export interface ReadCard {
  /** Null: there is nobody in it. */
  readonly contact: Contact | null;
  /** Null: none, or one of somewhere else. */
  readonly photo: Blob | null;
}

/** One property of a jCard (RFC 7095). */
interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly values: readonly unknown[];
}

export async function* cardsOf(pieces: AsyncIterable<Piece>): AsyncGenerator<{ cards: Card[]; read: number }> {
  let rest = '';
  let place = 0;
  /** Up to here there is no end of a card in the rest. */
  let searched = 0;
  for await (const { text, read, last } of pieces) {
    rest += text;
    const cards: Card[] = [];
    for (;;) {
      end.lastIndex = searched;
      const found = end.exec(rest);
      if (!found) break;
      // A line that could still go on is none that ended.
      if (!last && end.lastIndex === rest.length) break;
      const card = rest.slice(0, found.index);
      const start = begin.exec(card);
      if (start) cards.push({ text: card.slice(start.index + start[0].length + 1), place: (place += 1) });
      rest = rest.slice(end.lastIndex);
      searched = 0;
    }
    searched = Math.max(0, rest.lastIndexOf('\n'));
    if (rest.length > longestCard) {
      cards.push({ text: null, place: (place += 1) });
      rest = '';
      searched = 0;
    }
    if (last && begin.test(rest))
      cards.push({ text: rest.slice(rest.search(begin)).replace(begin, ''), place: place + 1 });
    yield { cards, read };
  }
}

/** Of a card without its first and last line. Throws with the parser's words what cannot be read. */
export function readCard(text: string): ReadCard {
  const lines = linesOfCard(text);
  const old = lines.some((line) => /^VERSION:\s*2/iu.test(line));
  const modern = old ? lines.map((line) => (/^VERSION:/iu.test(line) ? 'VERSION:3.0' : modernLine(line))) : lines;
  const properties = propertiesOf(modern);
  const of = (name: string): Property[] => properties.filter((property) => property.name === name);
  const first = (name: string): readonly unknown[] => of(name)[0]?.values ?? [];
  const text1 = (value: unknown): string =>
    typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : '';
  const [structured] = first('n');
  const [familyName = '', givenName = ''] = (Array.isArray(structured) ? structured : []).map(text1);
  const [company] = first('org');
  const labels = new Map(
    of('x-ablabel').map(({ parameters, values }) => [String(parameters['group']), text1(values[0])] as const),
  );
  const contact = harmlessContact({
    ...emptyContact,
    name: text1(first('fn')[0]) || [givenName, familyName].filter(Boolean).join(' ') || text1(first('nickname')[0]),
    givenName,
    familyName,
    organization: Array.isArray(company) ? text1(company[0]) : text1(company),
    type: text1(first('role')[0]),
    category: of('categories')
      .flatMap(({ values }) => values.map(text1))
      .join(', '),
    emails: of('email').map(({ values }) => text1(values[0])),
    notes: of('note')
      .map(({ values }) => text1(values[0]))
      .join('\n\n'),
    numbers: of('tel').map((property) => numberOf(property, labels)),
    favourite: text1(first('x-sidetone-favourite')[0]).toLowerCase() === 'true',
  });
  return {
    contact,
    photo:
      of('photo')
        .map(photoOf)
        .find((photo) => photo !== null) ?? null,
  };
}

/** Line by line where the whole cannot be read: one bad line is not to cost the others. Throws when none can. */
function propertiesOf(lines: readonly string[]): Property[] {
  try {
    return parsed(lines);
  } catch (error) {
    const version = lines.find((line) => /^VERSION:/iu.test(line)) ?? 'VERSION:3.0';
    const found = lines.flatMap((line) => {
      try {
        return parsed([version, line]).slice(1);
      } catch {
        return [];
      }
    });
    if (!found.some(({ name }) => name === 'fn' || name === 'n' || name === 'tel')) throw error;
    return found;
  }
}

function parsed(lines: readonly string[]): Property[] {
  const card: unknown = ICAL.parse(['BEGIN:VCARD', ...lines, 'END:VCARD'].join('\n'));
  const properties: unknown = Array.isArray(card) ? card[1] : null;
  if (!Array.isArray(properties)) throw new Error('no card');
  return properties.flatMap((property: unknown): Property[] => {
    if (!Array.isArray(property)) return [];
    const [name, parameters, , ...values] = property as unknown[];
    return typeof name === 'string' && typeof parameters === 'object' && parameters !== null
      ? [{ name, parameters: { ...parameters }, values }]
      : [];
  });
}

function numberOf({ parameters, values }: Property, labels: ReadonlyMap<string, string>): ContactNumber {
  const told = labels.get(String(parameters['group']))?.replace(/^_\$!<(.*)>!\$_$/u, '$1');
  const types = [parameters['type']].flat().flatMap((type) => String(type).toLowerCase().split(','));
  const known = types.map((type) => labelOf(type)?.label).filter((label) => label !== undefined);
  const [value] = values;
  return readNumber(typeof value === 'string' ? value : '', told ?? [...new Set(known)].join(' '));
}

function photoOf({ parameters, values }: Property): Blob | null {
  const [value] = values;
  if (typeof value !== 'string') return null;
  const address = /^data:(image\/[\w.+-]+)(?:;[^,]*)?;base64,(.*)$/isu.exec(value);
  const isBinary = parameters['encoding'] !== undefined;
  if (!address && !isBinary) return null;
  try {
    const binary = atob((address?.[2] ?? value).replace(/\s/gu, ''));
    const type = address?.[1] ?? `image/${String(parameters['type']).toLowerCase().replace('jpg', 'jpeg')}`;
    return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], { type });
  } catch {
    return null;
  }
}
