import { describe, expect, it } from 'vitest';
import { estimateMos } from './quality';

const perfect = { loss: 0, jitter: 0, roundTrip: 0 };

describe('the estimated MOS', () => {
  it.each([
    // From a second reckoning of the formula, outside of this program.
    ['a local call', perfect, 4.4],
    ['150 ms one way', { ...perfect, roundTrip: 260 }, 4.33],
    ['400 ms one way', { ...perfect, roundTrip: 760 }, 3.05],
    ['1 % loss', { ...perfect, loss: 0.01 }, 4.32],
    ['5 % loss', { ...perfect, loss: 0.05 }, 3.9],
    ['20 % loss', { ...perfect, loss: 0.2 }, 2.61],
    ['50 ms of jitter', { ...perfect, jitter: 50 }, 4.35],
    ['nothing but loss', { ...perfect, loss: 1 }, 1.16],
    ['a round trip by satellite', { loss: 0.02, jitter: 20, roundTrip: 600 }, 2.97],
    ['a minute of delay', { ...perfect, roundTrip: 120_000 }, 1],
  ])('%s', (_what, impairments, mos) => expect(estimateMos(impairments)).toBeCloseTo(mos, 2));

  it('takes a round trip that is not known yet as none', () => {
    expect(estimateMos({ ...perfect, roundTrip: null })).toBe(estimateMos(perfect));
  });

  it('never rises when something gets worse', () => {
    for (const key of ['loss', 'jitter', 'roundTrip'] as const) {
      let before = 5;
      for (let step = 0; step <= 100; step++) {
        const mos = estimateMos({ ...perfect, [key]: key === 'loss' ? step / 100 : step * 20 });
        expect(mos).toBeLessThanOrEqual(before);
        expect(mos).toBeGreaterThanOrEqual(1);
        before = mos;
      }
    }
  });
});
