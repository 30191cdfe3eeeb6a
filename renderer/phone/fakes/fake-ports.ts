import { withEntries, type HistoryEntry } from '../history';
import type { ChatMessage } from '../messages';
import type { CallId, ConferencePort, LogPort, RingerPort, Sound, StorePort, StoreProblem } from '../ports';

/** Keeps history and messages in memory. */
export class FakeStore implements StorePort {
  onproblem: ((problem: StoreProblem | null, detail: string) => void) | null = null;
  /** Newest first. */
  entries: HistoryEntry[] = [];
  /** Oldest first. */
  messages: ChatMessage[] = [];
  /** Set, every method rejects with it. */
  broken: Error | null = null;

  addHistory(entry: HistoryEntry): Promise<void> {
    return this.#do(() => (this.entries = [entry, ...this.entries.filter(({ id }) => id !== entry.id)]));
  }
  async loadHistory(limit: number): Promise<HistoryEntry[]> {
    await this.#do(() => undefined);
    return this.entries.slice(0, limit);
  }
  async readHistory(before: number | null, limit: number): ReturnType<StorePort['readHistory']> {
    await this.#do(() => undefined);
    const asked = this.entries.filter(({ startedAt }) => before === null || startedAt < before);
    const last = asked[limit - 1]?.startedAt;
    if (last === undefined) return { entries: asked, next: null };
    return { entries: asked.filter(({ startedAt }) => startedAt >= last), next: last };
  }
  restoreHistory(entries: readonly HistoryEntry[]): Promise<void> {
    return this.#do(() => (this.entries = [...withEntries(this.entries, entries)]));
  }
  removeHistory(ids: readonly string[]): Promise<void> {
    return this.#do(() => (this.entries = this.entries.filter(({ id }) => !ids.includes(id))));
  }
  trimHistory(before: number): Promise<void> {
    return this.#do(() => (this.entries = this.entries.filter(({ startedAt }) => startedAt >= before)));
  }
  markHistorySeen(): Promise<void> {
    return this.#do(() => (this.entries = this.entries.map((entry) => ({ ...entry, seen: true }))));
  }
  clearHistory(): Promise<void> {
    return this.#do(() => (this.entries = []));
  }
  putMessage(message: ChatMessage): Promise<void> {
    return this.#do(() => {
      const known = this.messages.some((other) => other.id === message.id);
      const replaced = this.messages.map((other) => (other.id === message.id ? message : other));
      this.messages = known ? replaced : [...this.messages, message];
    });
  }
  async loadMessages(limit: number): Promise<ChatMessage[]> {
    await this.#do(() => undefined);
    return this.messages.slice(-limit);
  }
  removeConversation(line: string, peer: string): Promise<void> {
    return this.#do(
      () => (this.messages = this.messages.filter((message) => message.line !== line || message.peer !== peer)),
    );
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

/** Remembers what was mixed. */
export class FakeConference implements ConferencePort {
  /** The calls that are mixed now. */
  mixed: readonly CallId[] = [];
  readonly muted = new Set<CallId>();

  mix(ids: readonly CallId[]): void {
    this.mixed = ids.length > 1 ? [...ids] : [];
  }
  setPartyMuted(id: CallId, on: boolean): void {
    if (on) this.muted.add(id);
    else this.muted.delete(id);
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
