import { describe, expect, it } from 'vitest';
import { fakeEntry } from '../phone/fakes/fake-entry';
import type { HistoryEntry } from '../phone/history';
import type { Party } from '../phone/ports';
import { HistoryIndex, wordsOfParty, type HistoryQuery } from './history-index';
import { dayOf } from './time';

const now = new Date(2025, 9, 8, 11, 0).getTime();
const minute = 60_000;
const party = (name: string, number: string): Party => ({ name, number, uri: '' });
const muller = party('Jürgen Müller', '+49 30 555 1234');
const okafor = party('Chidi Okafor-Straße', '2031');
const bare = party('', '+14155550132');
const missed = { direction: 'incoming', reason: { kind: 'missed' } } as const;

const entry = (id: string, ago: number, more: Partial<HistoryEntry>): HistoryEntry =>
  fakeEntry({ id, startedAt: now - ago * minute, direction: 'outgoing', party: okafor, line: 'a@x', ...more });

const entries = [
  entry('1', 0, { party: muller }),
  entry('2', 1, { party: muller, ...missed }),
  entry('3', 2, { party: bare, line: 'b@x', note: 'Wants a quote for Zürich' }),
  entry('4', 3, {}),
  entry('5', 60 * 24, { direction: 'incoming' }),
  entry('6', 60 * 24 * 30, { party: muller }),
];
const index = new HistoryIndex(entries);

function found(query: Partial<HistoryQuery>, of = index): string[] {
  const result = of.find({ text: '', filter: 'all', line: '', ...query });
  return Array.from(result.rows, (_, at) => of.entry(result, at)?.id ?? '?');
}

describe('the search', () => {
  it.each([
    ['', '123456'],
    ['   ', '123456'],
    ['muller', '126'],
    ['Müller', '126'],
    ['mueller', '126'],
    ['JÜRG', '126'],
    ['mül 555', '126'],
    ['555 jür', '126'],
    ['555', '1236'],
    ['30 555', '126'],
    ['030 5551', '126'],
    ['+49 (30) 555-12', '126'],
    ['0049305551', '126'],
    ['(415) 555-0132', '3'],
    ['strasse', '45'],
    ['2031', '45'],
    ['zurich', '3'],
    ['quote 415', '3'],
    ['quote mül', ''],
    ['üller', ''],
    ['<b>', ''],
    ['[.*', '123456'],
    ['x'.repeat(10_000), ''],
  ])('for %j finds %s', (text, ids) => {
    expect(found({ text }).join('')).toBe(ids);
  });

  it('knows the name that the contacts have for a number', () => {
    const named = new HistoryIndex(entries, (one) => wordsOfParty(one, one === bare ? 'Ada Lovelace' : ''));
    expect(found({ text: 'love' }, named)).toEqual(['3']);
    expect(found({ text: 'müller' }, named)).toEqual(['1', '2', '6']);
  });

  it('finds other scripts, and digits in them', () => {
    const others = new HistoryIndex([
      entry('a', 0, { party: party('محمد عبد الرحمن', '+971') }),
      entry('b', 1, { party: party('山田太郎', '٠١٢٣') }),
    ]);
    expect(found({ text: 'رحمن' }, others)).toEqual(['a']);
    expect(found({ text: '太郎' }, others)).toEqual(['b']);
    expect(found({ text: '123' }, others)).toEqual(['b']);
  });
});

it('filters by kind and line', () => {
  expect(found({ filter: 'missed' })).toEqual(['2']);
  expect(found({ filter: 'incoming' })).toEqual(['2', '5']);
  expect(found({ filter: 'outgoing' })).toEqual(['1', '3', '4', '6']);
  expect(index.lines).toEqual(['a@x', 'b@x']);
  expect(found({ line: 'b@x' })).toEqual(['3']);
  expect(found({ line: 'gone@x' })).toEqual([]);
  expect(found({ filter: 'outgoing', line: 'a@x', text: 'mül' })).toEqual(['1', '6']);
});

describe('the list', () => {
  /** Days as `-`, calls by their ids. */
  function list(of: HistoryIndex, query: Partial<HistoryQuery> = {}): string {
    const result = of.find({ text: '', filter: 'all', line: '', ...query });
    const words = result.items.map((item, at) =>
      item < 0
        ? `-${String(Math.round((dayOf(now) - dayOf(of.entry(result, ~item)?.startedAt ?? 0)) / 86_400_000))}`
        : of
            .group(result, at)
            .map(({ id }) => id)
            .join('+'),
    );
    return words.join(' ');
  }

  it('has a heading before every day that has a call', () => {
    expect(list(index)).toBe('-0 1 2 3 4 -1 5 -30 6');
    expect(list(index, { text: 'mül' })).toBe('-0 1 2 -30 6');
    expect(list(index, { text: 'nobody' })).toBe('');
  });

  it('puts repeated calls of one kind with one person together, not those of two days', () => {
    const again = new HistoryIndex([
      entry('a', 0, { party: muller }),
      entry('b', 1, { party: muller }),
      entry('c', 2, { party: muller, ...missed }),
      entry('d', 3, { party: muller, ...missed }),
      entry('e', 4, {}),
      entry('f', 60 * 12, {}),
      entry('g', 60 * 13, { party: { ...okafor } }),
    ]);
    expect(list(again)).toBe('-0 a+b c+d e -1 f+g');
    // What is left out does not stand between.
    expect(list(again, { filter: 'missed' })).toBe('-0 c+d');
  });

  it('is newest first, also where calls ended in another order', () => {
    expect(list(new HistoryIndex([entry('late', 5, {}), entry('early', 1, { party: muller })]))).toBe('-0 early late');
  });

  it('of nothing is empty', () => {
    expect(list(new HistoryIndex([]), { text: 'a' })).toBe('');
  });
});
