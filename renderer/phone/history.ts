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
}
