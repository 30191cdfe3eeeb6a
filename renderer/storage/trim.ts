import type { Database } from './database';

const trimEvery = 100;

/** Keeps the newest `most` of a table. */
export class Trim {
  readonly #table: 'history' | 'messages';
  readonly #most: number;
  #writes = 0;

  constructor(table: 'history' | 'messages', most: number) {
    this.#table = table;
    this.#most = most;
  }

  /** Counting takes its time in a large table: not with every write. */
  async afterWrite(database: Database): Promise<void> {
    this.#writes += 1;
    if (this.#writes % trimEvery !== 1) return;
    const surplus = (await database.count(this.#table)) - this.#most;
    if (surplus <= 0) return;
    const change = database.transaction(this.#table, 'readwrite');
    let left = surplus;
    for await (const cursor of change.store.index('time')) {
      if (left-- <= 0) break;
      await cursor.delete();
    }
    await change.done;
  }
}
