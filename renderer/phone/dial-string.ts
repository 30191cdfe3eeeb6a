/** What was typed, pasted or clicked, as something that can be dialled. */

export type DialString =
  | {
      ok: true;
      /** A SIP URI, or a number or name that gets the account's domain. */
      target: string;
      /** The same for people: without `sip:` and the like. */
      shown: string;
      /** Digits to be sent once the call is up: `,` waits 2 s, `w` for the user. */
      afterAnswer: string;
    }
  | { ok: false; problem: 'empty' | 'not-a-number' };

const longestInput = 256;
const sipUri =
  /^sips?:(?:[\w.!~*'()%&=+$,;/#:-]+@)?(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:;[\w.!~*'()%+=;:[\]/&$-]*)?$/i;
const controls = /[\p{Cc}\u2028\u2029]/u;
const invisible = /[\p{Cf}\p{Mn}\p{Me}]/gu;
const number = /^\+?[\d*#]+$/;
const name = /^[a-z][a-z0-9._-]*$/i;
/** A label before a number: `Tel.: 030 …`, `Phone +49 …`. */
const label = /^\p{L}[\p{L}\s-]*[.:]*\s+(?=[+(\d])/u;
const extension = /^(.*?\d.*?)\s*(?:;\s*ext=|\bext(?:ension)?\b\.?:?|\bx)\s*(\d{1,11})$/i;
/** `,`, or `w` and `p` between digits: in `0800 FLOWERS` they are letters. */
const pauseOrWait = /,|(?<=[\d*#)\s])[wp](?=[\s\d*#,wp]|$)/i;
/** Zeros of the decimal digits that NFKC does not turn into ASCII ones: Arabic, Persian, Indic, Thai, Lao, Tibetan, Burmese, Khmer. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0,
];
const vanity = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/**
 * Reads a dial string: a number in any usual spelling, a `tel:` URI (RFC 3966), a SIP URI (RFC 3261, section 19.1) or a
 * user name of the own domain. Characters that would end up in a header of their own are refused, not removed.
 */
export function readDialString(input: string): DialString {
  if (input.length > longestInput * 4) return refuse('not-a-number');
  const text = input.trim().normalize('NFKC').replace(invisible, '').trim();
  if (text === '') return refuse('empty');
  if (text.length > longestInput || controls.test(text)) return refuse('not-a-number');

  const address = /^sips?:/i.test(text) ? text : /^[^\s@]+@[^\s@]+$/.test(text) ? `sip:${text}` : null;
  if (address !== null && !/^sips?:\+?[\d*#]+$/i.test(address)) return readAddress(address);

  const opened = openTelUri(text);
  return opened === null ? refuse('not-a-number') : readNumber(opened);
}

function readAddress(address: string): DialString {
  // A URI may carry headers (`?Replaces=…`) and escaped line breaks; neither is for a link to decide.
  if (!sipUri.test(address) || /%(?:0|1|7f)/i.test(address)) return refuse('not-a-number');
  const target = address.replaceAll('#', '%23'); // would begin a fragment
  return { ok: true, target, shown: address.replace(/^sips?:/i, '').replace(/;.*$/, ''), afterAnswer: '' };
}

/** `tel:`, `callto:` and `sip:` around a bare number; other text is left as it is. null: broken escapes. */
function openTelUri(text: string): string | null {
  const found = /^(?:tel|callto|sips?):(?:\/\/)?(.*)$/i.exec(text);
  if (!found) return text;
  const [body = '', ...parameters] = (found[1] ?? '').split(';');
  const ext = parameters.find((parameter) => /^ext=\d{1,11}$/i.test(parameter));
  try {
    const plain = decodeURIComponent(body);
    return controls.test(plain) ? null : plain + (ext ? `;${ext}` : '');
  } catch {
    return null;
  }
}

function readNumber(text: string): DialString {
  if (name.test(text)) return { ok: true, target: text, shown: text, afterAnswer: '' };
  const ascii = Array.from(text, asciiDigit).join('').replace(label, '');
  const found = extension.exec(ascii);
  const whole = found ? `${found[1] ?? ''},${found[2] ?? ''}` : ascii;
  const at = whole.search(pauseOrWait);
  const main = at < 0 ? whole : whole.slice(0, at);
  const tail = at < 0 ? '' : readTail(whole.slice(at));
  const after = tail.replace(/^,/, '');
  const cleaned = withoutSeparators(fromLetters(withoutTrunkZero(main)));
  if (!number.test(cleaned) || !/^[\d*#,w]*$/.test(after)) return refuse('not-a-number');
  return { ok: true, target: cleaned, shown: cleaned + tail, afterAnswer: after };
}

/** What stands behind the number: `p` is a pause as well; at the end neither pause nor wait means anything. */
function readTail(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s/g, '')
    .replaceAll('p', ',')
    .replace(/[,w]+$/, '');
}

/** `+49 (0) 30 …`: the zero is only for callers from inside the country. */
function withoutTrunkZero(text: string): string {
  return /^\W*(?:\+|00)/.test(text) ? text.replace(/[([]\s*0\s*[)\]]/, '') : text;
}

/** `0800 FLOWERS`: letters of the keypad (ITU-T E.161), only behind a number that is one already. */
function fromLetters(text: string): string {
  if (!/^\W*\d[\d\W]{2,}[a-z][a-z\d\W]*$/i.test(text) || !/[a-z]{3}/i.test(text)) return text;
  return text.replace(/[a-z]/gi, (letter) => {
    const key = vanity.findIndex((letters) => letters.includes(letter.toLowerCase()));
    return String(key + 2);
  });
}

function withoutSeparators(text: string): string {
  return text.replace(/[\s\p{Pd}./()[\]{}_·•'’]/gu, '');
}

function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = zeros.find((start) => code >= start && code <= start + 9);
  return zero === undefined ? character : String(code - zero);
}

function refuse(problem: 'empty' | 'not-a-number'): DialString {
  return { ok: false, problem };
}
