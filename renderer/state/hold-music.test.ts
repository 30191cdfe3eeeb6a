import { expect, it } from 'vitest';
import { HoldMusic } from './hold-music.svelte';
import type { Levels } from './sound';

function listen(levels: readonly (number | null)[]): boolean {
  let now: Levels | null = null;
  const music = new HoldMusic(() => now);
  for (const them of levels) {
    now = them === null ? null : { you: 1, them, microphone: 0 };
    music.sample();
  }
  return music.plays;
}

it('hears music, with its pauses', () => {
  expect(listen([0.1, 0.05, 0, 0.08, 0, 0.1])).toBe(true);
});

it('takes neither silence, nor hiss, nor a click for music', () => {
  expect(listen([])).toBe(false);
  expect(listen([null, null, null, null, null, null])).toBe(false);
  expect(listen([0.003, 0.003, 0.003, 0.003, 0.003, 0.003])).toBe(false);
  expect(listen([0, 0.4, 0, 0, 0, 0])).toBe(false);
});

it('forgets music that has stopped', () => {
  expect(listen([0.1, 0.1, 0.1, 0.1, 0, 0, 0, 0, 0])).toBe(false);
});
