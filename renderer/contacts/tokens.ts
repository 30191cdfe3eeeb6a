/** What somebody types into a search, as the parts that all have to be found. */
import { asciiDigits, foldedWords, spelledOut } from './fold';

export interface Token {
  /** Spellings, any of which will do; behind a space where words begin with it. */
  readonly words: readonly string[];
  /** Part of a number; empty for none. */
  readonly digits: string;
}

/** Scripts without spaces between words, or with articles before them: a part of a word is as good as its beginning. */
const withinWords =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Arabic}\p{Script=Hebrew}]/u;
const numberLike = /^[+\d\s()./-]*\d[\d\s()./-]*$/u;
const mostTokens = 8;
/** Nobody looks for more; somebody may paste more. */
const longest = 200;

const looked = (typed: string): string => asciiDigits(typed.slice(0, longest)).trim();

/** The digits of a text that is a number as a whole; empty for any other. */
export function wholeNumber(typed: string): string {
  const text = looked(typed);
  return numberLike.test(text) ? digitsOf(text) : '';
}

/** Where the text is a number as a whole, its parts are words only: as a number it is looked for in one piece. */
export function tokensOf(typed: string): readonly Token[] {
  const text = looked(typed);
  const inPieces = wholeNumber(text) === '';
  return text
    .split(/\s+/u)
    .flatMap((part): Token[] => {
      const digits = inPieces && numberLike.test(part) ? digitsOf(part) : '';
      const spellings = new Set([part, spelledOut(part)]);
      const words = [...spellings].map((spelling) => foldedWords(spelling).trim()).filter((word) => word !== '');
      // `El-Masry` is two words.
      const several = words.map((word) => word.split(' '));
      const count = Math.max(...several.map((list) => list.length), 0);
      if (count > 1 && digits === '') {
        return Array.from({ length: count }, (_, index) => ({
          words: [...new Set(several.map((list) => begin(list[index] ?? '')))].filter((word) => word !== ''),
          digits: '',
        }));
      }
      return words.length > 0 || digits !== '' ? [{ words: words.map(begin), digits }] : [];
    })
    .slice(0, mostTokens);
}

const begin = (word: string): string => (word === '' || withinWords.test(word) ? word : ` ${word}`);

/** Without what differs between home and abroad: `+`, `00`, `0` at the start. */
function digitsOf(text: string): string {
  const digits = text.replace(/\(0\)/u, '').replace(/\D/gu, '');
  return digits.replace(/^0+(?=\d)/u, '');
}
