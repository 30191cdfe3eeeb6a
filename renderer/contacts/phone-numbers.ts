/** Telephone numbers as people and switches write them, compared in E.164. */
import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/min';
import { asciiDigits } from './fold';

/** What stands behind a number: pauses, waits, extensions. */
const tail = /[,;wp]|\bx\b|\bext\b|(?<=\d\s*)x(?=\s*\d)/iu;
/** Characters that are looked at. */
const longestNumber = 256;
/** Shorter numbers are known only within a company or a town. */
const shortestSubscriber = 7;

/** The dialled part without spelling: digits, `*`, `#`, and `+` at the start; empty for an address. */
export function plainNumber(text: string): string {
  if (text.includes('@')) return '';
  const ascii = asciiDigits(text.slice(0, longestNumber)).trim();
  const end = ascii.search(tail);
  const main = (end > 0 ? ascii.slice(0, end) : ascii).replace(/\(0\)/u, '');
  const digits = main.replace(/[^\d*#]/gu, '');
  return /^\D*\+/u.test(main) && digits !== '' ? `+${digits}` : digits;
}

/** Of a caller, or of a contact: enough to find those that could be the same in a table. */
export function tailOf(plain: string): string {
  const digits = plain.startsWith('+') ? plain.slice(1) : plain;
  return digits.length >= shortestSubscriber ? digits.slice(-shortestSubscriber) : digits;
}

/** ISO 3166 code that libphonenumber knows; null for any other text. */
export function countryOf(text: string): CountryCode | null {
  const code = text.toUpperCase();
  return isSupportedCountry(code) ? code : null;
}

/** The country of an international number; null for others. */
export function countryOfNumber(text: string): CountryCode | null {
  const plain = plainNumber(text);
  return plain.startsWith('+') ? (parsePhoneNumberFromString(plain)?.country ?? null) : null;
}

/** The country of a language tag such as `de-DE`, the likeliest one of `de`; null where it says none. */
export function countryOfLocale(locale: string): CountryCode | null {
  try {
    return countryOf(new Intl.Locale(locale).maximize().region ?? '');
  } catch {
    return null;
  }
}

/** Compares numbers as they are written in one country. */
export class PhoneNumbers {
  readonly #country: CountryCode | null;
  readonly #callingCode: string;
  readonly #known = new Map<string, string>();

  constructor(country: CountryCode | null) {
    this.#country = country;
    this.#callingCode = country ? getCountryCallingCode(country) : '';
  }

  /** E.164; empty where it is none. `plain` as of plainNumber. */
  international(plain: string): string {
    const known = this.#known.get(plain);
    if (known !== undefined) return known;
    if (this.#known.size > 10_000) this.#known.clear();
    const found = this.#read(plain);
    this.#known.set(plain, found);
    return found;
  }

  /** Whether both are the same subscriber. */
  same(one: string, other: string): boolean {
    if (one === other) return true;
    const digits = [one, other].map((plain) => plain.replace('+', ''));
    const [left = '', right = ''] = digits;
    if (Math.min(left.length, right.length) < shortestSubscriber) return false;
    if (left === right) return true;
    const [first, second] = [this.international(one), this.international(other)];
    if (first !== '' && second !== '') return first === second || this.#withoutPlus(one, second, other, first);
    // Where numbers are at home is not known: the one is the end of the other, but for the zero of long distance.
    const [short = '', long = ''] = [left, right]
      .map((text) => text.replace(/^0+/u, ''))
      .sort((a, b) => a.length - b.length);
    return short.length >= shortestSubscriber + 1 && long.endsWith(short);
  }

  /** Digits in which a part of the number is looked for: as written and with the country's code. */
  searchable(plain: string): string {
    const digits = plain.replace('+', '');
    if (plain.startsWith('+') || digits.length < shortestSubscriber || this.#callingCode === '') return digits;
    if (digits.startsWith('00')) return digits;
    if (digits.startsWith('0')) return `${digits} ${this.#callingCode}${digits.slice(1)}`;
    return `${digits} ${this.#callingCode}${digits}`;
  }

  /** Some switches tell E.164 without its plus. */
  #withoutPlus(one: string, otherInternational: string, other: string, oneInternational: string): boolean {
    return `+${one}` === otherInternational || `+${other}` === oneInternational;
  }

  #read(plain: string): string {
    if (/[*#]/u.test(plain)) return '';
    const number = this.#country
      ? parsePhoneNumberFromString(plain, { defaultCountry: this.#country, extract: false })
      : parsePhoneNumberFromString(plain, { extract: false });
    if (number?.isPossible()) return number.number;
    return /^00[1-9]/u.test(plain) ? this.#read(`+${plain.slice(2)}`) : '';
  }
}
