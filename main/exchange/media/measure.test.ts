import { expect, it } from 'vitest';
import { ToneMeter } from './measure';
import { dtmfPair, ToneReader } from './tones';

function measure(frequencies: readonly number[], level: number) {
  const meter = new ToneMeter();
  const reader = new ToneReader({ pieces: [{ frequencies, ms: 1000, level }], repeat: true });
  for (const sample of reader.read(4000) ?? []) meter.push(sample);
  return meter.measure();
}

it.each([300, 425, 697, 1000, 1004, 2345, 3400])('finds %i Hz and its level', (frequency) => {
  for (const level of [-10, -30, -50]) {
    const found = measure([frequency], level);
    expect(Math.abs((found?.frequency ?? 0) - frequency)).toBeLessThanOrEqual(1);
    expect(found?.level).toBeCloseTo(level, 0);
    expect(found?.purity).toBeGreaterThan(0.9);
  }
});

it('tells two tones from one, and silence from both', () => {
  expect(measure(dtmfPair('5'), -10)?.purity).toBeLessThan(0.6);
  expect(measure([], -10)).toBeNull();
  expect(new ToneMeter().measure()).toBeNull();
});

it('knows the keys', () => {
  expect(dtmfPair('1')).toEqual([697, 1209]);
  expect(dtmfPair('d')).toEqual([941, 1633]);
  expect(dtmfPair('x')).toEqual([]);
});
