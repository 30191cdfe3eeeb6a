import type { HistoryEntry } from '../phone/history';

/** Those that are selected once these calls have been touched: all of them, or none where all were. */
export function toggled(selected: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const next = new Set(selected);
  const all = ids.every((id) => next.has(id));
  for (const id of ids) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return next;
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
