/** What the columns of somebody's table hold: by their names, else by what stands in them. */
import { foldedWords } from './fold';
import { labelOf } from './number-words';
import type { Column } from './transfer';

/** Characters of a cell that are looked at. */
const longest = 200;
const none: Column = { field: 'none' };
const looksLikeNumber = /^[+(]?[\d\s()./-]{5,40}(?:(?:x|ext\.?|,)\s*\d+)?$/iu;
const looksLikeEmail = /^[^\s@]{1,64}@[^\s@]{1,250}$/u;

/** Names of columns, folded, of the programs that people come from: Google, Outlook, Apple, Thunderbird, switches; in some languages. */
const named: readonly (readonly [RegExp, Column['field']])[] = [
  [/\b(?:e mail|email|mail)\b.*\b(?:type|label|typ)\b/u, 'none'],
  [/\be ?mail\b|\bmail(?: address)?$|\bcorreo\b|\bcourriel\b/u, 'email'],
  [/\b(?:phone|telephone|telefon|number|nummer)\b.*\b(?:type|label|typ|name)\b/u, 'label'],
  [/\b(?:extension|ext|durchwahl|nebenstelle)\b/u, 'extension'],
  [
    /\b(?:phone|phones|telephone|telefon|telefono|tel|mobile|mobil|mobil(?:telefon|nummer|funk)|handy(?:nummer)?|cell|cellular|fax|telefax|pager|movil|portable|rufnummer|telefonnummer|number|nummer|numero)\b/u,
    'number',
  ],
  [/^(?:given name|givenname|first name|firstname|forename|vorname|prenom|nombre|nome)$/u, 'givenName'],
  [
    /^(?:family name|familyname|last name|lastname|surname|nachname|familienname|nom|nom de famille|apellidos?|cognome)$/u,
    'familyName',
  ],
  [/\b(?:title|titel|department|abteilung|position|yomi|phonetic|symbol|location|job)\b/u, 'none'],
  [/\b(?:organi[sz]ation|company|firma|unternehmen|societe|entreprise|empresa|azienda|bedrijf)\b/u, 'organization'],
  [
    /^(?:name|full name|fullname|display name|displayname|anzeigename|vollstandiger name|file as|contact|kontakt|nom complet|nombre completo|fn)$/u,
    'name',
  ],
  [/^(?:notes?|notizen|notiz|bemerkung(?:en)?|comments?|remarks?|anmerkung(?:en)?|description|notas?)$/u, 'notes'],
  [/^(?:category|categories|kategorien?|categorie|categoria)$/u, 'category'],
  [/^(?:type|typ|art)$/u, 'type'],
  [/^(?:favou?rite|starred|favorit)$/u, 'favourite'],
];
const fillers =
  /\b(?:phone|phones|telephone|telefon|telefono|tel|number|nummer|rufnummer|telefonnummer|value|primary|other|\d+)\b/gu;

/** Whether the first row names columns: none of it looks like what stands in contacts, and one name is known. */
export function isHeader(row: readonly string[]): boolean {
  if (row.some((cell) => looksLikeNumber.test(startOf(cell)) || looksLikeEmail.test(startOf(cell)))) return false;
  return row.some((cell) => fieldOf(cell) !== null);
}

const startOf = (cell: string): string => cell.slice(0, longest).trim();

export function guessColumns(header: readonly string[], rows: readonly (readonly string[])[]): readonly Column[] {
  const byName = header.map((cell) => (cell === '' ? null : fieldOf(cell)));
  if (byName.every((field) => field === null)) return byContent(header.length, rows);
  const groups = new Groups();
  const taken = new Set<Column['field']>();
  return header.map((cell, index): Column => {
    const field = byName[index] ?? null;
    const numbered = /\b(\d+)\b/u.exec(foldedWords(startOf(cell)))?.[1] ?? '';
    switch (field) {
      case null:
        return none;
      case 'number':
        return { field, group: groups.number(numbered), label: labelIn(cell) };
      case 'label':
      case 'extension':
        return { field, group: groups.beside(field, numbered) };
      case 'email':
      case 'none':
        return { field };
      default:
        // A second `Name`, right before a number, names that.
        if (taken.has(field))
          return byName[index + 1] === 'number' ? { field: 'label', group: groups.beside('label', '') } : none;
        taken.add(field);
        return { field };
    }
  });
}

function fieldOf(cell: string): Column['field'] | null {
  const words = foldedWords(startOf(cell)).trim();
  return named.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** `Mobile Phone`: Mobile; `Phone 1`: nothing. */
function labelIn(cell: string): string {
  const words = foldedWords(startOf(cell)).replace(fillers, '').trim().split(/\s+/u);
  const known = words.map((word) => labelOf(word)?.label).filter((label) => label !== undefined);
  if (known.length > 0) return [...new Set(known)].join(' ');
  return words.join(' ').replace(/^\p{L}/u, (letter) => letter.toUpperCase());
}

/** Which label and which extension go with which number: by the figure in their names, else by their place beside it. */
class Groups {
  readonly #byFigure = new Map<string, number>();
  #count = 0;
  /** Seen before their number: the next one is theirs. */
  readonly #early = new Map<string, number>();
  #last: number | null = null;

  number(figure: string): number {
    const early = figure === '' ? [...this.#early.values()].at(-1) : undefined;
    const group = early ?? this.#of(figure);
    this.#early.clear();
    return (this.#last = group);
  }

  beside(field: string, figure: string): number {
    if (figure !== '') return this.#of(figure);
    // A label comes before its number, an extension behind it.
    if (field === 'extension' && this.#last !== null) return this.#last;
    const group = [...this.#early.values()].at(-1) ?? this.#count++;
    this.#early.set(field, group);
    return group;
  }

  #of(figure: string): number {
    if (figure === '') return this.#count++;
    const known = this.#byFigure.get(figure);
    if (known !== undefined) return known;
    const group = this.#count++;
    this.#byFigure.set(figure, group);
    return group;
  }
}

/** Without names: columns of numbers and addresses show themselves; the first of words is the name, the next the company. */
function byContent(width: number, rows: readonly (readonly string[])[]): readonly Column[] {
  let numbers = 0;
  const wordFields: Column['field'][] = ['name', 'organization'];
  return Array.from({ length: width }, (_, index): Column => {
    const cells = rows.map((row) => startOf(row[index] ?? '')).filter((cell) => cell !== '');
    if (cells.length === 0) return none;
    const share = (pattern: RegExp): number => cells.filter((cell) => pattern.test(cell)).length / cells.length;
    if (share(looksLikeEmail) > 0.5) return { field: 'email' };
    if (share(/^[+\d\s()./-]+$/u) > 0.7) return { field: 'number', group: numbers++, label: '' };
    const field = wordFields.shift();
    return field === 'name' || field === 'organization' ? { field } : none;
  });
}
