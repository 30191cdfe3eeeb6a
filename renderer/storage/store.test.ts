import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeEntry } from '../phone/fakes/fake-entry';
import type { StoreProblem } from '../phone/ports';
import { databaseName, databaseVersion } from './database';
import { openStore, type StoreOptions } from './store';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function opened(options?: StoreOptions) {
  const store = openStore(options);
  const problems: (StoreProblem | null)[] = [];
  store.onproblem = (problem) => problems.push(problem);
  return { store, problems };
}

const entryAt = (startedAt: number) => fakeEntry({ id: `e${String(startedAt)}`, startedAt });
const idsOf = (entries: { id: string }[]) => entries.map((entry) => entry.id);

describe('the history on the disk', () => {
  it('outlives the program, newest first', async () => {
    const first = openStore();
    await first.addHistory(entryAt(2));
    await first.addHistory(entryAt(3));
    await first.addHistory(entryAt(1));
    const { store, problems } = opened();
    expect(await store.loadHistory(10)).toEqual([entryAt(3), entryAt(2), entryAt(1)]);
    expect(idsOf(await store.loadHistory(2))).toEqual(['e3', 'e2']);
    expect(problems).toEqual([]);
  });

  it('is there in one piece although nobody waited', async () => {
    const { store } = opened();
    void store.addHistory(entryAt(1));
    void store.addHistory(entryAt(2));
    expect(idsOf(await store.loadHistory(10))).toEqual(['e2', 'e1']);
    void store.addHistory(entryAt(3));
    void store.clearHistory();
    void store.addHistory(entryAt(4));
    expect(idsOf(await store.loadHistory(10))).toEqual(['e4']);
    expect(idsOf(await openStore().loadHistory(10))).toEqual(['e4']);
  });

  it('marks missed calls as seen, once', async () => {
    const { store } = opened();
    await store.addHistory(fakeEntry({ id: 'missed', reason: { kind: 'missed' } }));
    await store.addHistory(fakeEntry({ id: 'taken' }));
    await store.markHistorySeen();
    await store.markHistorySeen();
    const entries = await openStore().loadHistory(10);
    expect(entries.find((entry) => entry.id === 'missed')).toEqual(
      fakeEntry({ id: 'missed', reason: { kind: 'missed' }, seen: true }),
    );
  });

  it('keeps so many and lets the oldest go', async () => {
    const { store } = opened({ mostEntries: 5 });
    for (let time = 1; time <= 101; time++) await store.addHistory(entryAt(time));
    expect(idsOf(await store.loadHistory(1_000))).toEqual(['e101', 'e100', 'e99', 'e98', 'e97']);
  });

  it('leaves out what cannot be read, and says so', async () => {
    const { store, problems } = opened();
    await store.addHistory(entryAt(1));
    const database = await openDB(databaseName, databaseVersion);
    await database.put('history', { id: 'bad', startedAt: 5, seen: 'yes' });
    await database.put('history', { ...entryAt(7), id: 'worse', reason: { kind: 'eaten-by-dog' } });
    database.close();
    expect(idsOf(await store.loadHistory(10))).toEqual(['e1']);
    expect(problems).toEqual(['corrupt']);
  });
});

describe('a disk that is full', () => {
  it('is reported, loses nothing, and is made up for', async () => {
    const { store, problems } = opened();
    await store.addHistory(entryAt(1));
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await store.addHistory(entryAt(2));
    await store.addHistory(entryAt(3));
    expect(problems).toEqual(['full']);
    expect(idsOf(await store.loadHistory(10))).toEqual(['e3', 'e2', 'e1']);
    full.mockRestore();
    await store.addHistory(entryAt(4));
    expect(problems).toEqual(['full', null]);
    expect(idsOf(await openStore().loadHistory(10))).toEqual(['e4', 'e3', 'e2', 'e1']);
  });
});

describe('without a database', () => {
  it('the session goes on in memory', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('private', 'SecurityError');
      },
    });
    const { store, problems } = opened();
    expect(await store.loadHistory(10)).toEqual([]);
    await store.addHistory(fakeEntry({ id: 'missed', reason: { kind: 'missed' } }));
    await store.markHistorySeen();
    expect(await store.loadHistory(10)).toMatchObject([{ id: 'missed', seen: true }]);
    await store.clearHistory();
    expect(await store.loadHistory(10)).toEqual([]);
    expect(problems).toEqual(['unavailable']);
  });

  it('one of a newer version is left alone', async () => {
    const newer = await openDB(databaseName, databaseVersion + 1);
    newer.close();
    const { store, problems } = opened();
    await store.addHistory(entryAt(1));
    expect(idsOf(await store.loadHistory(10))).toEqual(['e1']);
    expect(problems).toEqual(['unavailable']);
    const untouched = await openDB(databaseName);
    expect(untouched.version).toBe(databaseVersion + 1);
    untouched.close();
  });

  it('one that does not answer is not waited for', async () => {
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() });
    const { store, problems } = opened({ openLimitMs: 1 });
    await store.addHistory(entryAt(1));
    expect(problems).toEqual(['unavailable']);
  });

  it('makes room for a newer version of the program', async () => {
    const { store, problems } = opened();
    await store.addHistory(entryAt(1));
    const newer = await openDB(databaseName, databaseVersion + 1);
    expect(newer.version).toBe(databaseVersion + 1);
    newer.close();
    await store.addHistory(entryAt(2));
    expect(problems).toEqual(['unavailable']);
    expect(idsOf(await store.loadHistory(10))).toEqual(['e2']);
  });
});
