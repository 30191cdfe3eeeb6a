import { describe, expect, it } from 'vitest';
import { backoff, defaultBackoff } from './backoff';

const { capMs, leastMs } = defaultBackoff;

/** Evenly spread chance, the same in every run. */
function chance(seed: number): () => number {
  let value = seed;
  return () => (value = (value * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** When a phone whose switch goes at 0 and is back after `outageMs` comes back, counted from the switch's return. */
function backAfter(outageMs: number, random: () => number): number {
  let at = 0;
  let failures = 0;
  do {
    failures += 1;
    at += backoff(failures, random());
  } while (at < outageMs);
  return at - outageMs;
}

function phones(outageMs: number, count = 10_000): number[] {
  const random = chance(4_711);
  return Array.from({ length: count }, () => backAfter(outageMs, random)).sort((a, b) => a - b);
}

const median = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)] ?? Infinity;

/** The largest share that comes back within one second. */
function peak(sorted: readonly number[]): number {
  let first = 0;
  let most = 0;
  sorted.forEach((at, index) => {
    while ((sorted[first] ?? at) < at - 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most / sorted.length;
}

describe('backoff', () => {
  it.each([
    [1, 200, 1_000],
    [2, 500, 4_000],
    [3, 500, 8_000],
    [4, 500, 16_000],
    [5, 500, 32_000],
    [6, 500, 60_000],
    [7, 500, 60_000],
  ])('after %d failures lies between %d and %d ms', (failures, least, most) => {
    expect([backoff(failures, 0), backoff(failures, 1)]).toEqual([least, most]);
    expect(backoff(failures, 0.5)).toBe((least + most) / 2);
  });

  it('never gives up and never overflows', () => {
    for (const failures of [100, 1e6, Number.MAX_SAFE_INTEGER]) {
      expect([backoff(failures, 0), backoff(failures, 1)]).toEqual([leastMs, capMs]);
    }
    expect(backoff(0, 1)).toBe(1_000);
    expect([backoff(3, -5), backoff(3, 7)]).toEqual([500, 8_000]);
  });

  it('one phone after a short blip is back within a second', () => {
    expect(median(phones(0))).toBeLessThan(1_000);
    expect(median(phones(500))).toBeLessThan(1_000);
  });

  it('takes about as long as the outage, and no longer than the cap', () => {
    for (const outage of [2_000, 30_000]) expect(median(phones(outage))).toBeLessThan(outage);
    for (const outage of [2_000, 30_000, 300_000]) expect(phones(outage).at(-1)).toBeLessThanOrEqual(capMs);
  });

  it.each([
    [2_000, 0.4],
    [30_000, 0.08],
    [300_000, 0.06],
  ])('after an outage of %d ms no second sees more than a share of %d come back', (outage, share) => {
    expect(peak(phones(outage))).toBeLessThan(share);
  });
});
