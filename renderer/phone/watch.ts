import type { TimerEffect } from './machine';
import type { WatchSignal } from './ports';

/**
 * One subscription (RFC 6665). The transitions are in watch-machine.ts.
 *
 *   off → queued → asking → active ⇄ (refreshing)
 *           ↑         ↓        ↓
 *           └──── waiting ←────┘      final: not asked again before the line comes back
 *
 * `failures`: in a row so far. Times are ms since the epoch.
 */
export type WatchState =
  /** The line is not ready. */
  | { kind: 'off'; failures: number }
  /** Waits for its turn: not all SUBSCRIBEs go out at once. */
  | { kind: 'queued'; failures: number }
  | { kind: 'asking'; failures: number }
  | ActiveWatch
  /** `status` of the refusal; 0: the server ended it without refusing. */
  | { kind: 'waiting'; failures: number; until: number; status: number }
  /** The server wants no more of us (`status`), or there is nothing more to tell (0). */
  | { kind: 'final'; failures: number; status: number };

export interface ActiveWatch {
  kind: 'active';
  failures: number;
  since: number;
  refreshAt: number;
  expiresAt: number;
  /** Queued, or on its way. */
  refreshing: boolean;
}

/** `answer`: until a SUBSCRIBE counts as lost. */
export type WatchTimer = 'retry' | 'refresh' | 'answer';

export type WatchEvent =
  | Extract<WatchSignal, { kind: 'accepted' | 'refused' | 'terminated' }>
  | { kind: 'line-ready' }
  | { kind: 'line-lost' }
  /** The computer slept: timers may be late. */
  | { kind: 'wake' }
  /** What was queued may go out. */
  | { kind: 'turn' }
  | { kind: 'timer'; timer: WatchTimer };

export type WatchEffect =
  | { kind: 'queue' }
  | { kind: 'unqueue' }
  /** SUBSCRIBE, also to refresh. */
  | { kind: 'subscribe' }
  | TimerEffect<WatchTimer>;
