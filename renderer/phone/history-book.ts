/** The history in memory, and its copy in the store. */
import { allSeen, countMissed, historyLimit, merged, withEntry, type HistoryEntry } from './history';
import type { LogPort, StorePort, StoreProblem } from './ports';

export class HistoryBook {
  /** Newest first. */
  entries: readonly HistoryEntry[] = [];
  missed = 0;
  problem: StoreProblem | null = null;
  readonly #store: StorePort;
  readonly #log: LogPort;
  readonly #changed: () => void;
  /** Cleared while it was still being loaded: what the store had is not wanted any more. */
  #cleared = false;

  constructor(store: StorePort, log: LogPort, changed: () => void) {
    this.#store = store;
    this.#log = log;
    this.#changed = changed;
    store.onproblem = (problem, detail) => this.#report(problem, detail);
  }

  async load(): Promise<void> {
    const stored = await this.#try('read', () => this.#store.loadHistory(historyLimit));
    if (stored && !this.#cleared) this.#set(merged(this.entries, stored));
  }

  add(entry: HistoryEntry): void {
    this.#set(withEntry(this.entries, entry));
    void this.#try('written', () => this.#store.addHistory(entry));
  }

  markSeen(): void {
    if (this.missed === 0) return;
    this.#set(allSeen(this.entries));
    void this.#try('marked', () => this.#store.markHistorySeen());
  }

  async clear(): Promise<void> {
    this.#cleared = true;
    this.#set([]);
    await this.#try('cleared', () => this.#store.clearHistory());
  }

  #set(entries: readonly HistoryEntry[]): void {
    this.entries = entries;
    this.missed = countMissed(entries);
    this.#changed();
  }

  /** The port promises not to reject; should it do so all the same, that is a problem like any other. */
  async #try<T>(what: string, action: () => Promise<T>): Promise<T | null> {
    try {
      return await action();
    } catch (error) {
      this.#report('failed', `history could not be ${what}: ${String(error)}`);
      return null;
    }
  }

  #report(problem: StoreProblem | null, detail: string): void {
    if (problem) this.#log.warn('store', `${problem}: ${detail}`);
    if (this.problem === problem) return;
    this.problem = problem;
    this.#changed();
  }
}
