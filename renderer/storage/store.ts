/** The history in IndexedDB. Nothing is lost in memory: what cannot be written waits there for the next chance. */
import { allSeen, isUnseen, merged, type HistoryEntry } from '../phone/history';
import type { StorePort, StoreProblem } from '../phone/ports';
import { openDatabase, type Database } from './database';
import { readRecord } from './record';

export interface StoreOptions {
  /** How long the database may take to open, ms. */
  openLimitMs?: number;
  /** How many entries are kept; the oldest go. */
  mostEntries?: number;
}

/** Entries that wait in memory while the disk is full or the database is away. */
const mostWaiting = 1_000;
const trimEvery = 100;

/** Opens the store. Returns at once; the database is opened with the first use. */
export function openStore(options: StoreOptions = {}): StorePort {
  return new IndexedStore(options.openLimitMs ?? 10_000, options.mostEntries ?? 100_000);
}

class IndexedStore implements StorePort {
  onproblem: ((problem: StoreProblem | null, detail: string) => void) | null = null;
  readonly #openLimitMs: number;
  readonly #mostEntries: number;
  #database: Promise<Database> | null = null;
  /** Set for good once the database could not be opened: the session goes on in memory. */
  #unavailable = false;
  /** Newest first: not written yet. */
  #waiting: readonly HistoryEntry[] = [];
  #problem: StoreProblem | null = null;
  #writes = 0;
  /** One after the other, so that a clear does not overtake an entry. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(openLimitMs: number, mostEntries: number) {
    this.#openLimitMs = openLimitMs;
    this.#mostEntries = mostEntries;
  }

  addHistory(entry: HistoryEntry): Promise<void> {
    this.#waiting = merged([entry], this.#waiting).slice(0, mostWaiting);
    return this.#inTurn(async (database) => {
      await this.#writeWaiting(database, entry.id);
      await this.#trim(database);
      this.#report(null, '');
    }, undefined);
  }

  async loadHistory(limit: number): Promise<HistoryEntry[]> {
    const stored = await this.#inTurn<HistoryEntry[]>((database) => this.#read(database, limit), []);
    return merged(this.#waiting, stored).slice(0, limit);
  }

  markHistorySeen(): Promise<void> {
    this.#waiting = allSeen(this.#waiting);
    const newest = this.#waiting[0]?.id;
    return this.#inTurn(async (database) => {
      await this.#writeWaiting(database, newest);
      const change = database.transaction('history', 'readwrite');
      for await (const cursor of change.store.index('unseen')) {
        const entry = { ...cursor.value, seen: true };
        delete entry.unseen;
        await cursor.update(entry);
      }
      await change.done;
      this.#report(null, '');
    }, undefined);
  }

  clearHistory(): Promise<void> {
    this.#waiting = [];
    return this.#inTurn(async (database) => {
      await database.clear('history');
      this.#report(null, '');
    }, undefined);
  }

  /** Writes the entry `newest` and what waits since before it; later ones have their own turn, perhaps behind a clear. */
  async #writeWaiting(database: Database, newest: string | undefined): Promise<void> {
    const from = this.#waiting.findIndex((entry) => entry.id === newest);
    if (from < 0) return;
    const entries = this.#waiting.slice(from);
    const change = database.transaction('history', 'readwrite');
    await Promise.all([
      ...entries.map((entry) => change.store.put(isUnseen(entry) ? { ...entry, unseen: 1 } : entry)),
      change.done,
    ]);
    this.#waiting = this.#waiting.filter((entry) => !entries.includes(entry));
  }

  async #read(database: Database, limit: number): Promise<HistoryEntry[]> {
    const entries: HistoryEntry[] = [];
    let unreadable = 0;
    const reading = database.transaction('history');
    for await (const cursor of reading.store.index('time').iterate(null, 'prev')) {
      const entry = readRecord(cursor.value);
      if (entry) entries.push(entry);
      else unreadable += 1;
      if (entries.length >= limit) break;
    }
    if (unreadable > 0) this.#report('corrupt', `${String(unreadable)} entries could not be read`);
    return entries;
  }

  /** Counting takes its time in a large history: not with every call. */
  async #trim(database: Database): Promise<void> {
    this.#writes += 1;
    if (this.#writes % trimEvery !== 1) return;
    const surplus = (await database.count('history')) - this.#mostEntries;
    if (surplus <= 0) return;
    const change = database.transaction('history', 'readwrite');
    let left = surplus;
    for await (const cursor of change.store.index('time')) {
      if (left-- <= 0) break;
      await cursor.delete();
    }
    await change.done;
  }

  /** Runs `action` when those before it are done; a failure is reported and gives `otherwise`. */
  #inTurn<T>(action: (database: Database) => Promise<T>, otherwise: T): Promise<T> {
    const turn = this.#last.then(async () => {
      if (this.#unavailable) return otherwise;
      let database;
      try {
        database = await this.#open();
      } catch (error) {
        this.#unavailable = true;
        this.#report('unavailable', String(error));
        return otherwise;
      }
      try {
        return await action(database);
      } catch (error) {
        this.#report(isFull(error) ? 'full' : 'failed', String(error));
        return otherwise;
      }
    });
    this.#last = turn;
    return turn;
  }

  #open(): Promise<Database> {
    this.#database ??= openDatabase(this.#openLimitMs, () => (this.#database = null));
    return this.#database;
  }

  #report(problem: StoreProblem | null, detail: string): void {
    if (this.#problem === problem) return;
    this.#problem = problem;
    this.onproblem?.(problem, detail);
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
