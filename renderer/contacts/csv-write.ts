/** Contacts as rows of a table (RFC 4180), in columns that the import of this program, and others, know by their names. */
import Papa from 'papaparse';
import type { Contact } from '../phone/contacts';

export interface Widths {
  readonly numbers: number;
  readonly emails: number;
}

/** Without it, spreadsheets take UTF-8 for something else. */
const byteOrderMark = '\ufeff';
/** What a spreadsheet would calculate (CWE-1236). A number that begins with `+` is none of that. */
const formula = /^(?:[=@\t\r]|[+-](?![\d\s()./-]*$))/u;
const config = { newline: '\r\n', escapeFormulae: formula } as const;

/** How many columns there have to be. */
export function widthsOf(contacts: readonly Contact[]): Widths {
  let [numbers, emails] = [1, 1];
  for (const contact of contacts) {
    numbers = Math.max(numbers, contact.numbers.length);
    emails = Math.max(emails, contact.emails.length);
  }
  return { numbers, emails };
}

export function csvHeader({ numbers, emails }: Widths): string {
  const header = [
    'Name',
    'Given name',
    'Family name',
    'Organization',
    'Type',
    'Category',
    ...numbered(numbers).flatMap((place) => [`Number ${place} label`, `Number ${place}`, `Number ${place} extension`]),
    ...numbered(emails).map((place) => `E-mail ${place}`),
    'Notes',
    'Favourite',
  ];
  return byteOrderMark + line(header);
}

export function csvRow(contact: Contact, { numbers, emails }: Widths): string {
  const { name, givenName, familyName, organization, type, category, notes, favourite } = contact;
  return line([
    name,
    givenName,
    familyName,
    organization,
    type,
    category,
    ...Array.from({ length: numbers }, (_, index) => contact.numbers[index]).flatMap((number) =>
      number ? [number.label, number.number, number.extension] : ['', '', ''],
    ),
    ...Array.from({ length: emails }, (_, index) => contact.emails[index] ?? ''),
    notes,
    favourite ? 'yes' : '',
  ]);
}

const line = (cells: string[]): string => `${Papa.unparse([cells], config)}\r\n`;

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));
