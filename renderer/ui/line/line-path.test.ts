import { describe, expect, it } from 'vitest';
import { burstPath, pulsePath, talkPath } from './line-path';

const box = { width: 400, height: 96 };
const silent = new Array<number>(20).fill(0);
const loud = new Array<number>(20).fill(1);

/** The points that the path runs through. */
const points = (path: string): [number, number][] =>
  [...path.matchAll(/Q\S+ \S+ (\S+) (\S+)(?=Q|L)/gu)].map(([, x, y]) => [Number(x), Number(y)]);
const farthest = (path: string, from: number, to: number): number =>
  Math.max(
    ...points(path)
      .filter(([x]) => x >= from && x < to)
      .map(([, y]) => Math.abs(y - 48)),
  );

describe('the living line', () => {
  it('lies flat when nobody is heard', () => {
    expect(farthest(talkPath(silent, silent, box, 3), 0, 400)).toBe(0);
  });

  it('shows your voice at the start, theirs at the end', () => {
    const yours = talkPath(loud, silent, box, 3);
    expect(farthest(yours, 20, 180)).toBeGreaterThan(20);
    expect(farthest(yours, 200, 400)).toBe(0);
    const theirs = talkPath(silent, loud, box, 3);
    expect(farthest(theirs, 220, 380)).toBeGreaterThan(20);
    expect(farthest(theirs, 0, 198)).toBe(0);
  });

  it('moves a sound from the person towards the middle', () => {
    const fresh = talkPath([1, 1, ...silent.slice(2)], silent, box, 0);
    const older = talkPath([...silent.slice(0, 12), 1, 1, ...silent.slice(14)], silent, box, 0);
    expect(farthest(fresh, 100, 200)).toBe(0);
    expect(farthest(older, 100, 180)).toBeGreaterThan(5);
  });

  it('stays in its box and ends at rest', () => {
    for (const path of [talkPath(loud, loud, box, 7), pulsePath('end', 0.4, box), burstPath(box)]) {
      expect(farthest(path, 0, 400)).toBeLessThanOrEqual(48);
      expect(path).toMatch(/^M0 48/u);
      expect(path).toMatch(/L400 4[78](?:\.\d)?$/u);
    }
  });

  it('lets pulses fade on their way from the one who calls', () => {
    const path = pulsePath('end', 0.5, box);
    expect(farthest(path, 280, 380)).toBeGreaterThan(farthest(path, 20, 120));
    const back = pulsePath('start', 0.5, box);
    expect(farthest(back, 20, 120)).toBeGreaterThan(farthest(back, 280, 380));
  });
});
