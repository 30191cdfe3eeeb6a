import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../phone/history';
import { greeting, toCallBack, today } from './home';

const now = new Date(2026, 10, 23, 11, 0).getTime();
const minute = 60_000;
let ids = 0;
const entry = (ago: number, number: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: String((ids += 1)),
  direction: 'incoming',
  party: { name: '', number, uri: '' },
  line: 'a',
  startedAt: now - ago * minute,
  answeredAt: null,
  endedAt: now - ago * minute + 20_000,
  reason: { kind: 'missed' },
  seen: false,
  ...more,
});
const talked = (ago: number, number: string, ms: number, direction: HistoryEntry['direction'] = 'incoming') => {
  const startedAt = now - ago * minute;
  const reason = { kind: 'hung-up', by: 'us' } as const;
  return entry(ago, number, { direction, answeredAt: startedAt, endedAt: startedAt + ms, reason });
};

describe('today', () => {
  it('counts what came in and how long one talked, since midnight', () => {
    const history = [
      talked(5, '1', 60_000),
      talked(10, '2', 120_000, 'outgoing'),
      entry(20, '3'),
      entry(30, '3', { seen: true }),
      entry(24 * 60, '4'),
      talked(24 * 60, '5', 999_000),
    ];
    expect(today(history, now)).toEqual({ answered: 1, missed: 2, talk: 90_000 });
  });

  it('has no average without a talk', () => {
    expect(today([], now)).toEqual({ answered: 0, missed: 0, talk: null });
  });
});

describe('toCallBack', () => {
  it('names each number once, and none that one has spoken with since', () => {
    const history = [
      talked(1, '1', 1000, 'outgoing'),
      entry(2, '2'),
      entry(3, '1'),
      entry(4, '2'),
      entry(5, ''),
      entry(6, '3', { seen: true }),
      entry(7, '4'),
      entry(8, '5'),
    ];
    expect(toCallBack(history, 2).map(({ party }) => party.number)).toEqual(['2', '4']);
  });
});

it('greets by the hour', () => {
  const at = (hour: number) => greeting(new Date(2026, 10, 23, hour).getTime());
  expect([3, 4, 11, 12, 17, 18, 0].map(at)).toEqual([
    'evening',
    'morning',
    'morning',
    'afternoon',
    'afternoon',
    'evening',
    'evening',
  ]);
});
