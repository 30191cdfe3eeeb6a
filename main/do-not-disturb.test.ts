import { describe, expect, it } from 'vitest';
import { quietUntil } from '../preload/do-not-disturb';

/** Local time, whatever the machine's zone is. */
const local = (day: number, hour: number, minute = 0) => new Date(2026, 5, day, hour, minute).getTime();

describe('quietUntil', () => {
  it('counts minutes from now', () => {
    expect(quietUntil('30-minutes', 1_000)).toEqual({ until: 1_801_000 });
    expect(quietUntil('1-hour', 1_000)).toEqual({ until: 3_601_000 });
    expect(quietUntil('until-off', 1_000)).toEqual({ until: null });
  });

  it.each([
    ['in the afternoon, the next day', local(9, 15, 30), local(10, 6)],
    ['a moment before six, the same day', local(9, 5, 59), local(9, 6)],
    ['at six sharp, the next day', local(9, 6), local(10, 6)],
    ['after midnight, the same day', local(9, 0, 10), local(9, 6)],
    ['at the end of a month', local(30, 22), new Date(2026, 6, 1, 6).getTime()],
  ])('ends in the morning: %s', (_name, now, until) => {
    expect(quietUntil('tomorrow', now)).toEqual({ until });
  });
});
