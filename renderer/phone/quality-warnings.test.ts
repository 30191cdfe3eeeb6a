import { describe, expect, it } from 'vitest';
import type { QualityWarning } from './phone-api';
import { nextWarnings, warningsUp, type Measured, type Warnings } from './quality-warnings';

const well: Measured = {
  received: 50,
  loss: 0,
  remoteLoss: null,
  jitter: 2,
  roundTrip: 20,
  levelIn: 0.05,
  levelMicrophone: 0.001,
  muted: false,
  held: false,
  heldByThem: false,
};

/** Second by second, what is up. */
function seconds(...runs: [count: number, change: Partial<Measured>][]): QualityWarning[][] {
  let warnings: Warnings = new Map();
  return runs.flatMap(([count, change]) =>
    Array.from({ length: count }, () => {
      warnings = nextWarnings(warnings, { ...well, ...change });
      return warningsUp(warnings);
    }),
  );
}

const firstWith = (list: QualityWarning[][], warning: QualityWarning) =>
  list.findIndex((up) => up.includes(warning)) + 1;
const lastWith = (list: QualityWarning[][], warning: QualityWarning) =>
  list.findLastIndex((up) => up.includes(warning)) + 1;

describe('a warning', () => {
  it('does not come for a call that is well', () => {
    expect(seconds([60, {}]).flat()).toEqual([]);
  });

  it.each<[QualityWarning, Partial<Measured>, Partial<Measured>, number, number]>([
    ['nothing-received', { received: 0 }, {}, 3, 0],
    ['packet-loss', { loss: 0.04 }, {}, 3, 4],
    ['remote-packet-loss', { remoteLoss: 0.05 }, {}, 3, 4],
    ['jitter', { jitter: 60 }, {}, 3, 4],
    ['delay', { roundTrip: 500 }, {}, 3, 4],
    ['silent-other-side', { levelIn: 0 }, {}, 20, 0],
    ['silent-microphone', { levelMicrophone: 0 }, {}, 10, 0],
    // What Chromium's echo canceller makes of a dead microphone: comfort noise, as measured.
    ['silent-microphone', { levelMicrophone: 0.00004 }, {}, 10, 0],
    ['speaking-muted', { muted: true, levelMicrophone: 0.1 }, { muted: true }, 1, 3],
    ['speaking-muted', { muted: true, levelMicrophone: 0.1 }, { muted: false, levelMicrophone: 0.1 }, 1, 0],
  ])('%s rises and clears', (warning, bad, good, after, lasts) => {
    const list = seconds([30, bad], [30, good]);
    expect(firstWith(list, warning)).toBe(after);
    expect(lastWith(list, warning)).toBe(30 + lasts);
  });

  it.each<[QualityWarning, Partial<Measured>, Partial<Measured>]>([
    ['packet-loss', { loss: 0.04 }, { loss: 0.02 }],
    ['jitter', { jitter: 60 }, { jitter: 40 }],
    ['delay', { roundTrip: 450 }, { roundTrip: 350 }],
    ['remote-packet-loss', { remoteLoss: 0.03 }, { remoteLoss: 0.02 }],
  ])('%s stays while it is only somewhat better, and does not come for that alone', (warning, bad, between) => {
    expect(seconds([3, bad], [60, between]).at(-1)).toEqual([warning]);
    expect(seconds([60, between]).flat()).toEqual([]);
  });

  it('does not flicker', () => {
    const runs = Array.from({ length: 20 }, (_, index): [number, Partial<Measured>] => [
      2,
      index % 2 ? { loss: 0.1 } : { loss: 0 },
    ]);
    expect(seconds(...runs).flat()).toEqual([]);
    expect(
      seconds([3, { loss: 0.1 }], ...runs)
        .slice(2)
        .every((up) => up.length === 1),
    ).toBe(true);
  });

  it.each<Partial<Measured>>([{ held: true }, { heldByThem: true }])('of silence does not come on hold: %j', (hold) => {
    expect(seconds([60, { ...hold, received: 0, levelIn: 0, levelMicrophone: 0.001 }]).flat()).toEqual([]);
    expect(seconds([5, { received: 0 }], [1, { ...hold, received: 0 }]).at(-1)).toEqual([]);
  });

  it('of a silent microphone does not come while muted', () => {
    expect(seconds([60, { muted: true, levelMicrophone: 0 }]).flat()).toEqual([]);
  });

  it('comes worst first', () => {
    const all = { received: 0, loss: 0.5, jitter: 99, roundTrip: 900, remoteLoss: 0.5, levelMicrophone: 0 };
    expect(seconds([20, all]).at(-1)).toEqual([
      'nothing-received',
      'silent-microphone',
      'packet-loss',
      'remote-packet-loss',
      'delay',
      'jitter',
    ]);
  });
});
