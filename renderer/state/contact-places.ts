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
    case 'import':
      return { place: 'import' };
    case 'duplicates':
      return { place: 'duplicates' };
    default:
      return second === 'edit' ? { place: 'edit', id: first, number: third } : { place: 'contact', id: first };
  }
}

/** The address of a new contact with what is known of somebody; the router leaves out what is empty. */
export function newContactPlace({ name, number }: Pick<Party, 'name' | 'number'>): readonly string[] {
  // A name that only repeats the number is none.
  return number && name && name !== number ? ['new', number, name] : number ? ['new', number] : ['new'];
}
