/** What about a number is a reason to ask before a link calls it. */
import type { DialWish } from '../preload/contract';

/** Where they are spread widest. Somewhere each is an ordinary extension: asked about, it costs a click. */
const emergency = new Set(
  '000 100 101 102 108 110 111 112 113 114 115 117 118 119 120 122 123 131 132 133 140 144 190 191 192 193 911 988 995 999 15 17 18'.split(
    ' ',
  ),
);

/** `prefixes`: as `Policies.premiumPrefixes`. */
export function doubtOf(target: string, prefixes: readonly string[]): DialWish['doubt'] {
  // Of an address, who is called there.
  const user = target.replace(/^sips?:/i, '').replace(/@.*$/s, '');
  if (/[*#]/.test(user)) return 'service-code';
  const number = (/^\+?[\d().-]+/.exec(user)?.[0] ?? '').replace(/[().-]/g, '');
  if (number === '') return null;
  if (spellings(number).some((spelling) => emergency.has(spelling))) return 'emergency';
  const dear = prefixes.flatMap((prefix) => (/^\+?\d+$/.test(prefix) ? worldwide(prefix) : []));
  return spellings(number).some((spelling) => dear.some((prefix) => spelling.startsWith(prefix))) ? 'premium' : null;
}

/** `+49…`, `0049…` and `01149…` are one. */
function worldwide(number: string): string[] {
  const [, bare] = /^(?:\+|00|011)([1-9]\d*)$/.exec(number) ?? [];
  return bare === undefined ? [number] : [number, `+${bare}`];
}

/** The number, as a telephone system may understand it: behind the digit for an outside line, with a zero too many. */
function spellings(number: string): string[] {
  const outside = /^[09]\d{2,}$/.test(number) ? [number.slice(1)] : [];
  const all = [number, ...outside].flatMap(worldwide);
  // `+490900…`: the zero behind the country's code is left out by some and dropped by most switches.
  const shortened = all
    .filter((spelling) => spelling.startsWith('+'))
    .flatMap((spelling) =>
      [2, 3, 4].filter((at) => spelling[at] === '0').map((at) => spelling.slice(0, at) + spelling.slice(at + 1)),
    );
  return [...all, ...shortened];
}
