import { expect, it } from 'vitest';
import { draw, niceCeiling } from './plot';
import { peakPerSecond, simulate } from './simulate';

const phones = 1_000;

it('counts one handshake and two REGISTERs for each phone, and all come back', () => {
  const { handshakes, registers, backAfter } = simulate({ phones, outageMs: 2_000, capacity: Infinity, seed: 1 });
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  expect([sum(handshakes), sum(registers), backAfter.length]).toEqual([phones, 2 * phones, phones]);
});

it.each([
  [2_000, 400],
  [30_000, 80],
  [300_000, 60],
])('after an outage of %d ms no more than %d of 1,000 phones come in any second', (outageMs, most) => {
  const { handshakes } = simulate({ phones, outageMs, capacity: Infinity, seed: 1 });
  expect(peakPerSecond(handshakes)).toBeLessThan(most);
});

it('a blip is over within a second in the median', () => {
  const { backAfter } = simulate({ phones, outageMs: 0, capacity: Infinity, seed: 1 });
  expect(backAfter[phones / 2]).toBeLessThan(1_000);
});

it('an overloaded switch is not kept so by those who wait for it', () => {
  // The least that is possible is 20 s.
  const { backAfter } = simulate({ phones, outageMs: 2_000, capacity: 50, seed: 1 });
  expect(backAfter).toHaveLength(phones);
  expect(backAfter.at(-1)).toBeLessThan(120_000);
});

it('finds the fullest second wherever it begins', () => {
  expect(peakPerSecond([0, 0, 5, ...Array<number>(9).fill(1), 7])).toBe(16);
  expect(peakPerSecond([])).toBe(0);
});

it('draws what it is given', () => {
  const panel = { title: 'A & B', registers: [10, 4], handshakes: [5, 2] };
  const svg = draw({ title: 'T', description: 'D', panels: [panel], yardstick: { rate: 8, label: 'limit' } });
  expect(svg).toContain('limit');
  expect(svg.match(/V\d/g)?.length).toBe(4);
  expect([0, 1, 3, 19, 51, 1_000].map(niceCeiling)).toEqual([1, 1, 5, 20, 100, 1_000]);
});
