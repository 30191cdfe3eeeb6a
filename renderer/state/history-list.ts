import type { HistoryEntry } from '../phone/history';
import { isMissed } from './call-words';
import { dayHeading, dayOf } from './time';

export type HistoryFilter = 'all' | 'missed';

/** The history as one flat list for the virtual scroller: a heading for each day, then its calls. */
export type HistoryItem =
  { kind: 'day'; key: string; heading: string } | { kind: 'call'; key: string; entry: HistoryEntry };

export function historyItems(history: readonly HistoryEntry[], filter: HistoryFilter, now: number): HistoryItem[] {
  const items: HistoryItem[] = [];
  let day = Number.NaN;
  for (const entry of history) {
    if (filter === 'missed' && !isMissed(entry)) continue;
    const its = dayOf(entry.startedAt);
    if (its !== day) {
      day = its;
      items.push({ kind: 'day', key: `day ${String(day)}`, heading: dayHeading(day, now) });
    }
    items.push({ kind: 'call', key: entry.id, entry });
  }
  return items;
}

/** Other calls with the same number, newest first. */
export function earlierCalls(
  history: readonly HistoryEntry[],
  number: string,
  except: string,
  limit: number,
): HistoryEntry[] {
  const found: HistoryEntry[] = [];
  if (!number) return found;
  for (const entry of history) {
    if (entry.party.number === number && entry.id !== except) found.push(entry);
    if (found.length === limit) break;
  }
  return found;
}

/** The people called or heard last, each once. */
export function recentPeople(history: readonly HistoryEntry[], limit: number): HistoryEntry[] {
  const seen = new Set<string>();
  const found: HistoryEntry[] = [];
  for (const entry of history) {
    if (!entry.party.number || seen.has(entry.party.number)) continue;
    seen.add(entry.party.number);
    found.push(entry);
    if (found.length === limit) break;
  }
  return found;
}

/** What Call dials when nothing was typed: the number that was dialled last. */
export function lastDialled(history: readonly HistoryEntry[]): HistoryEntry | null {
  return history.find((entry) => entry.direction === 'outgoing' && entry.party.number !== '') ?? null;
}
