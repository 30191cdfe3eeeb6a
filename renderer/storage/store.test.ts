import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeEntry } from '../phone/fakes/fake-entry';
import type { ChatMessage } from '../phone/messages';
import type { StorePort, StoreProblem } from '../phone/ports';
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

function messageAt(at: number, change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: `m${String(at)}`,
    line: 'account-1',
    peer: '1002',
    name: 'Alice',
    direction: 'incoming',
    text: 'Hello\nyou',
    at,
    state: { kind: 'received' },
    seen: false,
    ...change,
  };
}

describe('the messages on the disk', () => {
  it('outlive the program, oldest first, the newest of them', async () => {
    const first = openStore();
    await first.putMessage(messageAt(2, { state: { kind: 'failed', status: 408 }, direction: 'outgoing' }));
    await first.putMessage(messageAt(1));
    await first.putMessage(messageAt(3));
    await first.putMessage(messageAt(3, { seen: true }));
    const { store, problems } = opened();
    expect(await store.loadMessages(10)).toEqual([
      messageAt(1),
      messageAt(2, { state: { kind: 'failed', status: 408 }, direction: 'outgoing' }),
      messageAt(3, { seen: true }),
    ]);
    expect(idsOf(await store.loadMessages(2))).toEqual(['m2', 'm3']);
    expect(problems).toEqual([]);
  });

  it('of one conversation go together, and what came after stays', async () => {
    const { store } = opened();
    void store.putMessage(messageAt(1));
    void store.putMessage(messageAt(2, { peer: '1003' }));
    void store.putMessage(messageAt(3, { line: 'account-2' }));
    void store.removeConversation('account-1', '1002');
    void store.putMessage(messageAt(4));
    expect(idsOf(await store.loadMessages(10))).toEqual(['m2', 'm3', 'm4']);
    expect(idsOf(await openStore().loadMessages(10))).toEqual(['m2', 'm3', 'm4']);
  });

  it('that cannot be read are left out, and it is said', async () => {
    const { store, problems } = opened();
    await store.putMessage(messageAt(1));
    const database = await openDB(databaseName, databaseVersion);
    await database.put('messages', { ...messageAt(2), text: 7 });
    await database.put('messages', { ...messageAt(3), state: { kind: 'eaten' } });
    database.close();
    expect(idsOf(await store.loadMessages(10))).toEqual(['m1']);
    expect(problems).toEqual(['corrupt']);
  });

  it('are kept up to so many', async () => {
    const { store } = opened({ mostMessages: 5 });
    for (let at = 1; at <= 101; at++) await store.putMessage(messageAt(at));
    expect(idsOf(await store.loadMessages(1_000))).toEqual(['m97', 'm98', 'm99', 'm100', 'm101']);
  });

  it('live in memory without a database', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('private', 'SecurityError');
      },
    });
    const { store, problems } = opened();
    await store.putMessage(messageAt(2));
    await store.putMessage(messageAt(1));
    await store.removeConversation('account-1', '1003');
    expect(idsOf(await store.loadMessages(10))).toEqual(['m1', 'm2']);
    expect(problems).toEqual(['unavailable']);
  });
});

describe('a database of version 1', () => {
  it('is brought up, with its history', async () => {
    const old = await openDB(databaseName, 1, {
      upgrade(database) {
        const history = database.createObjectStore('history', { keyPath: 'id' });
        history.createIndex('time', 'startedAt');
        history.createIndex('unseen', 'unseen');
      },
    });
    await old.put('history', entryAt(1));
    // That version did not keep to whom a call was passed on.
    await old.put('history', { ...entryAt(2), reason: { kind: 'transferred' } });
    old.close();
    const { store, problems } = opened();
    await store.putMessage(messageAt(3));
    const entries = await store.loadHistory(10);
    expect(entries).toEqual([{ ...entryAt(2), reason: { kind: 'transferred', to: '' } }, entryAt(1)]);
    expect(idsOf(await store.loadMessages(10))).toEqual(['m3']);
    expect(problems).toEqual([]);
  });
});

