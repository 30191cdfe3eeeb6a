import { beforeEach, describe, expect, it } from 'vitest';
import { fakeEntry } from './fakes/fake-entry';
import { FakeClock } from './fakes/fake-clock';
import { FakeLog, FakeStore } from './fakes/fake-ports';
import { historyLimit, type HistoryEntry } from './history';
import { HistoryBook } from './history-book';

const day = 86_400_000;
const most = historyLimit + 3_500;
let clock: FakeClock;
let store: FakeStore;
let book: HistoryBook;

/** `e0` is the newest; one call a minute. */
const entryAt = (index: number, more: Partial<HistoryEntry> = {}): HistoryEntry =>
  fakeEntry({ id: `e${String(index)}`, startedAt: clock.now() - index * 60_000, ...more });
const ids = (entries: readonly HistoryEntry[]) => entries.map(({ id }) => id);
const all = () => ids([...book.entries, ...book.older]);
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `e${String(from + index)}`);

beforeEach(() => {
  clock = new FakeClock();
  store = new FakeStore();
  store.entries = Array.from({ length: most }, (_, index) => entryAt(index));
  book = new HistoryBook({ store, clock, log: new FakeLog(), changed: () => undefined });
});

describe('the older history', () => {
  it('is read when it is asked for, once, after what is in memory', async () => {
    await book.load();
    expect(book.older).toEqual([]);
    await Promise.all([book.readOlder(), book.readOlder()]);
    expect(all()).toEqual(numbered(0, most));
  });

  it('shares what its entries have in common', async () => {
    store.entries = store.entries.map((entry) => structuredClone(entry));
    await book.load();
    await book.readOlder();
    expect(book.older[0]!.party).toBe(book.older[99]!.party);
  });

  it('takes in what no longer is among the newest', async () => {
    await book.load();
    const reading = book.readOlder();
    book.add(entryAt(-1));
    await reading;
    book.add(entryAt(-2));
    expect(all()).toEqual(numbered(-2, most));
    expect(book.entries).toHaveLength(historyLimit);
  });

  it('is without what was removed while it was being read, and has the notes of meanwhile', async () => {
    await book.load();
    const reading = book.readOlder();
    const slow = store.entries;
    book.remove(['e2', 'e1500', 'e4000']);
    // The slices that are under way were read before.
    store.entries = slow;
    await reading;
    expect(all()).toEqual(numbered(0, most).filter((id) => !['e2', 'e1500', 'e4000'].includes(id)));
    book.note('e3000', 'Rang about the lift');
    expect(book.older.find(({ id }) => id === 'e3000')?.note).toBe('Rang about the lift');
    expect(store.entries.find(({ id }) => id === 'e3000')?.note).toBe('Rang about the lift');
  });

  it('is empty when the history was cleared while it was being read', async () => {
    await book.load();
    const reading = book.readOlder();
    const slow = store.entries;
    const clearing = book.clear();
    store.entries = slow;
    await Promise.all([reading, clearing]);
    expect(all()).toEqual([]);
  });

  it('does without a store that fails', async () => {
    await book.load();
    store.broken = new Error('no disk');
    await book.readOlder();
    expect(all()).toEqual(numbered(0, historyLimit));
    expect(book.problem).toBe('failed');
  });
});

describe('entries that are removed', () => {
  it('come back where they were, in memory and in the store', async () => {
    await book.load();
    await book.readOlder();
    const removed = book.remove(['e0', 'e5', 'e2000']);
    expect(ids(removed)).toEqual(['e0', 'e5', 'e2000']);
    expect(store.entries).toHaveLength(most - 3);
    book.restore(removed);
    expect(all()).toEqual(numbered(0, most));
    expect(ids(store.entries)).toEqual(numbered(0, most));
  });

  it('stay away when the store is read after it', async () => {
    const loading = book.load();
    const slow = store.entries;
    book.remove(['e1']);
    store.entries = slow;
    await loading;
    expect(all()).not.toContain('e1');
  });
});

it('keeps a note with the call, and forgets an empty one', async () => {
  await book.load();
  book.note('e1', 'Wants a quote');
  expect(book.entries[1]).toMatchObject({ id: 'e1', note: 'Wants a quote' });
  book.note('e1', '');
  expect(book.entries[1]).not.toHaveProperty('note');
  expect(store.entries.find(({ id }) => id === 'e1')).not.toHaveProperty('note');
});

describe('entries that are too old', () => {
  beforeEach(() => {
    store.entries = Array.from({ length: 5 }, (_, index) =>
      fakeEntry({ id: `e${String(index)}`, startedAt: clock.now() - (index * day + 60_000) }),
    );
  });

  it('go at the start and every day', async () => {
    const loading = book.load();
    book.keepFor(3);
    await loading;
    expect(all()).toEqual(numbered(0, 3));
    expect(ids(store.entries)).toEqual(numbered(0, 3));
    clock.advance(day);
    expect(all()).toEqual(numbered(0, 2));
    expect(ids(store.entries)).toEqual(numbered(0, 2));
  });

  it('stay without a limit, and no timer runs', async () => {
    await book.load();
    book.keepFor(30);
    book.keepFor(0);
    expect(clock.pending).toBe(0);
    clock.advance(400 * day);
    expect(all()).toEqual(numbered(0, 5));
  });
});
