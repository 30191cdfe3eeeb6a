/** Numbers and their labels as files of other programs write them. */
import type { ContactNumber } from '../phone/contacts';

/** Characters that are looked at: longer ones are no numbers. */
const longest = 200;
const extensionAtEnd =
  /(?:;\s*ext\s*=|\b(?:ext|extension|durchwahl|dw)\b\s*[.:]?|(?:^|(?<=[\d\s)]))x|#)\s*(\d{1,11})\s*$/iu;

/** `+49 30 555-0 x12`, `+4930555;ext=12` and `tel:` addresses, taken apart. */
export function readNumber(text: string, label: string, extension = ''): ContactNumber {
  const written = text.trim().slice(0, longest);
  const number = /^tel:/iu.test(written) ? withoutParameters(unescaped(written.slice(4))) : written;
  const found = extension === '' ? extensionAtEnd.exec(number) : null;
  const main = number.slice(0, found?.index).trim();
  // `#12` alone is a code that is dialled.
  if (!found || (found[0].startsWith('#') && !/\d/u.test(main))) return { label, number, extension: extension.trim() };
  return { label, number: main, extension: found[1] ?? '' };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const withoutParameters = (text: string): string => text.replace(/;(?!ext=)[^;]*/giu, '');

/** Words for kinds of numbers, and the type that vCard has for them. */
export const labels = [
  {
    label: 'Mobile',
    type: 'cell',
    words:
      /^(?:cell|cellular|mobile?|mobil(?:telefon|nummer|funk)?|handy(?:nummer)?|movil|cellulare|natel|portable|iphone)$/u,
  },
  {
    label: 'Work',
    type: 'work',
    words: /^(?:work|business|office|geschaftlich|dienstlich|buro|travail|trabajo|lavoro|bureau)$/u,
  },
  { label: 'Home', type: 'home', words: /^(?:home|private?|privat|domicile|casa|zuhause)$/u },
  { label: 'Main', type: 'main', words: /^(?:main|haupt|zentrale|switchboard|principal)$/u },
  { label: 'Fax', type: 'fax', words: /^(?:fax|telefax)$/u },
  { label: 'Pager', type: 'pager', words: /^pager$/u },
] as const;

/** Of one folded word; undefined: none of those that are known. */
export function labelOf(word: string): (typeof labels)[number] | undefined {
  return labels.find(({ words }) => words.test(word));
}
