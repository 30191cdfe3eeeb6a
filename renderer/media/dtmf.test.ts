import { describe, expect, it } from 'vitest';
import { cleanDigits, dtmfSamples, toneLevel } from './dtmf';

it.each([
  ['1234567890*#', '1234567890*#'],
  ['abcdABCD', 'ABCDABCD'],
  ['1,,2', '1,,2'],
  ['+49 (89) 1-2e', '498912'],
  ['ex\u0661', ''],
])('%s becomes %s', (given, kept) => {
  expect(cleanDigits(given)).toBe(kept);
});

describe('as sound', () => {
  const rate = 8000;

  it('is 100 ms of tone and 70 ms of silence for each digit, and nothing for what is none', () => {
    const samples = dtmfSamples('1,#', rate);
    expect(samples.length).toBe(2 * 1360);
    const loud = (from: number, to: number) => samples.subarray(from, to).some((sample) => sample !== 0);
    expect([loud(0, 800), loud(800, 1360), loud(1360, 2160), loud(2160, 2720)]).toEqual([true, false, true, false]);
  });

  it('has the high tone 2 dB above the low one, and does not clip', () => {
    expect(20 * Math.log10(toneLevel.high / toneLevel.low)).toBeCloseTo(2);
    expect(toneLevel.high + toneLevel.low).toBeLessThan(1);
    const peak = Math.max(...dtmfSamples('D', rate).map(Math.abs));
    expect(peak).toBeGreaterThan(0.5 * (toneLevel.high + toneLevel.low));
    expect(peak).toBeLessThanOrEqual(toneLevel.high + toneLevel.low);
  });
});
