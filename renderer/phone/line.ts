import type { TimerEffect } from './machine';
import type { LineCause } from './reasons';

/**
 * Connection and registration of one account. The transitions are in
 * line-machine.ts. What the user wants is kept beside the state: Phone has an account or it has none.
 *
 *   off → connecting → registering → ready
 *           ↑    ↓         ↓          ↓
 *           └── waiting ←──┴──────────┘      refused: bad credentials, no automatic retry
 *   offline: the operating system has no network; no timer runs.
 */
export type LineState =
  | { kind: 'off' }
  /** `attempt`: 1 for the first. `server`: index into `account.servers`. */
  | { kind: 'connecting'; attempt: number; server: number }
  /** `asked`: the lifetime that the REGISTER asks for, s. */
  | { kind: 'registering'; attempt: number; server: number; asked: number }
  | ReadyState
  /** `attempt`: failures in a row so far. `server`: the one to be tried next. */
  | { kind: 'waiting'; attempt: number; server: number; until: number; cause: LineCause }
  | { kind: 'offline'; server: number }
  | { kind: 'refused'; cause: LineCause }
  | { kind: 'closing' };

export interface ReadyState {
  kind: 'ready';
  /** The attempt that succeeded: a line that keeps breaking at once goes on counting. */
  attempt: number;
  server: number;
  /** ms since the epoch */
  since: number;
  /** When the registration runs out, ms since the epoch. */
  expiresAt: number;
  /** The lifetime that a refresh asks for, s. */
  asked: number;
  /** A REGISTER is under way. */
  refreshing: boolean;
  /** There is reason to doubt the connection (sleep, another network), and no sign of life has come since. */
  doubted?: boolean;
}

/** What the SIP adapter tells about the line. Times in seconds, as in the headers. */
export type LineSignal =
  | { kind: 'connected' }
  | { kind: 'connect-failed'; cause: LineCause }
  | { kind: 'disconnected'; cause: LineCause }
  | { kind: 'registered'; expires: number }
  /** Final refusal of a REGISTER; `retryAfter` from Retry-After, `minExpires` from a 423. */
  | { kind: 'register-failed'; status: number; cause: LineCause; retryAfter?: number; minExpires?: number }
  | { kind: 'unregistered' }
  /** The server answered our ping, or anything else arrived from it. */
  | { kind: 'alive' };

export type LineTimer =
  'retry' | 'refresh' | 'ping' | 'pong-deadline' | 'connect-deadline' | 'register-deadline' | 'close-deadline';

export type LineEvent =
  | LineSignal
  /** The user's or the system's wishes. */
  | { kind: 'start' }
  | { kind: 'stop' }
  | { kind: 'retry' }
  | { kind: 'network-up' }
  | { kind: 'network-down' }
  | { kind: 'wake' }
  | { kind: 'timer'; timer: LineTimer };

export type LineEffect =
  | { kind: 'connect'; server: number }
  | { kind: 'disconnect' }
  /** `expires` in seconds. */
  | { kind: 'register'; expires: number }
  | { kind: 'unregister' }
  | { kind: 'ping' }
  /** The line came back: live calls want a re-INVITE with ICE restart and the new Contact. */
  | { kind: 'restore-calls' }
  /** (Re)starts a timer, `ms` from now, or stops it. */
  | TimerEffect<LineTimer>;
