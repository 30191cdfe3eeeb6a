/** What the home page tells of the calls. */
import type { HistoryEntry } from '../phone/history';
import { isMissed } from './call-words';
import { dayOf } from './time';

export interface Today {
  /** Incoming calls that were answered here. */
  readonly answered: number;
  readonly missed: number;
  /** Mean of all that were answered, in or out, in ms; null: none. */
  readonly talk: number | null;
}

/** Today's calls in figures. `history`: newest first. */
export function today(history: readonly HistoryEntry[], now: number): Today {
  const since = dayOf(now);
  const calls = history.filter(({ startedAt }) => startedAt >= since);
  const talks = calls.flatMap(({ answeredAt, endedAt }) => (answeredAt === null ? [] : [endedAt - answeredAt]));
  return {
    answered: calls.filter(({ direction, answeredAt }) => direction === 'incoming' && answeredAt !== null).length,
    missed: calls.filter(isMissed).length,
    talk: talks.length === 0 ? null : talks.reduce((sum, one) => sum + one, 0) / talks.length,
  };
}

/** Missed calls of numbers with which nobody has spoken since, newest first, each number once. */
export function toCallBack(history: readonly HistoryEntry[], limit: number): HistoryEntry[] {
  const spoken = new Set<string>();
  const found: HistoryEntry[] = [];
  for (const entry of history) {
    const { number } = entry.party;
    if (!number || spoken.has(number)) continue;
    if (isMissed(entry) && !entry.seen) found.push(entry);
    spoken.add(number);
    if (found.length === limit) break;
  }
  return found;
}

/** Which greeting the hour calls for. */
export function greeting(now: number): 'morning' | 'afternoon' | 'evening' {
  const hour = new Date(now).getHours();
  if (hour >= 4 && hour < 12) return 'morning';
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
}
