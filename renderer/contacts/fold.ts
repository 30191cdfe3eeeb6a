/** Text as it is searched: without case, without marks, in words. */

/** Marks over and under letters of Latin, Greek and Cyrillic; vowel points of Hebrew and Arabic. Those of Indic scripts are letters of their own. */
const marks = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/gu;
const notAscii = /[^\0-\x7f]/;
/** Letters that no decomposition opens. */
const opened: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  þ: 'th',
  ŧ: 't',
};
const closed = new RegExp(`[${Object.keys(opened).join('')}]`, 'gu');
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
const umlaut = /[äöüåø]/gu;
const apart = /[^\p{L}\p{N}\p{M}]+/gu;
const inside = /['’ʼ`´]/gu;

/** `Müller` as `muller`. */
export function fold(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(closed, (letter) => opened[letter] ?? letter);
}

/** `Müller` as `mueller`, as it is written where there is no ü; the text itself where nothing changes. */
export function spelledOut(text: string): string {
  if (!notAscii.test(text)) return text;
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(umlaut, (letter) => umlauts[letter] ?? letter);
}

/** The words, folded, each behind a space: ` o brien`. */
export function foldedWords(text: string): string {
  const folded = fold(text).replace(apart, ' ').trimEnd();
  return folded === '' || folded.startsWith(' ') ? folded : ` ${folded}`;
}

/** The words of a name in every spelling under which somebody may look for it. */
export function searchableWords(text: string): string {
  let words = foldedWords(text);
  const spelled = spelledOut(text);
  if (spelled !== text) {
    const other = foldedWords(spelled);
    if (other !== words) words += other;
  }
  if (text.search(inside) >= 0) words += foldedWords(text.replace(inside, ''));
  return words;
}

/** Zeros of the decimal digits of the world's scripts that Unicode does not turn into ASCII ones. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0,
];

/** With all digits as 0-9. */
export function asciiDigits(text: string): string {
  if (!notAscii.test(text)) return text;
  return text.normalize('NFKC').replace(/[^\0-\x7f]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const zero = zeros.find((start) => code >= start && code <= start + 9);
    return zero === undefined ? character : String(code - zero);
  });
}
