/** What of the contacts is open, from the address behind `#contacts/`. */
import type { Party } from '../phone/ports';

export type ContactPlace =
  /** The list alone. */
  | { place: 'list' }
  | { place: 'contact'; id: string }
  /** `number`: one that is to be added to it; empty: none. */
  | { place: 'edit'; id: string; number: string }
  | { place: 'new'; number: string; name: string }
  | { place: 'import' }
  | { place: 'duplicates' };

export function readContactPlace([first = '', second = '', third = '']: readonly string[]): ContactPlace {
  switch (first) {
    case '':
      return { place: 'list' };
    case 'new':
      return { place: 'new', number: second, name: third };
    // The router leaves out what is empty: without a number the name has an address of its own.
    case 'named':
      return { place: 'new', number: '', name: second };
    case 'import':
      return { place: 'import' };
    case 'duplicates':
      return { place: 'duplicates' };
    default:
      return second === 'edit' ? { place: 'edit', id: first, number: third } : { place: 'contact', id: first };
  }
}

/** The address of a new contact with what is known of somebody. */
export function newContactPlace({ name, number }: Pick<Party, 'name' | 'number'>): readonly string[] {
  if (!number) return name ? ['named', name] : ['new'];
  // A name that only repeats the number is none.
  return name && name !== number ? ['new', number, name] : ['new', number];
}
