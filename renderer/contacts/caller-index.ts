/** Who has which number: a table by the last digits, and an exact comparison of the few that it gives. */
import type { Contact, ContactNumber } from '../phone/contacts';
import { asciiDigits } from './fold';
import { plainNumber, tailOf, type PhoneNumbers } from './phone-numbers';

interface Owner {
  readonly contact: Contact;
  readonly number: ContactNumber;
}
type Table = Map<string, Owner[]>;

/** Owners of one number that are looked at. */
const mostBehind = 50;

export class CallerIndex {
  readonly #numbers: PhoneNumbers;
  readonly #byTail: Table = new Map();
  readonly #byExtension: Table = new Map();
  readonly #byAddress: Table = new Map();

  constructor(numbers: PhoneNumbers) {
    this.#numbers = numbers;
  }

  add(contact: Contact): void {
    for (const number of contact.numbers) {
      for (const [table, key] of this.#places(number)) {
        const owners = table.get(key);
        if (owners) owners.push({ contact, number });
        else table.set(key, [{ contact, number }]);
      }
    }
  }

  remove(contact: Contact): void {
    for (const number of contact.numbers) {
      for (const [table, key] of this.#places(number)) {
        const left = (table.get(key) ?? []).filter((owner) => owner.contact.id !== contact.id);
        if (left.length > 0) table.set(key, left);
        else table.delete(key);
      }
    }
  }

  /** `number`: of a caller, or as somebody typed it. */
  whose(number: string): Contact | null {
    if (number.includes('@')) return best(this.#byAddress.get(addressOf(number)) ?? []);
    const plain = plainNumber(number);
    if (plain === '') return best(this.#byAddress.get(number.trim().toLowerCase()) ?? []);
    const owners = this.#byTail.get(tailOf(plain)) ?? [];
    const theirs = (owner: Owner): boolean => this.#numbers.same(plainNumber(owner.number.number), plain);
    const direct = owners.filter(({ number }) => number.extension === '').filter(theirs);
    // A switchboard with thousands of extensions is nobody's in particular: no need to look at each.
    const behind = direct.length > 0 || owners.length > mostBehind ? [] : owners.filter(theirs);
    return best([...direct, ...behind]) ?? best(this.#byExtension.get(plain) ?? []);
  }

  #places({ number, extension }: ContactNumber): [Table, string][] {
    const places: [Table, string][] = [];
    const plain = plainNumber(number);
    if (plain !== '') places.push([this.#byTail, tailOf(plain)]);
    else if (number.trim() !== '') places.push([this.#byAddress, addressOf(number)]);
    const inside = asciiDigits(extension).replace(/\s/gu, '');
    if (inside !== '') places.push([this.#byExtension, inside]);
    return places;
  }
}

/**
 * The user's own come first, then whose number it is without an extension. A number that several people reach only by
 * extensions is their company's, and names none of them.
 */
function best(owners: readonly Owner[]): Contact | null {
  const ranked = [...owners].sort((one, other) => rank(one) - rank(other));
  const first = ranked[0];
  if (!first) return null;
  const others = ranked.filter((owner) => owner.contact.id !== first.contact.id);
  return first.number.extension !== '' && others.some((other) => sameRank(other, first)) ? null : first.contact;
}

const rank = ({ contact, number }: Owner): number =>
  (number.extension === '' ? 0 : 4) + (contact.source === 'own' ? 0 : 2) + (contact.favourite ? 0 : 1);

const sameRank = (one: Owner, other: Owner): boolean =>
  one.contact.source === other.contact.source && one.contact.name !== other.contact.name;

function addressOf(text: string): string {
  return text
    .trim()
    .replace(/^sips?:/iu, '')
    .replace(/[;?].*$/u, '')
    .toLowerCase();
}
