/** Tables (RFC 4180 and what programs make of it) as rows, and rows as contacts. */
import Papa, { type ParseResult } from 'papaparse';
import type { Contact } from '../phone/contacts';
import { guessColumns, isHeader } from './columns';
import type { Piece } from './file-text';
import { emptyContact, harmlessContact } from './harmless-contact';
import { labelOf, readNumber } from './number-words';
import type { Column, Table } from './transfer';

/** Characters of a row; longer ones have a quotation mark that nobody closed. */
const longestRow = 256 * 1024;
const mostEndless = 3;
const sampledRows = 50;
const widest = 256;
const delimiters = [',', ';', '\t', '|'];

export interface Row {
  /** Null: too long to be one. */
  readonly cells: readonly string[] | null;
  /** The first of the table is 1. */
  readonly place: number;
}

/** Looks at the beginning of a table; null: it is none. */
export function readTable(start: string): Table | null {
  const told = /^sep=(.)\n/iu.exec(start)?.[1];
  const text = told ? start.slice(6) : start;
  const config = { preview: sampledRows + 1, newline: '\n', skipEmptyLines: 'greedy' } as const;
  const { data, meta } = Papa.parse<string[]>(text, {
    ...config,
    ...(told ? { delimiter: told } : { delimitersToGuess: delimiters }),
  });
  const [first, ...others] = data;
  if (!first) return null;
  const width = Math.min(widest, Math.max(...data.map((row) => row.length)));
  const hasHeader = isHeader(first);
  const header = Array.from({ length: width }, (_, index) => (hasHeader ? (first[index] ?? '').trim() : ''));
  const rows = hasHeader ? others : data.slice(0, sampledRows);
  return { delimiter: meta.delimiter, hasHeader, header, rows, mapping: guessColumns(header, rows) };
}

/** All rows but the header. */
export async function* rowsOf(
  pieces: AsyncIterable<Piece>,
  table: Table,
): AsyncGenerator<{ rows: Row[]; read: number }> {
  let rest = '';
  let place = 0;
  let begun = false;
  let endless = 0;
  for await (const { text, read, last } of pieces) {
    rest += text;
    if (!begun) rest = rest.replace(/^sep=.\n/iu, '');
    begun = true;
    const rows: Row[] = [];
    for (;;) {
      const { data, cursor } = parsed(rest, table.delimiter, endless < mostEndless ? '"' : '\0', last);
      rest = rest.slice(cursor);
      for (const cells of data) rows.push({ cells, place: (place += 1) });
      if (rest.length <= longestRow) break;
      // Begin again behind the line that has no end; after some of those, a quotation mark is a letter like others.
      endless += 1;
      rows.push({ cells: null, place: (place += 1) });
      const end = rest.indexOf('\n');
      rest = end < 0 ? '' : rest.slice(end + 1);
    }
    if (place > 0 && table.hasHeader && rows[0]?.place === 1) rows.shift();
    yield { rows: rows.filter(({ cells }) => cells?.some((cell) => cell.trim() !== '') ?? true), read };
  }
}

function parsed(
  text: string,
  delimiter: string,
  quoteChar: string,
  last: boolean,
): { data: string[][]; cursor: number } {
  if (text === '') return { data: [], cursor: 0 };
  const parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar });
  const result = parser.parse(text, 0, !last) as ParseResult<string[]>;
  // At the end of the file all is read, also a quotation that nobody closed.
  return { data: result.data, cursor: last ? text.length : result.meta.cursor };
}

/** Null: there is nobody in it. */
export function contactOfRow(cells: readonly string[], mapping: readonly Column[]): Contact | null {
  const fields = new Map<string, string>();
  const emails: string[] = [];
  const numbers = new Map<number, { values: string[]; label: string; told: string; extension: string }>();
  const numberOf = (group: number) => {
    const known = numbers.get(group) ?? { values: [], label: '', told: '', extension: '' };
    numbers.set(group, known);
    return known;
  };
  for (const [index, column] of mapping.entries()) {
    const cell = plainCell(cells[index] ?? '');
    if (cell === '') continue;
    switch (column.field) {
      case 'none':
        break;
      case 'number': {
        const number = numberOf(column.group);
        number.values.push(...parts(cell, ':::'));
        number.label = column.label;
        break;
      }
      case 'label':
        numberOf(column.group).told = cell;
        break;
      case 'extension':
        numberOf(column.group).extension = cell;
        break;
      case 'email':
        emails.push(...parts(cell, /:::|[;\n]/u));
        break;
      default:
        fields.set(column.field, [fields.get(column.field), cell].filter((text) => text !== undefined).join('\n'));
    }
  }
  const of = (field: Column['field']): string => fields.get(field) ?? '';
  return harmlessContact({
    ...emptyContact,
    name: of('name'),
    givenName: of('givenName'),
    familyName: of('familyName'),
    organization: of('organization'),
    type: of('type'),
    category: of('category'),
    notes: of('notes'),
    favourite: /^(?:1|x|yes|true|ja|oui|si|\*)$/iu.test(of('favourite')),
    emails,
    numbers: [...numbers.values()].flatMap(({ values, label, told, extension }) =>
      (values.length > 0 ? values : ['']).map((value) => readNumber(value, knownLabel(told) || label, extension)),
    ),
  });
}

const parts = (cell: string, between: string | RegExp): string[] => cell.split(between).map((part) => part.trim());

/** `* Mobile` of Google, `mobile`: Mobile. */
function knownLabel(told: string): string {
  const word = told.replace(/^\*\s*/u, '').trim();
  return labelOf(word.toLowerCase())?.label ?? word;
}

/** Without the apostrophe that keeps tables from reading a text as a formula. */
const plainCell = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@\t\r])/u, '');
