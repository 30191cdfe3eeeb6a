import { describe, expect, it } from 'vitest';
import { fakeEntry } from './fakes/fake-entry';
import { allSeen, countMissed, historyLimit, merged, withEntry } from './history';

describe('the history', () => {
  it('keeps the newest, each once', () => {
    const many = Array.from({ length: historyLimit }, (_, index) => fakeEntry({ id: `e${String(index)}` }));
    const more = withEntry(many, fakeEntry({ id: 'new' }));
    expect(more).toHaveLength(historyLimit);
    expect(more[0]?.id).toBe('new');
    expect(withEntry(more, fakeEntry({ id: 'e5' })).filter((entry) => entry.id === 'e5')).toHaveLength(1);
  });

  it('takes in what the store had', () => {
    const recent = [fakeEntry({ id: 'b' })];
    const stored = [fakeEntry({ id: 'b' }), fakeEntry({ id: 'a' })];
    expect(merged(recent, stored).map((entry) => entry.id)).toEqual(['b', 'a']);
  });

  it('counts missed calls until they were looked at', () => {
    const entries = [
      fakeEntry({ id: '1', reason: { kind: 'missed' } }),
      fakeEntry({ id: '2', reason: { kind: 'missed' }, seen: true }),
      fakeEntry({ id: '3', reason: { kind: 'answered-elsewhere' } }),
      fakeEntry({ id: '4', direction: 'outgoing', reason: { kind: 'no-answer' } }),
    ];
    expect(countMissed(entries)).toBe(1);
    expect(countMissed(allSeen(entries))).toBe(0);
    const seen = allSeen(entries);
    expect(allSeen(seen)).toBe(seen);
  });
});
