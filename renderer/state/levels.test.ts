import { expect, it } from 'vitest';
import { LevelTrail, levelWord, loudness, trailLength } from './levels.svelte';

it('hears nothing in silence and all in shouting', () => {
  expect(loudness(0)).toBe(0);
  expect(loudness(Number.NaN)).toBe(0);
  expect(loudness(1)).toBe(1);
  expect(loudness(0.05)).toBeGreaterThan(loudness(0.01));
});

it.each([
  [0, 'silent'],
  [0.2, 'low'],
  [0.6, 'good'],
  [1, 'loud'],
] as const)('calls a peak of %d %s', (peak, word) => {
  expect(levelWord(peak)).toBe(word);
});

it('keeps the last second, newest first', () => {
  let you = 1;
  const trail = new LevelTrail(() => ({ you, them: 0, microphone: 0 }), false);
  trail.sample();
  you = 0;
  trail.sample();
  expect(trail.you.slice(0, 3)).toEqual([0, 1, 0]);
  expect(trail.you).toHaveLength(trailLength);
});

it('rises and falls as a whole for people who want less motion', () => {
  const trail = new LevelTrail(() => ({ you: 1, them: 0, microphone: 0 }), true);
  trail.sample();
  expect(new Set(trail.you)).toEqual(new Set([1]));
});
