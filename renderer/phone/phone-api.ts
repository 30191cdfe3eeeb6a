import type { Account } from './account';
import type { CallState } from './call';
import type { HistoryEntry } from './history';
import type { LineState } from './line';
import type { CallId, Party, StoreProblem } from './ports';

/** One call as the rest of the program sees it; replaced, never changed. */
export interface Call {
  readonly id: CallId;
  readonly direction: 'incoming' | 'outgoing';
  readonly party: Party;
  readonly startedAt: number;
  readonly state: CallState;
  readonly muted: boolean;
  /** Digits sent in this call, shown in the keypad; never logged. */
  readonly digits: string;
  /** Answered by the machine, not by hand. */
  readonly autoAnswered: boolean;
  /** Seconds after which the caller's headers ask for automatic answer; null without. */
  readonly answerAfter: number | null;
}

export interface PhoneState {
  readonly account: Account | null;
  readonly line: LineState;
  /** Living calls, oldest first, and the one that ended last for as long as its result is shown. */
  readonly calls: readonly Call[];
  readonly doNotDisturb: boolean;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
  /** Missed calls that were not looked at. */
  readonly missed: number;
  /** The history is not kept as it should be. */
  readonly storeProblem: StoreProblem | null;
}

/** Why a number cannot be dialled; see `dial-string.ts`. */
export type DialProblem = 'empty' | 'not-a-number' | 'no-line' | 'too-many-calls';
export type DialResult = { ok: true; id: CallId } | { ok: false; problem: DialProblem };

export type PhoneListener = (state: PhoneState, before: PhoneState) => void;

/** The phone, as `state/` and the composition root use it. */
export interface PhoneApi {
  readonly state: PhoneState;
  /** Calls back after every change; returns a function that ends it. */
  subscribe(listener: PhoneListener): () => void;
  signIn(account: Account, password: string): void;
  /** Hangs up, unregisters and forgets the account; resolves when the server knows or 2 s have passed. */
  signOut(): Promise<void>;
  retry(): void;
  networkChanged(online: boolean): void;
  woke(): void;
  dial(input: string): DialResult;
  answer(id: CallId, how: 'by-hand' | 'automatic'): void;
  decline(id: CallId): void;
  hangUp(id: CallId): void;
  setMuted(id: CallId, on: boolean): void;
  setHold(id: CallId, on: boolean): void;
  sendDtmf(id: CallId, digits: string): void;
  setDoNotDisturb(on: boolean): void;
  markHistorySeen(): void;
  clearHistory(): Promise<void>;
  /** Takes the ended call off the screen before its time. */
  dismiss(id: CallId): void;
  /** Hangs up and unregisters; resolves when done or after 2 s at most. */
  close(): Promise<void>;
}
