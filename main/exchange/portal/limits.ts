import type { Clock } from '../clock';
import { tooMany } from './problem';

/** So many in so long, for each key, in memory: what was counted is forgotten at the next start. */
export class Limits {
  private readonly seen = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  /** Throws the problem when there were `most` in the last `ms` already. */
  check(key: string, most: number, ms: number): void {
    const now = this.clock.now();
    const recent = (this.seen.get(key) ?? []).filter((at) => now - at < ms);
    this.seen.set(key, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= most) throw tooMany(Math.ceil((oldest + ms - now) / 1000));
  }

  note(key: string): void {
    this.seen.set(key, [...(this.seen.get(key) ?? []), this.clock.now()]);
  }

  forget(key: string): void {
    this.seen.delete(key);
  }
}
