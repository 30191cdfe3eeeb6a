/** The history in IndexedDB. */
import { isUnseen, merged, type HistoryEntry } from '../phone/history';
import type { StorePort } from '../phone/ports';
import type { Database } from './database';
import type { Keeper } from './keeper';
import { readEntry } from './record';
import { Trim } from './trim';
import { Waiting } from './waiting';

type HistorySlice = Awaited<ReturnType<StorePort['readHistory']>>;

const mostWaiting = 1_000;
/** Entries changed in one transaction. */
const portion = 1_000;

function* portions<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let at = 0; at < values.length; at += portion) yield values.slice(at, at + portion);
}

const within = (from: number, before: number | null): IDBKeyRange =>
  before === null ? IDBKeyRange.lowerBound(from) : IDBKeyRange.bound(from, before, false, true);

/** Only what nobody has looked at is in the index `unseen`. */
const asKept = (entry: HistoryEntry): HistoryEntry & { unseen?: 1 } =>
  isUnseen(entry) ? { ...entry, unseen: 1 } : entry;

export class HistoryShelf {
  readonly #keeper: Keeper;
  readonly #trim: Trim;
  readonly #waiting = new Waiting<HistoryEntry>(mostWaiting);

  constructor(keeper: Keeper, mostEntries: number) {
    this.#keeper = keeper;
    this.#trim = new Trim('history', mostEntries);
  }

  add(entry: HistoryEntry): Promise<void> {
    const turn = this.#waiting.add(entry);
    return this.#keeper.inTurn(async (database) => {
      await this.#write(database, turn);
      await this.#trim.afterWrite(database);
      this.#keeper.well();
    }, undefined);
  }

  /** Newest first. */
  async load(limit: number): Promise<HistoryEntry[]> {
    const stored = await this.#keeper.inTurn<HistoryEntry[]>((database) => this.#read(database, limit), []);
    return merged(this.#waiting.values.toReversed(), stored).slice(0, limit);
  }

  /** As StorePort's `readHistory`; what is not written yet is among the newest, which `load` gives. */
  read(before: number | null, limit: number): Promise<HistorySlice> {
    return this.#keeper.inTurn<HistorySlice>((database) => this.#slice(database, before, limit), {
      entries: [],
      next: null,
    });
  }

  restore(entries: readonly HistoryEntry[]): Promise<void> {
    return this.#keeper.inTurn(async (database) => {
      for (const some of portions(entries)) {
        const change = database.transaction('history', 'readwrite');
        await Promise.all([...some.map((entry) => change.store.put(asKept(entry))), change.done]);
      }
      this.#keeper.well();
    }, undefined);
  }

  remove(ids: readonly string[]): Promise<void> {
    const unwanted = new Set(ids);
    this.#waiting.remove((entry) => unwanted.has(entry.id));
    return this.#keeper.inTurn(async (database) => {
      for (const some of portions(ids)) {
        const change = database.transaction('history', 'readwrite');
        await Promise.all([...some.map((id) => change.store.delete(id)), change.done]);
      }
      this.#keeper.well();
    }, undefined);
  }

  /** Removes what began before this moment. */
  trim(before: number): Promise<void> {
    this.#waiting.remove((entry) => entry.startedAt < before);
    return this.#keeper.inTurn(async (database) => {
      const change = database.transaction('history', 'readwrite');
      for await (const cursor of change.store.index('time').iterate(IDBKeyRange.upperBound(before, true))) {
        await cursor.delete();
      }
      await change.done;
      this.#keeper.well();
    }, undefined);
  }

  markSeen(): Promise<void> {
    this.#waiting.map((entry) => (isUnseen(entry) ? { ...entry, seen: true } : entry));
    const { turn } = this.#waiting;
    return this.#keeper.inTurn(async (database) => {
      await this.#write(database, turn);
      const change = database.transaction('history', 'readwrite');
      for await (const cursor of change.store.index('unseen')) {
        const entry = { ...cursor.value, seen: true };
        delete entry.unseen;
        await cursor.update(entry);
      }
      await change.done;
      this.#keeper.well();
    }, undefined);
  }

  clear(): Promise<void> {
    this.#waiting.remove(() => true);
    return this.#keeper.inTurn(async (database) => {
      await database.clear('history');
      this.#keeper.well();
    }, undefined);
  }

  async #write(database: Database, turn: number): Promise<void> {
    const entries = this.#waiting.upTo(turn);
    if (entries.length === 0) return;
    const change = database.transaction('history', 'readwrite');
    await Promise.all([...entries.map((entry) => change.store.put(asKept(entry))), change.done]);
    this.#waiting.written(entries);
  }

  async #slice(database: Database, before: number | null, limit: number): Promise<HistorySlice> {
    const reading = database.transaction('history');
    const time = reading.store.index('time');
    const range = before === null ? null : IDBKeyRange.upperBound(before, true);
    let cursor = await time.openKeyCursor(range, 'prev');
    if (cursor && limit > 1) cursor = await cursor.advance(limit - 1);
    // The slice begins where the cursor has stopped: all of that moment belong to it.
    const next = cursor?.key ?? null;
    const records = await time.getAll(next === null ? range : within(next, before));
    const entries: HistoryEntry[] = [];
    for (const record of records.reverse()) {
      const entry = readEntry(record);
      if (entry) entries.push(entry);
    }
    this.#keeper.unreadable(records.length - entries.length);
    return { entries, next };
  }

  async #read(database: Database, limit: number): Promise<HistoryEntry[]> {
    const entries: HistoryEntry[] = [];
    let unreadable = 0;
    const reading = database.transaction('history');
    for await (const cursor of reading.store.index('time').iterate(null, 'prev')) {
      const entry = readEntry(cursor.value);
      if (entry) entries.push(entry);
      else unreadable += 1;
      if (entries.length >= limit) break;
    }
    this.#keeper.unreadable(unreadable);
    return entries;
  }
}
