/** A telephone number in a text that somebody has marked or copied: pure. */

/** So much a number may have in all its spellings; more is a page that was copied. */
const LONGEST_TEXT = 64;
const LONGEST_NUMBER = 32;
const separators = /[\s\u00a0\u2010-\u2015\u2212()./-]+/g;

/** null: it is none. Letters, and several numbers, are not guessed at. */
export function numberIn(text: string): string | null {
  if (text.length > 4 * LONGEST_TEXT) return null;
  const trimmed = text
    .trim()
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/^tel:/i, '')
    .trim();
  if (trimmed.length > LONGEST_TEXT || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(trimmed)) return null;
  // The 0 in brackets is only dialled without the country's code (DIN 5008 and the like write it so).
  const plain = trimmed.startsWith('+') ? trimmed.replace(/\(0\)/, '') : trimmed;
  const number = plain.replace(separators, '');
  return number.length <= LONGEST_NUMBER && /^\+?[\d*#]+$/.test(number) && /\d/.test(number) ? number : null;
}
