/** What the transitions of a call are made of. */
import type { CallEffect, CallState } from './call';
import { harmlessText } from './identity';
import type { Outcome } from './machine';
import type { RedirectContext } from './redirect';
import { reasonForStatus, type EndReason } from './reasons';

/** Times of the call machine, ms. */
export interface CallPolicy {
  /** Until an unanswered call is given up on this side (RFC 3261's Timer C is 3 min too). */
  ringLimitMs: number;
  /** From Answer until the call is up. */
  answerLimitMs: number;
  /** From our hang-up until the call counts as ended without the other side's word. */
  endLimitMs: number;
  /** How long a REFER waits for the call to be held. */
  referWaitMs: number;
  /** From the REFER until a transfer of which no end is heard counts as failed. */
  referLimitMs: number;
  /** Between two attempts to bring the sound back: the first and the longest pause. */
  restoreMs: readonly [first: number, longest: number];
  /** Without sound for so long a call is ended; 0: never. */
  interruptionLimitMs: number;
}

export const defaultCallPolicy: CallPolicy = {
  ringLimitMs: 180_000,
  answerLimitMs: 30_000,
  endLimitMs: 4_000,
  referWaitMs: 2_000,
  referLimitMs: 200_000,
  restoreMs: [2_000, 15_000],
  interruptionLimitMs: 120_000,
};

export interface CallContext {
  /** ms since the epoch */
  now: number;
  policy: CallPolicy;
  redirect: RedirectContext;
}

export type CallOutcome = Outcome<CallState, CallEffect>;
export type In<Kind extends CallState['kind']> = Extract<CallState, { kind: Kind }>;

const stopRinging: CallEffect = { kind: 'stop-timer', timer: 'ring-limit' };

/** Why an unanswered incoming call went away, by the caller's Reason header (RFC 3326); `by`: who took it. */
export function withdrawn(cause: number, by = ''): EndReason {
  const who = harmlessText(by);
  if (cause === 200) return { kind: 'answered-elsewhere', ...(who === '' ? {} : { who }) };
  if (cause === 603) return { kind: 'declined', by: 'us' };
  return { kind: 'missed' };
}

/** A failure on our side of the wire. Without an answer from the switch, "nobody picked up" would be a guess. */
export function failure(status: number): EndReason {
  return status === 408 || status === 487 ? { kind: 'failed', status } : reasonForStatus(status);
}

export function activate(context: CallContext): CallOutcome {
  return {
    state: {
      kind: 'active',
      since: context.now,
      hold: { local: false, remote: false },
      media: { kind: 'starting' },
      transfer: { kind: 'none' },
    },
    effects: [stopRinging],
  };
}

export function ending(reason: EndReason, effect: CallEffect, context: CallContext): CallOutcome {
  return {
    state: { kind: 'ending', reason },
    effects: [stopRinging, { kind: 'start-timer', timer: 'end-limit', ms: context.policy.endLimitMs }, effect],
  };
}

export function end(reason: EndReason, context: CallContext): CallOutcome {
  return {
    state: { kind: 'ended', reason, at: context.now },
    effects: [stopRinging, { kind: 'stop-timer', timer: 'end-limit' }, { kind: 'record', reason }],
  };
}

export function stay(state: CallState): CallOutcome {
  return { state, effects: [] };
}

export function illegal(state: CallState): CallOutcome {
  return { state, effects: [], illegal: true };
}
