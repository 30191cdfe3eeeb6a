/** The contacts as one flat list for the virtual scroller. */
import type { Contact } from '../phone/contacts';

export interface ContactLetter {
  readonly letter: string;
  readonly id: string;
}
export type ContactItem = Contact | ContactLetter;

export const isLetter = (item: ContactItem): item is ContactLetter => 'letter' in item;

/** Lists that have their headings already: all of 50,000 contacts show again with every search that is taken back. */
const known = new WeakMap<readonly Contact[], readonly ContactItem[]>();

/** With a heading for each first letter of the names, which have to be in their order. */
export function withLetters(contacts: readonly Contact[]): readonly ContactItem[] {
  const made = known.get(contacts) ?? headed(contacts);
  known.set(contacts, made);
  return made;
}

function headed(contacts: readonly Contact[]): ContactItem[] {
  const items: ContactItem[] = [];
  let last = '';
  for (const contact of contacts) {
    const letter = firstLetter(contact.name);
    if (letter !== last) {
      last = letter;
      items.push({ letter, id: `letter ${letter} ${String(items.length)}` });
    }
    items.push(contact);
  }
  return items;
}

/** Without its marks, in upper case: Ä and a are A; `#` for what is no letter. Marks before the name count as little as they do for its place in the list. */
export function firstLetter(name: string): string {
  const code = name.charCodeAt(0);
  if (code >= 97 && code <= 122) return String.fromCharCode(code - 32);
  if (code >= 65 && code <= 90) return String.fromCharCode(code);
  const [first = ''] = name
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 4)
    .normalize('NFD');
  return /^\p{L}$/u.test(first) ? (base[first] ?? first).toLocaleUpperCase() : '#';
}

/** Letters that people look for under another one, and that Unicode does not take apart. */
const base: Readonly<Record<string, string>> = { Ø: 'O', ø: 'O', Ł: 'L', ł: 'L', Đ: 'D', đ: 'D', Æ: 'A', æ: 'A' };
