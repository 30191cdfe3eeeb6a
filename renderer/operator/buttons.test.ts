import { expect, it } from 'vitest';
import type { Api } from './api';
import { readButtons } from './buttons';
import { neutralIcon } from './icons';

const button = (id: string, more: Partial<Api['Button']> = {}): Api['Button'] => ({
  id,
  label: id,
  type: 'button',
  placement: 'home',
  sort_order: 1,
  ...more,
});

it('sorts them, those of the same place as they come, and takes each once', () => {
  const given = [button('c', { sort_order: 2 }), button('a'), button('b'), button('a', { label: 'again' })];
  expect(readButtons(given, {}).map(({ id, label }) => [id, label])).toEqual([
    ['a', 'a'],
    ['b', 'b'],
    ['c', 'c'],
  ]);
});

it('gives an icon, a neutral one for a name that nobody knows', () => {
  const icons = { 'mdi-ticket': 'M1' };
  expect(
    readButtons([button('a', { icon: 'mdi-ticket' }), button('b', { icon: 'constructor' }), button('c')], icons).map(
      ({ icon }) => icon,
    ),
  ).toEqual(['M1', neutralIcon, neutralIcon]);
});

it('shows words as words: short ones, without what turns text around', () => {
  const [found] = readButtons([button('a', { label: `\u202e${'<b>x</b>'.repeat(20)}`, tooltip: ' why ' })], {});
  expect(found?.label).toMatch(/^<b>x<\/b>.{31}…$/u);
  expect(found?.tooltip).toBe('why');
  expect(readButtons([button('id', { label: ' ' })], {})[0]?.label).toBe('id');
});

it('shows no more than there can be', () => {
  expect(
    readButtons(
      Array.from({ length: 1_000 }, (_, index) => button(String(index))),
      {},
    ),
  ).toHaveLength(60);
});
