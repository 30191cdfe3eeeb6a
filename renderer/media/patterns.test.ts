import { expect, it } from 'vitest';
import { readPattern } from './patterns';

it.each([
  ['pcm[ua]', 'PCMU', true],
  ['^(pcmu|pcma|g722)$', 'G722', true],
  ['^(?!opus$)', 'opus', false],
  ['^(?!opus$)', 'PCMA', true],
  ['g\\.?722', 'G722', true],
  ['.*', 'anything', true],
  ['', 'anything', true],
])('%s on %s: %s', (text, name, expected) => {
  const pattern = readPattern(text);
  expect(pattern.ok && pattern.test(name)).toBe(expected);
});

it.each([
  ['(', /no regular expression/],
  ['*', /no regular expression/],
  ['[z-a]', /no regular expression/],
  ['a'.repeat(65), /longer/],
  ['(a+)+$', /repeats a group/],
  ['(.|.|.)*x', /repeats a group/],
  ['((a{1,9}){1,9}){1,9}x', /repeats a group/],
  ['.*.*.*.*.*x', /more than 4 repetitions/],
  ['.?.?.?.?.?x', /more than 4 repetitions/],
  ['(|)(|)(|)(|)(|)x', /more than 4 groups/],
  ['(a)\\1', /refers back/],
  ['(?<a>.)\\k<a>', /refers back/],
])('refuses %s', (text, why) => {
  const pattern = readPattern(text);
  expect(pattern.ok).toBe(false);
  expect(!pattern.ok && pattern.why).toMatch(why);
});

it('the worst that is let through is done at once', () => {
  const worst = ['.*.*.*.*x', `${'(|||||||||||)'.repeat(4)}x`, '(.|.|.|.|.|.)'.repeat(4) + 'x', '.{0,99}.*.*.*x'];
  const began = performance.now();
  for (const text of worst) {
    const pattern = readPattern(text);
    expect(pattern.ok).toBe(true);
    if (pattern.ok) for (let round = 0; round < 20; round += 1) pattern.test('telephone-event');
  }
  // Each takes less than a millisecond; what hangs takes minutes.
  expect(performance.now() - began).toBeLessThan(5000);
});
