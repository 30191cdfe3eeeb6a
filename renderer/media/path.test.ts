import { expect, it } from 'vitest';
import { nextPath, type Path } from './path';

/** The times at which a restart is asked for; `samples` are [ms, connected]. */
function asked(samples: [number, boolean][]): number[] {
  let path: Path = { brokenSince: null, askedAt: null };
  const times: number[] = [];
  for (const [at, connected] of samples) {
    const before = path.askedAt;
    path = nextPath(path, { at, connected });
    if (path.askedAt !== null && path.askedAt !== before) times.push(path.askedAt);
  }
  return times;
}
const every = (from: number, to: number, connected: boolean) =>
  Array.from({ length: (to - from) / 500 }, (_, index): [number, boolean] => [from + index * 500, connected]);

it('asks after 3 s without a pair, and again every 3 s', () => {
  expect(asked(every(0, 10_000, false))).toEqual([3000, 6000, 9000]);
});

it('does not ask for what heals by itself', () => {
  expect(asked([...every(0, 2500, false), ...every(2500, 5000, true), ...every(5000, 7500, false)])).toEqual([]);
});

it('waits anew after it worked', () => {
  expect(asked([...every(0, 3500, false), ...every(3500, 4000, true), ...every(4000, 7500, false)])).toEqual([
    3000, 7000,
  ]);
});
