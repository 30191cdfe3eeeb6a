/** The history in IndexedDB. */
import { isUnseen, merged, type HistoryEntry } from '../phone/history';
import type { Database } from './database';
import type { Keeper } from './keeper';
import { readEntry } from './record';
import { Trim } from './trim';
import { Waiting } from './waiting';

const mostWaiting = 1_000;

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
    await Promise.all([
      ...entries.map((entry) => change.store.put(isUnseen(entry) ? { ...entry, unseen: 1 } : entry)),
      change.done,
    ]);
    this.#waiting.written(entries);
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
