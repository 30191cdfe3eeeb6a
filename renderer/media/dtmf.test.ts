import { expect, it } from 'vitest';
import { cleanDigits } from './dtmf';

it.each([
  ['1234567890*#', '1234567890*#'],
  ['abcdABCD', 'ABCDABCD'],
  ['1,,2', '1,,2'],
  ['+49 (89) 1-2e', '498912'],
  ['ex\u0661', ''],
])('%s becomes %s', (given, kept) => {
  expect(cleanDigits(given)).toBe(kept);
});
