/** The part of the history that is read only when somebody wants to see it. */
import { allSeen, withEntries, type HistoryEntry } from './history';
import { Sharing } from './history-sharing';
import type { StorePort } from './ports';

/** Entries read at once: parsing them is to take less time than a frame. */
const slice = 1_000;

export interface OlderHistoryParts {
  read(before: number | null, limit: number): Promise<Awaited<ReturnType<StorePort['readHistory']>> | null>;
  /** What is in memory anyway. */
  known(): readonly HistoryEntry[];
  changed(): void;
}

export class OlderHistory {
  /** Newest first. */
  entries: readonly HistoryEntry[] = [];
  readonly #parts: OlderHistoryParts;
  #reading: Promise<void> | null = null;
  /** What happened to entries while they were being read; null: removed. */
  readonly #meanwhile = new Map<string, HistoryEntry | null>();
  #busy = false;
  #seen = false;
  /** What began before this moment is not wanted any more. */
  #wantedSince = Number.NEGATIVE_INFINITY;
  #cleared = false;

  constructor(parts: OlderHistoryParts) {
    this.#parts = parts;
  }

  /** Once; every further call waits for the same. */
  read(): Promise<void> {
    return (this.#reading ??= this.#readAll());
  }

  /** Entries that no longer are among the newest. */
  push(entries: readonly HistoryEntry[]): void {
    if (!this.#reading || entries.length === 0) return;
    if (this.#busy) for (const entry of entries) this.#meanwhile.set(entry.id, null);
    this.#set([...entries, ...this.entries]);
  }

  replace(entry: HistoryEntry): void {
    if (this.#busy) this.#meanwhile.set(entry.id, entry);
    if (this.entries.some(({ id }) => id === entry.id))
      this.#set(this.entries.map((one) => (one.id === entry.id ? entry : one)));
  }

  remove(ids: ReadonlySet<string>): void {
    if (this.#busy) for (const id of ids) this.#meanwhile.set(id, null);
    const left = this.entries.filter(({ id }) => !ids.has(id));
    if (left.length < this.entries.length) this.#set(left);
  }

  restore(entries: readonly HistoryEntry[]): void {
    if (entries.length > 0) this.#set(withEntries(this.entries, entries));
  }

  markSeen(): void {
    this.#seen = true;
    this.#set(allSeen(this.entries));
  }

  trim(before: number): void {
    this.#wantedSince = before;
    this.#set(this.entries.filter(({ startedAt }) => startedAt >= before));
  }

  clear(): void {
    this.#cleared = this.#reading !== null;
    this.#set([]);
  }

  async #readAll(): Promise<void> {
    const sharing = new Sharing();
    /** Told in growing portions: whoever makes something of all entries does it a few times only. */
    let portion: HistoryEntry[] = [];
    const tell = () => {
      const known = new Set(this.#parts.known().map(({ id }) => id));
      const wanted = portion.map((entry) => this.#now(entry)).filter((entry) => entry !== null);
      portion = [];
      this.#set([...this.entries, ...wanted.filter(({ id }) => !known.has(id))]);
    };
    let before: number | null = null;
    this.#busy = true;
    do {
      const read = await this.#parts.read(before, slice);
      if (!read || this.#cleared) break;
      portion.push(...read.entries.map((entry) => sharing.entry(entry)));
      before = read.next;
      if (portion.length > this.entries.length + slice) tell();
    } while (before !== null);
    if (!this.#cleared) tell();
    this.#busy = false;
    this.#meanwhile.clear();
  }

  /** An entry as it is by now; null: there is none any more. */
  #now(entry: HistoryEntry): HistoryEntry | null {
    if (entry.startedAt < this.#wantedSince) return null;
    const changed = this.#meanwhile.get(entry.id);
    if (changed !== undefined) return changed;
    return this.#seen && !entry.seen ? { ...entry, seen: true } : entry;
  }

  #set(entries: readonly HistoryEntry[]): void {
    if (entries === this.entries) return;
    this.entries = entries;
    this.#parts.changed();
  }
}
