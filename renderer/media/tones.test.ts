import { describe, expect, it } from 'vitest';
import { rootMeanSquare } from './meter';
import { durationOf, keyTone, render, sounds, testSound } from './tones';

const rate = 8000;

/** Strength of one frequency (Goertzel), 0 to 1. */
function strength(samples: Float32Array, hertz: number): number {
  const step = (2 * Math.PI * hertz) / rate;
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, index) => {
    real += sample * Math.cos(step * index);
    imaginary += sample * Math.sin(step * index);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}

describe('sounds', () => {
  it.each(Object.entries({ ...sounds, test: testSound }))(
    '%s is audible, does not clip and begins and ends without a click',
    (_, sound) => {
      const samples = render(sound, rate);
      expect(samples.length).toBe(Math.round(durationOf(sound) * rate));
      expect(Math.max(...samples)).toBeGreaterThan(0.05);
      expect(samples.every((sample) => Math.abs(sample) <= sound.level + 1e-6)).toBe(true);
      expect(samples[0]).toBeCloseTo(0);
      expect(samples.at(-1)).toBeCloseTo(0);
    },
  );

  it('ringback is 425 Hz, 1 s on and 4 s off, again and again', () => {
    const samples = render(sounds.ringback, rate);
    expect(strength(samples.subarray(0, rate), 425)).toBeGreaterThan(0.18);
    expect(strength(samples.subarray(0, rate), 440)).toBeLessThan(0.01);
    expect(rootMeanSquare(samples.subarray(rate))).toBe(0);
    expect(samples.length).toBe(5 * rate);
    expect(sounds.ringback.loop).toBe(true);
  });

  it('only what waits for somebody goes on: ring, call waiting, ringback', () => {
    expect(
      Object.entries(sounds)
        .filter(([, { loop }]) => loop)
        .map(([name]) => name),
    ).toEqual(['ring', 'ring-internal', 'ring-priority', 'call-waiting', 'ringback']);
  });
});

describe('keypad (ITU-T Q.23)', () => {
  it.each([
    ['1', 697, 1209],
    ['5', 770, 1336],
    ['0', 941, 1336],
    ['*', 941, 1209],
    ['#', 941, 1477],
    ['d', 941, 1633],
  ])('%s is %i and %i Hz', (key, low, high) => {
    const samples = render(keyTone(key)!, rate);
    expect(strength(samples, low)).toBeGreaterThan(0.06);
    expect(strength(samples, high)).toBeGreaterThan(0.06);
    expect(strength(samples, 1100)).toBeLessThan(0.01);
  });

  it.each(['', 'x', '+', '12', ','])('%j is no key', (key) => {
    expect(keyTone(key)).toBeNull();
  });
});
