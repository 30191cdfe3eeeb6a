/** The transitions of a call; states and events are in call.ts. */
import type { CallEffect, CallEvent, CallState } from './call';
import type { Outcome } from './machine';
import { reasonForStatus, type EndReason } from './reasons';

/** Times of the call machine, ms. */
export interface CallPolicy {
  /** Until an unanswered call is given up on this side (RFC 3261's Timer C is 3 min too). */
  ringLimitMs: number;
  /** From Answer until the call is up. */
  answerLimitMs: number;
  /** From our hang-up until the call counts as ended without the other side's word. */
  endLimitMs: number;
}

export const defaultCallPolicy: CallPolicy = { ringLimitMs: 180_000, answerLimitMs: 30_000, endLimitMs: 4_000 };

export interface CallContext {
  /** ms since the epoch */
  now: number;
  policy: CallPolicy;
}

export type CallOutcome = Outcome<CallState, CallEffect>;
type In<Kind extends CallState['kind']> = Extract<CallState, { kind: Kind }>;

const stopRinging: CallEffect = { kind: 'stop-timer', timer: 'ring-limit' };

/** How a call begins: an outgoing one asks for its INVITE, an incoming one rings. */
export function begin(direction: 'incoming' | 'outgoing', context: CallContext): CallOutcome {
  const limit: CallEffect = { kind: 'start-timer', timer: 'ring-limit', ms: context.policy.ringLimitMs };
  return direction === 'outgoing'
    ? { state: { kind: 'dialing' }, effects: [limit, { kind: 'invite' }] }
    : { state: { kind: 'ringing' }, effects: [limit] };
}

/** The call machine. Never throws; an event that has no meaning in the state is `illegal` and changes nothing. */
export function transition(state: CallState, event: CallEvent, context: CallContext): CallOutcome {
  switch (state.kind) {
    case 'dialing':
    case 'calling':
    case 'remote-ringing':
      return inOutgoing(state, event, context);
    case 'ringing':
      return inRinging(state, event, context);
    case 'answering':
      return inAnswering(state, event, context);
    case 'active':
      return inActive(state, event, context);
    case 'ending':
      return inEnding(state, event, context);
    case 'ended':
      return inEnded(state, event);
  }
}

/** dialing, calling, remote-ringing: a switch may leave out any of the steps (RFC 3261, section 13.2.2.1). */
function inOutgoing(
  state: In<'dialing'> | In<'calling'> | In<'remote-ringing'>,
  event: CallEvent,
  context: CallContext,
): CallOutcome {
  switch (event.kind) {
    case 'invite-sent':
      // Sent a second time with credentials, it is still the same call.
      return state.kind === 'dialing' ? { state: { kind: 'calling' }, effects: [] } : stay(state);
    case 'ringing':
      return state.kind === 'remote-ringing'
        ? stay(state)
        : { state: { kind: 'remote-ringing', earlyMedia: false }, effects: [] };
    case 'early-media':
      return state.kind === 'remote-ringing' && state.earlyMedia
        ? stay(state)
        : { state: { kind: 'remote-ringing', earlyMedia: true }, effects: [] };
    case 'established':
      return activate(context);
    case 'rejected':
      return end(reasonForStatus(event.status, state.kind === 'remote-ringing' && !state.earlyMedia), context);
    case 'failed':
      return end(failure(event.status), context);
    case 'no-microphone':
      // Only before the INVITE: without an offer there is nothing to take back.
      return state.kind === 'dialing'
        ? end({ kind: 'no-microphone', problem: event.problem }, context)
        : illegal(state);
    case 'media-failed':
      return state.kind === 'dialing'
        ? end({ kind: 'no-media' }, context)
        : ending({ kind: 'no-media' }, { kind: 'cancel' }, context);
    case 'hang-up':
      return ending({ kind: 'cancelled' }, { kind: 'cancel' }, context);
    case 'media-flowing':
    case 'media-interrupted':
      return stay(state);
    case 'timer':
      if (event.timer !== 'ring-limit') return illegal(state);
      return ending({ kind: 'no-answer' }, { kind: 'cancel' }, context);
    default:
      return illegal(state);
  }
}

function inRinging(state: In<'ringing'>, event: CallEvent, context: CallContext): CallOutcome {
  switch (event.kind) {
    case 'answer':
      return {
        state: { kind: 'answering' },
        effects: [{ kind: 'start-timer', timer: 'ring-limit', ms: context.policy.answerLimitMs }, { kind: 'accept' }],
      };
    case 'decline': {
      const reason: EndReason = event.status === 486 ? { kind: 'missed' } : { kind: 'declined', by: 'us' };
      return ending(reason, { kind: 'reject', status: event.status }, context);
    }
    case 'hang-up':
      // The phone is being closed, nobody declined: 480 leaves the caller's other branches alone, 603 would not.
      return ending({ kind: 'missed' }, { kind: 'reject', status: 480 }, context);
    case 'cancelled':
    case 'bye': // allowed on an early dialog too (RFC 3261, section 15)
      return end(withdrawn(event.cause), context);
    case 'failed':
      return end({ kind: 'missed' }, context);
    case 'timer':
      if (event.timer !== 'ring-limit') return illegal(state);
      return ending({ kind: 'missed' }, { kind: 'reject', status: 480 }, context);
    default:
      return illegal(state);
  }
}

