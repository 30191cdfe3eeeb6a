import { expect, it } from 'vitest';
import type { CallQuality } from '../phone/phone-api';
import { qualityFace } from './quality';

const sound: CallQuality = { mos: 4.4, loss: 0, jitter: 2, roundTrip: 20, codec: 'opus', warnings: [] };

it.each([
  [4.4, 'good'],
  [4.03, 'good'],
  [4, 'fair'],
  [3.1, 'fair'],
  [3, 'poor'],
  [1, 'poor'],
] as const)('calls a MOS of %s %s', (mos, word) => {
  expect(qualityFace({ ...sound, mos })?.word).toBe(word);
});

it('says nothing before anything is known', () => {
  expect(qualityFace({ ...sound, mos: null })).toBeNull();
});

it('says that somebody is not heard before it judges the sound there is', () => {
  expect(qualityFace({ ...sound, warnings: ['packet-loss', 'nothing-received'] })?.word).toBe('none');
  expect(qualityFace({ ...sound, warnings: ['silent-microphone'] })?.word).toBe('one-way');
  expect(qualityFace({ ...sound, warnings: ['jitter'] })?.word).toBe('good');
});
