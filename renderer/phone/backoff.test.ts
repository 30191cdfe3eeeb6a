import { describe, expect, it } from 'vitest';
import { backoff, defaultBackoff } from './backoff';

const { capMs, longCapMs, patience } = defaultBackoff;

describe('backoff', () => {
  it('doubles up to the cap', () => {
    expect([1, 2, 3, 4].map((failures) => backoff(failures, 1))).toEqual([500, 1_000, capMs, capMs]);
  });

  it('lies between half the longest wait and the whole', () => {
    for (let failures = 1; failures < 5_000; failures += 61) {
      expect(backoff(failures, 0)).toBeGreaterThanOrEqual(250);
      expect(Math.abs(backoff(failures, 0) * 2 - backoff(failures, 1))).toBeLessThanOrEqual(1); // rounded
      expect(backoff(failures, 1)).toBeLessThanOrEqual(longCapMs);
    }
  });

  it('never gives up and never overflows', () => {
    for (const failures of [patience + 100, 1e6, Number.MAX_SAFE_INTEGER]) expect(backoff(failures, 1)).toBe(longCapMs);
    expect(backoff(0, 1)).toBe(500);
    expect(backoff(3, 7)).toBe(capMs);
  });

  it('comes back within a second, in the median, after an outage of up to minutes', () => {
    // The switch returns at a random moment of a wait: longer waits are hit more often.
    const draws = Array.from({ length: 101 }, (_, step) => backoff(20, step / 100));
    const seconds = draws.flatMap((wait) => Array.from({ length: Math.ceil(wait / 10) }, (_, tenth) => tenth * 10));
    const median = seconds.sort((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? Infinity;
    expect(median).toBeLessThan(900);
  });
});