function inAnswering(state: In<'answering'>, event: CallEvent, context: CallContext): CallOutcome {
  switch (event.kind) {
    case 'established':
      return activate(context);
    case 'cancelled':
      return end(withdrawn(event.cause), context);
    case 'bye':
      return end({ kind: 'hung-up', by: 'them' }, context);
    case 'failed':
      return end(failure(event.status), context);
    case 'no-microphone':
      return ending({ kind: 'no-microphone', problem: event.problem }, { kind: 'bye' }, context);
    case 'media-failed':
      return ending({ kind: 'no-media' }, { kind: 'bye' }, context);
    case 'hang-up':
    case 'decline':
      return ending({ kind: 'hung-up', by: 'us' }, { kind: 'bye' }, context);
    case 'timer':
      if (event.timer !== 'ring-limit') return illegal(state);
      return ending({ kind: 'failed', status: 408 }, { kind: 'bye' }, context);
    case 'answer': // pressed twice
    case 'media-flowing':
    case 'media-interrupted':
      return stay(state);
    default:
      return illegal(state);
  }
}

function inActive(state: In<'active'>, event: CallEvent, context: CallContext): CallOutcome {
  const { hold, media } = state;
  switch (event.kind) {
    case 'hang-up':
      return ending({ kind: 'hung-up', by: 'us' }, { kind: 'bye' }, context);
    case 'bye':
      return end({ kind: 'hung-up', by: 'them' }, context);
    case 'failed':
      return end({ kind: 'failed', status: event.status }, context);
    case 'hold':
      return event.on === hold.local ? stay(state) : { state, effects: [{ kind: 'set-hold', on: event.on }] };
    case 'local-hold':
      return event.on === hold.local ? stay(state) : part(state, { hold: { ...hold, local: event.on } });
    case 'remote-hold':
      return event.on === hold.remote ? stay(state) : part(state, { hold: { ...hold, remote: event.on } });
    case 'media-flowing':
      return media.kind === 'flowing' ? stay(state) : part(state, { media: { kind: 'flowing' } });
    case 'media-interrupted':
      return media.kind === 'interrupted'
        ? stay(state)
        : part(state, { media: { kind: 'interrupted', since: context.now } });
    case 'media-failed': {
      if (media.kind === 'starting') return ending({ kind: 'no-media' }, { kind: 'bye' }, context);
      // There was sound before: the network changed under the call. Find a new way, do not lose the call.
      const since = media.kind === 'interrupted' ? media.since : context.now;
      return { state: { ...state, media: { kind: 'interrupted', since } }, effects: [{ kind: 'restore' }] };
    }
    case 'answer':
    case 'cancelled': // too late to have an effect (RFC 3261, section 9.2)
      return stay(state);
    default:
      return illegal(state);
  }
}

function inEnding(state: In<'ending'>, event: CallEvent, context: CallContext): CallOutcome {
  switch (event.kind) {
    case 'gone':
    case 'rejected':
    case 'cancelled':
    case 'bye':
    case 'failed':
    case 'no-microphone':
      return end(state.reason, context);
    case 'established':
      // Their 200 crossed our CANCEL, or ours was on its way: the dialog exists and must be ended (RFC 3261, section 9.1).
      return { state, effects: [{ kind: 'bye' }] };
    case 'timer':
      return event.timer === 'end-limit' ? end(state.reason, context) : illegal(state);
    default:
      // Late words of a call that we have left, and buttons pressed twice.
      return stay(state);
  }
}

function inEnded(state: In<'ended'>, event: CallEvent): CallOutcome {
  switch (event.kind) {
    case 'established':
      // Answered after all, long after we gave up waiting for the end of it: nobody is here to talk.
      return { state, effects: [{ kind: 'bye' }] };
    case 'timer':
    case 'invite-sent':
    case 'answer':
    case 'hold':
      return illegal(state);
    default:
      return stay(state);
  }
}

/** Why an unanswered incoming call went away, by the caller's Reason header (RFC 3326). */
function withdrawn(cause: number): EndReason {
  if (cause === 200) return { kind: 'answered-elsewhere' };
  if (cause === 603) return { kind: 'declined', by: 'us' };
  return { kind: 'missed' };
}

/** A failure on our side of the wire. Without an answer from the switch, "nobody picked up" would be a guess. */
function failure(status: number): EndReason {
  return status === 408 || status === 487 ? { kind: 'failed', status } : reasonForStatus(status);
}

function activate(context: CallContext): CallOutcome {
  return {
    state: {
      kind: 'active',
      since: context.now,
      hold: { local: false, remote: false },
      media: { kind: 'starting' },
      transfer: 'none',
    },
    effects: [stopRinging],
  };
}

function part(state: In<'active'>, change: Partial<Pick<In<'active'>, 'hold' | 'media'>>): CallOutcome {
  return { state: { ...state, ...change }, effects: [] };
}

function ending(reason: EndReason, effect: CallEffect, context: CallContext): CallOutcome {
  return {
    state: { kind: 'ending', reason },
    effects: [stopRinging, { kind: 'start-timer', timer: 'end-limit', ms: context.policy.endLimitMs }, effect],
  };
}

function end(reason: EndReason, context: CallContext): CallOutcome {
  return {
    state: { kind: 'ended', reason, at: context.now },
    effects: [stopRinging, { kind: 'stop-timer', timer: 'end-limit' }, { kind: 'record', reason }],
  };
}

function stay(state: CallState): CallOutcome {
  return { state, effects: [] };
}

function illegal(state: CallState): CallOutcome {
  return { state, effects: [], illegal: true };
}
