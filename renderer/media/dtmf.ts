/** Keeps what RFC 4733 has an event for, plus `,` as a pause of 2 s; letters in upper case. */
export function cleanDigits(digits: string): string {
  return [...digits.toUpperCase()].filter((digit) => '0123456789ABCD*#,'.includes(digit)).join('');
}

/** ms: a tone and the gap after it. Long enough for switches that read 40 ms badly, short enough to type ahead. */
export const toneLength = 100;
export const toneGap = 70;
