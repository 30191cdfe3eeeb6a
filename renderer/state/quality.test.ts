import { expect, it } from 'vitest';
import type { CallQuality } from '../phone/phone-api';
import { qualityWord } from './quality';

const sound: CallQuality = { mos: 4.4, loss: 0, jitter: 2, roundTrip: 20, codec: 'opus', warnings: [] };

it.each([
  [4.4, 'good'],
  [4.03, 'good'],
  [4, 'fair'],
  [3.1, 'fair'],
  [3, 'poor'],
  [1, 'poor'],
  [null, null],
] as const)('calls a MOS of %s %s', (mos, word) => {
  expect(qualityWord({ ...sound, mos })).toBe(word);
});

it('says that there is no sound before it judges the sound there was', () => {
  expect(qualityWord({ ...sound, warnings: ['packet-loss', 'nothing-received'] })).toBe('none');
});
