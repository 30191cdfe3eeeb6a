import { expect, it } from 'vitest';
import { nextFlow, type Flow, type FlowSample } from './flow';

const run = (samples: Partial<FlowSample>[]): boolean[] => {
  let flow: Flow = { flowing: true, packets: 0, since: 0 };
  return samples.map((sample) => {
    flow = nextFlow(flow, { at: 0, packets: 0, expected: true, connected: true, ...sample });
    return flow.flowing;
  });
};

it('is interrupted 3 s after the last packet, and back with the next', () => {
  expect(
    run([
      { at: 500, packets: 25 },
      { at: 3000, packets: 25 },
      { at: 3500, packets: 25 },
      { at: 4000, packets: 26 },
    ]),
  ).toEqual([true, true, false, true]);
});

it('is interrupted after 1 s where ICE has lost its way', () => {
  expect(
    run([
      { at: 500, packets: 25 },
      { at: 1400, packets: 25, connected: false },
      { at: 1500, packets: 25, connected: false },
    ]),
  ).toEqual([true, true, false]);
});

it('is interrupted 3 s after the start when nothing ever came', () => {
  expect(run([{ at: 2999 }, { at: 3000 }])).toEqual([true, false]);
});

it('lives with the 400 ms of Opus DTX', () => {
  expect(run(Array.from({ length: 20 }, (_, index) => ({ at: index * 400, packets: index + 1 }))).every(Boolean)).toBe(
    true,
  );
});

it('is never interrupted on hold, and has its 3 s again after it', () => {
  expect(
    run([{ at: 10_000, expected: false }, { at: 60_000, expected: false }, { at: 62_900 }, { at: 63_000 }]),
  ).toEqual([true, true, true, false]);
});
