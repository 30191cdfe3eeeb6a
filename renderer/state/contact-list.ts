/** The contacts as one flat list for the virtual scroller. */
import type { Contact } from '../phone/contacts';

export type ContactItem =
  { kind: 'letter'; key: string; letter: string } | { kind: 'contact'; key: string; contact: Contact };

/** `letters`: with a heading for each first letter of the names, which then have to be in their order. */
export function contactItems(contacts: readonly Contact[], letters: boolean): ContactItem[] {
  const items: ContactItem[] = [];
  let last = '';
  for (const contact of contacts) {
    if (letters) {
      const letter = firstLetter(contact.name);
      if (letter !== last) {
        last = letter;
        items.push({ kind: 'letter', key: `letter ${letter} ${String(items.length)}`, letter });
      }
    }
    items.push({ kind: 'contact', key: contact.id, contact });
  }
  return items;
}

/** Without its marks, in upper case: Ä and a are A; `#` for what is no letter. */
export function firstLetter(name: string): string {
  const code = name.charCodeAt(0);
  if (code >= 97 && code <= 122) return String.fromCharCode(code - 32);
  if (code >= 65 && code <= 90) return String.fromCharCode(code);
  const [first = ''] = name.trimStart().normalize('NFD');
  return /^\p{L}$/u.test(first) ? (base[first] ?? first).toLocaleUpperCase() : '#';
}

/** Letters that people look for under another one, and that Unicode does not take apart. */
const base: Readonly<Record<string, string>> = { Ø: 'O', ø: 'O', Ł: 'L', ł: 'L', Đ: 'D', đ: 'D', Æ: 'A', æ: 'A' };
