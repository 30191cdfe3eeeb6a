import { describe, expect, it } from 'vitest';
import { quietLeft, quietWords } from './quiet';

const at = (day: number, hours: number, minutes = 0): number => new Date(2025, 9, day, hours, minutes).getTime();
const now = at(8, 11, 4);

describe('do not disturb', () => {
  it('says until when', () => {
    expect(quietWords({ until: at(8, 12, 30) }, now)).toBe('until 12:30');
    expect(quietWords({ until: at(9, 6) }, now)).toBe('until tomorrow, 06:00');
    expect(quietWords({ until: null }, now)).toBe('until you switch it off');
  });

  it('counts the minutes of the last hour in the app bar', () => {
    expect(quietLeft({ until: now + 30 * 60_000 }, now)).toBe('30 min');
    expect(quietLeft({ until: now + 1 }, now)).toBe('1 min');
    expect(quietLeft({ until: at(8, 13) }, now)).toBe('until 13:00');
    expect(quietLeft({ until: null }, now)).toBe('');
  });
});
