/** The transitions of a call; states and events are in call.ts. */
import type { CallEffect, CallEvent, CallState } from './call';
import { inActive } from './call-machine-active';
import { activate, end, ending, failure, illegal, stay, withdrawn } from './call-outcome';
import type { CallContext, CallOutcome, In } from './call-outcome';
import { chooseRedirect } from './redirect';
import { reasonForStatus } from './reasons';

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
    case 'redirected':
      return inRedirected(state, event, context);
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
    case 'ringing': {
      if (state.kind !== 'remote-ringing')
        return { state: { kind: 'remote-ringing', earlyMedia: false, progress: event.progress }, effects: [] };
      // A 183 after a 180 takes nothing back: it rings.
      if (event.progress === state.progress || event.progress === 'progress') return stay(state);
      return { state: { ...state, progress: event.progress }, effects: [] };
    }
    case 'early-media': {
      if (state.kind === 'remote-ringing' && state.earlyMedia) return stay(state);
      const progress = state.kind === 'remote-ringing' ? state.progress : 'progress';
      return { state: { kind: 'remote-ringing', earlyMedia: true, progress }, effects: [] };
    }
    case 'early-media-ended':
      return state.kind === 'remote-ringing' && state.earlyMedia
        ? { state: { ...state, earlyMedia: false }, effects: [] }
        : stay(state);
    case 'redirected':
      return redirected(event.targets, context);
    case 'established':
      return activate(context);
    case 'rejected':
      return end(reasonForStatus(event.status, rang(state)), context);
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
    case 'passed-on':
      // Picked up by somebody else, who calls us instead (RFC 3891).
      return ending({ kind: 'transferred', to: event.to }, { kind: 'cancel' }, context);
    case 'media-flowing':
    case 'media-interrupted':
    case 'party':
      return stay(state);
    case 'timer':
      if (event.timer !== 'ring-limit') return illegal(state);
      return ending({ kind: 'no-answer' }, { kind: 'cancel' }, context);
    default:
      return illegal(state);
  }
}

/** It rang, and nothing was heard but that. */
function rang(state: CallState): boolean {
  return state.kind === 'remote-ringing' && !state.earlyMedia && state.progress !== 'progress';
}

/** 3xx (RFC 3261, section 8.1.3.4): followed inside the own domain, otherwise the user is asked. */
function redirected(targets: readonly string[], context: CallContext): CallOutcome {
  const choice = chooseRedirect(targets, context.redirect);
  switch (choice.kind) {
    case 'follow':
      return { state: { kind: 'dialing' }, effects: [{ kind: 'invite', target: choice.target }] };
    case 'ask':
      return { state: { kind: 'redirected', target: choice.target }, effects: [] };
    case 'loop':
      return ending({ kind: 'failed', status: 482 }, { kind: 'cancel' }, context);
    case 'nowhere':
      return ending({ kind: 'not-found' }, { kind: 'cancel' }, context);
  }
}

/** The user is being asked. Nothing is on the wire; `cancel` gives back the microphone. */
function inRedirected(state: In<'redirected'>, event: CallEvent, context: CallContext): CallOutcome {
  switch (event.kind) {
    case 'follow':
      return {
        state: { kind: 'dialing' },
        effects: [
          { kind: 'start-timer', timer: 'ring-limit', ms: context.policy.ringLimitMs },
          { kind: 'invite', target: state.target },
        ],
      };
    case 'hang-up':
      return ending({ kind: 'cancelled' }, { kind: 'cancel' }, context);
    case 'timer':
      if (event.timer !== 'ring-limit') return illegal(state);
      return ending({ kind: 'cancelled' }, { kind: 'cancel' }, context);
    case 'failed':
      return end(failure(event.status), context);
    case 'media-failed':
      return ending({ kind: 'no-media' }, { kind: 'cancel' }, context);
    case 'media-flowing':
    case 'media-interrupted':
    case 'early-media-ended':
    case 'party':
      return stay(state);
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
      const { status, words } = event;
      const effect: CallEffect = words === undefined ? { kind: 'reject', status } : { kind: 'reject', status, words };
      return ending({ kind: 'declined', by: 'us' }, effect, context);
    }
    case 'refuse-busy':
      return ending({ kind: 'missed' }, { kind: 'reject', status: 486 }, context);
    case 'send-on':
      return ending({ kind: 'forwarded', to: event.to }, { kind: 'redirect', target: event.target }, context);
    case 'party':
      return stay(state);
    case 'hang-up':
      // The phone is being closed, nobody declined: 480 leaves the caller's other branches alone, 603 would not.
      return ending({ kind: 'missed' }, { kind: 'reject', status: 480 }, context);
    case 'cancelled':
      return end(withdrawn(event.cause, event.by), context);
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
      return end(withdrawn(event.cause, event.by), context);
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
    case 'send-on':
    case 'media-flowing':
    case 'media-interrupted':
    case 'party':
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
      if (event.timer === 'end-limit') return end(state.reason, context);
      // Those of the active call run out unheard.
      return event.timer === 'ring-limit' ? illegal(state) : stay(state);
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
