import { merged, type HistoryEntry } from '../history';
import type { LogPort, RingerPort, Sound, StorePort, StoreProblem } from '../ports';

/** Keeps the history in memory. */
export class FakeStore implements StorePort {
  onproblem: ((problem: StoreProblem | null, detail: string) => void) | null = null;
  /** Newest first. */
  entries: HistoryEntry[] = [];
  /** Set, every method rejects with it. */
  broken: Error | null = null;

  addHistory(entry: HistoryEntry): Promise<void> {
    return this.#do(() => (this.entries = [...merged([entry], this.entries)]));
  }
  async loadHistory(limit: number): Promise<HistoryEntry[]> {
    await this.#do(() => undefined);
    return this.entries.slice(0, limit);
  }
  markHistorySeen(): Promise<void> {
    return this.#do(() => (this.entries = this.entries.map((entry) => ({ ...entry, seen: true }))));
  }
  clearHistory(): Promise<void> {
    return this.#do(() => (this.entries = []));
  }

  #do(action: () => unknown): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    action();
    return Promise.resolve();
  }
}

/** Remembers what was played. */
export class FakeRinger implements RingerPort {
  /** Every sound and every `stop`, in order. */
  heard: (Sound | 'stop')[] = [];
  /** What sounds now. */
  playing: Sound | null = null;

  play(sound: Sound): void {
    this.heard.push(sound);
    this.playing = sound;
  }
  stop(): void {
    this.heard.push('stop');
    this.playing = null;
  }
}

/** Remembers what was logged, as `level area: message`. */
export class FakeLog implements LogPort {
  lines: string[] = [];

  debug(area: string, message: string): void {
    this.lines.push(`debug ${area}: ${message}`);
  }
  info(area: string, message: string): void {
    this.lines.push(`info ${area}: ${message}`);
  }
  warn(area: string, message: string): void {
    this.lines.push(`warn ${area}: ${message}`);
  }
  error(area: string, message: string): void {
    this.lines.push(`error ${area}: ${message}`);
  }
}
