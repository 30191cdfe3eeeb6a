import type { EndReason } from './reasons';
import type { Party } from './ports';

/** One finished call, as it is kept. Times in ms since the epoch. */
export interface HistoryEntry {
  id: string;
  direction: 'incoming' | 'outgoing';
  party: Party;
  /** `user@domain` of the account it came in on or went out by. */
  line: string;
  startedAt: number;
  /** null: never answered. */
  answeredAt: number | null;
  endedAt: number;
  reason: EndReason;
  /** A missed call that was looked at in the history. */
  seen: boolean;
  /** Id of that account; not in entries of older versions, nor the rest. */
  lineId?: string;
  /** Who had sent the call on to us. */
  via?: Party;
  /** How it sounded, as mean opinion score (quality.ts); absent when it was not measured. */
  mos?: number;
  /** The user's own words about it. */
  note?: string;
}

/** How many entries are held in memory; the store keeps more. */
export const historyLimit = 1_000;

/** The history with one entry more, newest first. An entry of the same id is replaced. */
export function withEntry(history: readonly HistoryEntry[], entry: HistoryEntry): readonly HistoryEntry[] {
  return [entry, ...history.filter((other) => other.id !== entry.id)].slice(0, historyLimit);
}

/** What the store had, and what has happened since it was asked; newest first, each once. */
export function merged(recent: readonly HistoryEntry[], stored: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const known = new Set(recent.map((entry) => entry.id));
  return [...recent, ...stored.filter((entry) => !known.has(entry.id))].slice(0, historyLimit);
}

/** With these words about the entry; without any when they are empty. */
export function withNote(entry: HistoryEntry, note: string): HistoryEntry {
  const changed: HistoryEntry = { ...entry, note };
  if (note === '') delete changed.note;
  return changed;
}

/** Those of the history and `added`, newest first, each once. */
export function withEntries(history: readonly HistoryEntry[], added: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const known = new Set(added.map((entry) => entry.id));
  return [...added, ...history.filter((entry) => !known.has(entry.id))].sort((a, b) => b.startedAt - a.startedAt);
}

/** A missed call that nobody has looked at. */
export function isUnseen(entry: HistoryEntry): boolean {
  return entry.direction === 'incoming' && entry.reason.kind === 'missed' && !entry.seen;
}

export function countMissed(history: readonly HistoryEntry[]): number {
  return history.filter(isUnseen).length;
}

export function allSeen(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  if (!history.some(isUnseen)) return history;
  return history.map((entry) => (isUnseen(entry) ? { ...entry, seen: true } : entry));
}
