import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../phone/history';
import { earlierCalls, historyItems, lastDialled, recentPeople } from './history-list';

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

describe('historyItems', () => {
  it('puts a heading before the calls of each day', () => {
    const history = [entry('a', now), entry('b', now - 60_000), entry('c', now - 86_400_000, missed)];
    expect(historyItems(history, 'all', now).map(({ key }) => key.split(' ')[0])).toEqual([
      'day',
      'a',
      'b',
      'day',
      'c',
    ]);
  });

  it('names today and yesterday', () => {
    const headings = historyItems([entry('a', now), entry('b', now - 86_400_000)], 'all', now).filter(
      ({ kind }) => kind === 'day',
    );
    expect(headings).toMatchObject([{ heading: 'Today' }, { heading: 'Yesterday' }]);
  });

  it('shows only missed calls, and no day without one', () => {
    const items = historyItems([entry('a', now), entry('b', now - 86_400_000, missed)], 'missed', now);
    expect(items).toHaveLength(2);
    expect(items[1]).toMatchObject({ key: 'b' });
  });
});

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
