/** Reads contacts from vCard (RFC 6350, RFC 2426) and CSV (RFC 4180) files of any origin, in slices. */
import type { Contact } from '../phone/contacts';
import { contactOfRow, readTable, rowsOf } from './csv-read';
import { encodingOf, piecesOf } from './file-text';
import { foldedWords } from './fold';
import { plainNumber } from './phone-numbers';
import { Slices } from './slices';
import {
  FileError,
  type Column,
  type ImportOptions,
  type ImportResult,
  type OpenedFile,
  type Skipped,
  type SkipReason,
  type Table,
} from './transfer';
import { cardsOf, readCard } from './vcard-read';

const mostContacts = 100_000;
const mostTold = 1_000;
const previewed = 20;
const isVCard = /^\s*BEGIN:VCARD\s*$/imu;
const isOther = /^\s*(?:<[!a-z?]|\{|%PDF|\[\s*[{"[])/iu;
/** Bytes of a picture that is kept as it is. */
const smallEnough = 24 * 1024;

/** What a row or a card gave: a contact, perhaps with a picture, or why there is none. */
type Found =
  { readonly contact: Contact; readonly photo: Blob | null } | { readonly reason: SkipReason; readonly detail: string };

/** Looks into a file. Rejects with FileError. */
export async function openContactFile(file: Blob, signal?: AbortSignal): Promise<OpenedFile> {
  const encoding = await encodingOf(file, signal);
  let start = '';
  for await (const { text } of piecesOf(file, encoding, signal)) {
    start = text;
    break;
  }
  if (isVCard.test(start)) {
    const preview: Contact[] = [];
    for await (const { cards } of cardsOf(one(start))) {
      for (const { text } of cards.slice(0, previewed)) {
        const found = foundInCard(text);
        if ('contact' in found) preview.push(found.contact);
      }
    }
    return { kind: 'vcard', encoding, table: null, preview };
  }
  const table = isOther.test(start) ? null : readTable(start);
  if (!table) throw new FileError('neither');
  return { kind: 'csv', encoding, table, preview: [] };
}

/** The first rows of a table with this mapping; null: nobody is in it. */
export function previewOf(table: Table, mapping: readonly Column[]): readonly (Contact | null)[] {
  return table.rows.slice(0, previewed).map((row) => contactOfRow(row, mapping));
}

/** Reads all of an opened file. Rejects with the signal's reason when it gives up, with FileError when the file does not let itself be read. */
export async function readContactFile(file: Blob, opened: OpenedFile, options: ImportOptions): Promise<ImportResult> {
  const { known, signal, progress, smallPhoto } = options;
  const slices = new Slices(undefined, signal);
  const contacts: Contact[] = [];
  const skipped: Skipped[] = [];
  let [skippedCount, photosLost, cut] = [0, 0, false];
  const skip = (place: number, name: string, reason: SkipReason, detail = ''): void => {
    skippedCount += 1;
    if (skipped.length < mostTold) skipped.push({ place, name, reason, detail });
  };
  const knownKeys = new Set<string>();
  for (const contact of known) {
    if (slices.due()) await slices.rest();
    knownKeys.add(keyOf(contact));
  }
  const readKeys = new Set<string>();
  for await (const { found, read } of foundIn(file, opened, options)) {
    for (const [place, item] of found) {
      if (slices.due()) await slices.rest();
      if ('reason' in item) {
        skip(place, '', item.reason, item.detail);
        continue;
      }
      const key = keyOf(item.contact);
      const { name } = item.contact;
      if (knownKeys.has(key)) skip(place, name, 'known');
      else if (readKeys.has(key)) skip(place, name, 'duplicate');
      else {
        readKeys.add(key);
        const photo = item.photo ? await photoOf(item.photo, smallPhoto) : '';
        if (item.photo && photo === '') photosLost += 1;
        contacts.push({ ...item.contact, id: crypto.randomUUID(), photo });
      }
      if (contacts.length >= mostContacts) cut = true;
      if (cut) break;
    }
    progress?.(read / file.size);
    if (cut) break;
  }
  return { contacts, skipped, skippedCount, photosLost, cut };
}

async function* foundIn(
  file: Blob,
  { encoding, table }: OpenedFile,
  { mapping, signal }: ImportOptions,
): AsyncGenerator<{ found: Iterable<[place: number, item: Found]>; read: number }> {
  const pieces = piecesOf(file, encoding, signal);
  if (table) {
    const columns = mapping ?? table.mapping;
    for await (const { rows, read } of rowsOf(pieces, table))
      yield { read, found: lazily(rows, ({ cells, place }) => [place, foundInRow(cells, columns)]) };
  } else {
    for await (const { cards, read } of cardsOf(pieces))
      yield { read, found: lazily(cards, ({ text, place }) => [place, foundInCard(text)]) };
  }
}

/** One after the other, as they are asked for: reading all at once would take too long. */
function* lazily<T, R>(items: readonly T[], of: (item: T) => R): Generator<R> {
  for (const item of items) yield of(item);
}

function foundInRow(cells: readonly string[] | null, mapping: readonly Column[]): Found {
  if (!cells) return { reason: 'too-long', detail: '' };
  const contact = contactOfRow(cells, mapping);
  return contact ? { contact, photo: null } : { reason: 'empty', detail: '' };
}

function foundInCard(text: string | null): Found {
  if (text === null) return { reason: 'too-long', detail: '' };
  try {
    const { contact, photo } = readCard(text);
    return contact ? { contact, photo } : { reason: 'empty', detail: '' };
  } catch (error) {
    return { reason: 'broken', detail: error instanceof Error ? error.message.slice(0, 200) : '' };
  }
}

/** Equal for two that say the same, whatever the spelling. */
function keyOf({ name, organization, numbers, emails }: Contact): string {
  return JSON.stringify([
    foldedWords(name),
    foldedWords(organization),
    numbers.map(({ number, extension }) => `${plainNumber(number) || number} ${extension}`).sort(),
    emails.map((email) => email.toLowerCase()).sort(),
  ]);
}

/** Empty: it cannot be made small. */
async function photoOf(photo: Blob, smallPhoto: ImportOptions['smallPhoto']): Promise<string> {
  try {
    if (smallPhoto) return await smallPhoto(photo);
    if (photo.size > smallEnough || !/^image\/(?:png|jpeg|webp|gif)$/u.test(photo.type)) return '';
    const bytes = new Uint8Array(await photo.arrayBuffer());
    return `data:${photo.type};base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
  } catch {
    return '';
  }
}

async function* one(text: string): AsyncGenerator<{ text: string; read: number; last: boolean }> {
  yield await Promise.resolve({ text, read: text.length, last: true });
}