describe('every reason', () => {
  it('and who sent the call on, and how it sounded, are kept', async () => {
    const via = { name: 'Desk', number: '1000', uri: 'sip:1000@pbx.test' };
    const entry = { ...entryAt(1), lineId: 'account-1', via, mos: 4.2, note: 'Wants a quote' };
    const { store } = opened();
    await store.addHistory(entry);
    expect(await openStore().loadHistory(10)).toEqual([entry]);
  });

  it.each([
    { kind: 'interrupted' },
    { kind: 'crashed' },
    { kind: 'forwarded', to: '1003' },
    { kind: 'transferred', to: '1003' },
    { kind: 'hung-up', by: 'us' },
    { kind: 'failed', status: 491 },
    { kind: 'answered-elsewhere' },
    { kind: 'answered-elsewhere', who: 'Priya R.' },
  ] as const)('$kind is read as it was written', async (reason) => {
    const { store, problems } = opened();
    await store.addHistory({ ...entryAt(1), reason });
    expect(await openStore().loadHistory(10)).toEqual([{ ...entryAt(1), reason }]);
    expect(problems).toEqual([]);
  });
});

describe('the older history', () => {
  const many = Array.from({ length: 25 }, (_, index) => entryAt(Math.floor(index / 3)));
  const numbered = many.map((entry, index) => ({ ...entry, id: `n${String(index)}` }));

  async function readAll(store: StorePort, limit: number): Promise<{ ids: string[]; slices: number }> {
    const ids: string[] = [];
    let before: number | null = null;
    let slices = 0;
    do {
      const slice = await store.readHistory(before, limit);
      ids.push(...slice.entries.map(({ id }) => id));
      before = slice.next;
      slices += 1;
    } while (before !== null);
    return { ids, slices };
  }

  it.each([1, 2, 7, 24, 25, 100])('is read in slices of %i, each entry once, newest first', async (limit) => {
    const { store } = opened();
    for (const entry of numbered) await store.addHistory(entry);
    const read = await readAll(store, limit);
    expect(read.ids.toSorted()).toEqual(numbered.map(({ id }) => id).toSorted());
    const times = read.ids.map((id) => numbered.find((entry) => entry.id === id)!.startedAt);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(read.slices).toBeLessThanOrEqual(Math.ceil(25 / limit) + 1);
  });

  it('comes without what cannot be read', async () => {
    const { store, problems } = opened();
    await store.addHistory(entryAt(1));
    const database = await openDB(databaseName);
    await database.put('history', { id: 'bad', startedAt: 5 });
    database.close();
    expect((await readAll(store, 10)).ids).toEqual(['e1']);
    expect(problems).toEqual(['corrupt']);
  });

  it('loses what is removed or too old, and gets back what is restored, with its mark', async () => {
    const { store } = opened();
    const missed = fakeEntry({ id: 'missed', startedAt: 4, reason: { kind: 'missed' } });
    for (const entry of [entryAt(1), entryAt(2), entryAt(3), missed]) await store.addHistory(entry);
    await store.removeHistory(['e2', 'missed', 'never']);
    expect((await readAll(store, 10)).ids).toEqual(['e3', 'e1']);
    await store.restoreHistory([missed]);
    await store.markHistorySeen();
    expect(await openStore().loadHistory(1)).toMatchObject([{ id: 'missed', seen: true }]);
    await store.trimHistory(3);
    expect((await readAll(openStore(), 10)).ids).toEqual(['missed', 'e3']);
  });

  it('is not there without a database', async () => {
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() });
    const { store } = opened({ openLimitMs: 1 });
    expect(await store.readHistory(null, 10)).toEqual({ entries: [], next: null });
  });
});

describe('a disk that is full', () => {
  it('loses no message either', async () => {
    const { store, problems } = opened();
    await store.putMessage(messageAt(1));
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await store.putMessage(messageAt(2));
    expect(problems).toEqual(['full']);
    expect(idsOf(await store.loadMessages(10))).toEqual(['m1', 'm2']);
    full.mockRestore();
    await store.putMessage(messageAt(3));
    expect(problems).toEqual(['full', null]);
    expect(idsOf(await openStore().loadMessages(10))).toEqual(['m1', 'm2', 'm3']);
  });

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
