import { expect, it } from 'vitest';
import { dialMatches, markedNumber } from './dial-matches';
import { sampleContact } from './fakes/fake-contacts.svelte';

it('offers the number that fits, else the first one, and nobody without a number', () => {
  const ada = sampleContact({
    numbers: [
      { label: 'Work', number: '+44 20 7946 0321', extension: '2214' },
      { label: 'Mobile', number: '+44 7700 900123', extension: '' },
    ],
  });
  const offered = (text: string) =>
    dialMatches([sampleContact({ numbers: [] }), ada], text).map(({ number }) => number);
  expect(offered('ada')).toEqual(['+44 20 7946 0321']);
  expect(offered('7700 9')).toEqual(['+44 7700 900123']);
  expect(offered('07700')).toEqual(['+44 7700 900123']);
  expect(offered('221')).toEqual(['2214']);
});

it('marks what was typed, whatever stands between the digits', () => {
  expect(markedNumber('+49 30 23125 143', '+493023125 14')).toEqual(['', '+49 30 23125 14', '3']);
  expect(markedNumber('+49 (30) 23', '302')).toEqual(['+49 (', '30) 2', '3']);
  expect(markedNumber('2214', 'ada')).toEqual(['2214', '', '']);
  expect(markedNumber('2214', '')).toEqual(['2214', '', '']);
});
