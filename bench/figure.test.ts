import { expect, it } from 'vitest';
import { holds, median, table } from './figure';

it('takes the middle, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(() => median([])).toThrow();
});

it('holds up to its limit, and without one', () => {
  const figure = { name: 'x', unit: 'ms' as const, value: 30 };
  expect(holds({ ...figure, limit: 30 })).toBe(true);
  expect(holds({ ...figure, limit: 29.9 })).toBe(false);
  expect(holds({ ...figure, limit: null })).toBe(true);
});

it('shows the ratio to the baseline of the same run', () => {
  expect(
    table([{ name: 'x', unit: 'ms', value: 50, limit: 30, baseline: { name: 'plain', value: 100 }, samples: 5 }]),
  ).toContain('0.50 × plain');
});
