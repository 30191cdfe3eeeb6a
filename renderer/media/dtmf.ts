import { keyFrequencies, ramp } from './tones';

/** Keeps what RFC 4733 has an event for, plus `,` as a pause of 2 s; letters in upper case. */
export function cleanDigits(digits: string): string {
  return [...digits.toUpperCase()].filter((digit) => '0123456789ABCD*#,'.includes(digit)).join('');
}

/** ms: a tone and the gap after it. Long enough for switches that read 40 ms badly, short enough to type ahead. */
export const toneLength = 100;
export const toneGap = 70;

/**
 * Peaks of the two tones in what is sent. ITU-T Q.23 leaves the levels to the administrations; ETSI ES 201 235-2 has the
 * high group 2 dB above the low one. -9 and -7 dBm0, where a sine of full scale has +3.14 dBm0 (ITU-T G.711).
 */
const decibels = (dbm0: number) => 10 ** ((dbm0 - 3.14) / 20);
export const toneLevel = { low: decibels(-9), high: decibels(-7) } as const;

/** Digits as samples, one after the other with their gaps; what is no digit is left out. */
export function dtmfSamples(digits: string, sampleRate: number): Float32Array<ArrayBuffer> {
  const pairs = [...digits].map(keyFrequencies).filter((pair) => pair !== null);
  const length = Math.round((toneLength / 1000) * sampleRate);
  const step = length + Math.round((toneGap / 1000) * sampleRate);
  const samples = new Float32Array(pairs.length * step);
  pairs.forEach(({ low, high }, index) => {
    for (let at = 0; at < length; at += 1) {
      const edge = Math.min(1, Math.min(at, length - 1 - at) / (ramp * sampleRate));
      const wave = (hertz: number) => Math.sin((2 * Math.PI * hertz * at) / sampleRate);
      samples[index * step + at] = edge * (toneLevel.low * wave(low) + toneLevel.high * wave(high));
    }
  });
  return samples;
}
