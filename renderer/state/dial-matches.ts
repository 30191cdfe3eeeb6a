/** Contacts that fit what is being dialled. */
import type { Contact } from '../phone/contacts';

export interface DialMatch {
  contact: Contact;
  /** Which of its numbers: the one that fits, else the first. */
  number: string;
  label: string;
}

const most = 20;
const separators = /[\s()./-]/gu;
const plain = (text: string): string => text.replace(separators, '');

/** `found`: contacts that the text fits, best first. Those without a number are left out. */
export function dialMatches(found: readonly Contact[], text: string): DialMatch[] {
  const digits = plain(text).replace(/^(?:\+|0+)/u, '');
  const matches: DialMatch[] = [];
  for (const contact of found.slice(0, most)) {
    const numbers = contact.numbers
      .flatMap(({ label, number, extension }) => [
        { label, number },
        { label, number: extension },
      ])
      .filter(({ number }) => number !== '');
    const best = numbers.find(({ number }) => digits !== '' && plain(number).includes(digits)) ?? numbers[0];
    if (best) matches.push({ contact, ...best });
  }
  return matches;
}

/** What was typed, when it is a telephone number that one could keep; else empty. */
export const typedNumber = (text: string): string => (/^\+?[\d\s()./-]{3,}$/u.test(text.trim()) ? text.trim() : '');

/** A number in three parts: what stands before what was typed, that itself, what follows. */
export function markedNumber(number: string, text: string): readonly [string, string, string] {
  const wanted = plain(text);
  const at = wanted === '' ? -1 : plain(number).indexOf(wanted);
  if (at < 0) return [number, '', ''];
  const start = placeOf(number, at);
  const end = placeOf(number, at + wanted.length - 1) + 1;
  return [number.slice(0, start), number.slice(start, end), number.slice(end)];
}

/** Where the character stands that would be at `index` without separators. */
function placeOf(number: string, index: number): number {
  let seen = -1;
  for (let place = 0; place < number.length; place += 1) {
    if (plain(number.charAt(place)) !== '') seen += 1;
    if (seen === index) return place;
  }
  return number.length;
}
