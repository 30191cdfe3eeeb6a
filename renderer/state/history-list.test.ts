import { expect, it } from 'vitest';
import type { HistoryEntry } from '../phone/history';
import { earlierCalls, lastDialled, recentPeople, toggled } from './history-list';

const now = new Date(2025, 9, 8, 11, 0).getTime();
const entry = (id: string, at: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id,
  direction: 'outgoing',
  party: { name: '', number: id, uri: '' },
  line: '',
  startedAt: at,
  answeredAt: null,
  endedAt: at,
  reason: { kind: 'cancelled' },
  seen: true,
  ...more,
});
const missed = { direction: 'incoming', reason: { kind: 'missed' } } as const;

it('finds the number that was dialled last, past incoming and anonymous calls', () => {
  const anonymous = entry('x', now, { party: { name: '', number: '', uri: '' } });
  expect(lastDialled([entry('in', now, missed), anonymous, entry('601', now)])?.party.number).toBe('601');
  expect(lastDialled([])).toBeNull();
});

it('lists each person once, newest first', () => {
  const history = [entry('1', now), entry('2', now), entry('1', now - 1), entry('3', now)];
  expect(recentPeople(history, 2).map(({ party }) => party.number)).toEqual(['1', '2']);
});

it('finds other calls with the same number, never by an empty one', () => {
  const same = { party: { name: '', number: '7', uri: '' } };
  const history = [entry('a', now, same), entry('b', now, same), entry('c', now)];
  expect(earlierCalls(history, '7', 'a', 5).map(({ id }) => id)).toEqual(['b']);
  expect(earlierCalls(history, '', 'a', 5)).toEqual([]);
});

it('selects calls, and leaves them when all of them are selected', () => {
  const one = toggled(new Set(['a']), ['a', 'b']);
  expect([...one]).toEqual(['a', 'b']);
  expect([...toggled(one, ['a', 'b'])]).toEqual([]);
  expect([...one]).toEqual(['a', 'b']);
});
