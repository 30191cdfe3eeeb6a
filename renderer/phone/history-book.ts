/** The history in memory, and its copy in the store. */
import { allSeen, countMissed, historyLimit, merged, withEntries, withEntry, withNote } from './history';
import type { HistoryEntry } from './history';
import { OlderHistory } from './history-older';
import type { ClockPort, LogPort, StorePort, StoreProblem } from './ports';

const dayMs = 86_400_000;

export interface HistoryBookParts {
  store: StorePort;
  clock: ClockPort;
  log: LogPort;
  changed: () => void;
}

export class HistoryBook {
  /** Newest first. */
  entries: readonly HistoryEntry[] = [];
  missed = 0;
  problem: StoreProblem | null = null;
  readonly #parts: HistoryBookParts;
  readonly #older: OlderHistory;
  /** Cleared while it was still being loaded: what the store had is not wanted any more. */
  #cleared = false;
  /** Removed while it was still being loaded. */
  readonly #removed = new Set<string>();
  #keptDays = 0;
  #stopTrimming: () => void = () => {};

  constructor(parts: HistoryBookParts) {
    this.#parts = parts;
    this.#older = new OlderHistory({
      read: (before, limit) => this.#try('read', () => parts.store.readHistory(before, limit)),
      known: () => this.entries,
      changed: parts.changed,
    });
    parts.store.onproblem = (problem, detail) => this.#report(problem, detail);
  }

  /** What follows `entries`; empty until it was read. */
  get older(): readonly HistoryEntry[] {
    return this.#older.entries;
  }

  async load(): Promise<void> {
    const stored = await this.#try('read', () => this.#parts.store.loadHistory(historyLimit));
    if (!stored || this.#cleared) return;
    const before = this.#keptSince();
    const wanted = stored.filter(({ id, startedAt }) => startedAt >= before && !this.#removed.has(id));
    this.#set(merged(this.entries, wanted));
  }

  readOlder(): Promise<void> {
    return this.#older.read();
  }

  add(entry: HistoryEntry): void {
    const before = this.entries;
    this.#set(withEntry(before, entry));
    if (before.every(({ id }) => id !== entry.id)) this.#older.push(before.slice(historyLimit - 1));
    void this.#try('written', () => this.#parts.store.addHistory(entry));
  }

  /** The user's words about a call. */
  note(id: string, note: string): void {
    const entry = this.entries.find((one) => one.id === id) ?? this.older.find((one) => one.id === id);
    if (!entry) return;
    const changed = withNote(entry, note);
    this.#set(this.entries.map((one) => (one === entry ? changed : one)));
    this.#older.replace(changed);
    void this.#try('written', () => this.#parts.store.addHistory(changed));
  }

  /** Returns what there was of them. */
  remove(ids: readonly string[]): readonly HistoryEntry[] {
    const unwanted = new Set(ids);
    for (const id of ids) this.#removed.add(id);
    const removed = [...this.entries, ...this.older].filter(({ id }) => unwanted.has(id));
    this.#older.remove(unwanted);
    this.#set(this.entries.filter(({ id }) => !unwanted.has(id)));
    void this.#try('removed', () => this.#parts.store.removeHistory(ids));
    return removed;
  }

  restore(entries: readonly HistoryEntry[]): void {
    for (const { id } of entries) this.#removed.delete(id);
    const oldest = this.older[0]?.startedAt ?? Number.NEGATIVE_INFINITY;
    this.#older.restore(entries.filter(({ startedAt }) => startedAt <= oldest));
    const all = withEntries(
      this.entries,
      entries.filter(({ startedAt }) => startedAt > oldest),
    );
    this.#set(all.slice(0, historyLimit));
    this.#older.push(all.slice(historyLimit));
    void this.#try('restored', () => this.#parts.store.restoreHistory(entries));
  }

  markSeen(): void {
    if (this.missed === 0) return;
    this.#older.markSeen();
    this.#set(allSeen(this.entries));
    void this.#try('marked', () => this.#parts.store.markHistorySeen());
  }

  async clear(): Promise<void> {
    this.#cleared = true;
    this.#older.clear();
    this.#set([]);
    await this.#try('cleared', () => this.#parts.store.clearHistory());
  }

  /** Entries that are older than so many days go, now and every day; 0: they stay. */
  keepFor(days: number): void {
    if (days === this.#keptDays) return;
    this.#keptDays = days;
    this.#trim();
  }

  #trim(): void {
    this.#stopTrimming();
    if (this.#keptDays === 0) return;
    const before = this.#keptSince();
    this.#older.trim(before);
    if (this.entries.some(({ startedAt }) => startedAt < before))
      this.#set(this.entries.filter(({ startedAt }) => startedAt >= before));
    void this.#try('trimmed', () => this.#parts.store.trimHistory(before));
    this.#stopTrimming = this.#parts.clock.after(dayMs, () => this.#trim());
  }

  #keptSince(): number {
    return this.#keptDays === 0 ? Number.NEGATIVE_INFINITY : this.#parts.clock.now() - this.#keptDays * dayMs;
  }

  #set(entries: readonly HistoryEntry[]): void {
    this.entries = entries;
    this.missed = countMissed(entries);
    this.#parts.changed();
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
    if (problem) this.#parts.log.warn('store', `${problem}: ${detail}`);
    if (this.problem === problem) return;
    this.problem = problem;
    this.#parts.changed();
  }
}
