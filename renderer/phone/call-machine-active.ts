/** The transitions of a call that is up: its hold, its sound and its transfer go their own ways. */
import type { CallEffect, CallEvent, Transfer } from './call';
import { end, ending, illegal, stay, type CallContext, type CallOutcome, type In } from './call-outcome';
import type { EndReason } from './reasons';

type Active = In<'active'>;

export function inActive(state: Active, event: CallEvent, context: CallContext): CallOutcome {
  const { hold, media } = state;
  switch (event.kind) {
    case 'hang-up':
      return ending(byeReason(state, 'us'), { kind: 'bye' }, context);
    case 'bye':
      return end(byeReason(state, 'them'), context);
    case 'failed':
      return end({ kind: 'failed', status: event.status }, context);
    case 'passed-on': {
      const reason: EndReason = { kind: 'transferred', to: event.to };
      return event.over ? end(reason, context) : ending(reason, { kind: 'bye' }, context);
    }
    case 'hold':
      return event.on === hold.local ? stay(state) : { state, effects: [{ kind: 'set-hold', on: event.on }] };
    case 'local-hold':
      if (event.on === hold.local) return stay(state);
      return withRefer(withSound(state, { ...state, hold: { ...hold, local: event.on } }, [], context), context);
    case 'remote-hold':
      if (event.on === hold.remote) return stay(state);
      return withSound(state, { ...state, hold: { ...hold, remote: event.on } }, [], context);
    case 'media-flowing':
      if (media.kind === 'flowing') return stay(state);
      return withSound(state, { ...state, media: { kind: 'flowing' } }, [], context);
    case 'media-interrupted':
      if (media.kind === 'interrupted') return stay(state);
      return withSound(state, { ...state, media: { kind: 'interrupted', since: context.now } }, [], context);
    case 'media-failed': {
      if (event.closed) return ending({ kind: 'slept' }, { kind: 'bye' }, context);
      if (media.kind === 'starting') return ending({ kind: 'no-media' }, { kind: 'bye' }, context);
      // There was sound before: the network changed under the call. Find a new way, do not lose the call.
      const since = media.kind === 'interrupted' ? media.since : context.now;
      const broken: Active = { ...state, media: { kind: 'interrupted', since } };
      return withSound(state, broken, [{ kind: 'restore' }], context);
    }
    case 'answer':
    case 'cancelled': // too late to have an effect (RFC 3261, section 9.2)
    case 'party':
    case 'referred':
      return stay(state);
    case 'timer':
      return onTimer(state, event.timer, context);
    default:
      return inTransfer(state, event, context);
  }
}

function inTransfer(state: Active, event: CallEvent, context: CallContext): CallOutcome {
  const { transfer, hold } = state;
  const referring = transfer.kind === 'referring';
  switch (event.kind) {
    case 'consult':
      return referring ? stay(state) : part(state, { kind: 'consulting', with: event.with });
    case 'consult-over':
      if (transfer.kind !== 'consulting' || transfer.with !== event.with) return stay(state);
      return part(state, { kind: 'none' }, [{ kind: 'come-back' }]);
    case 'refer': {
      if (referring) return stay(state);
      const { to, target } = event;
      if (hold.local) return refer(state, to, { kind: 'refer', target }, context);
      // They are not to hear how they are handed over.
      return part(state, { kind: 'referring', to, progress: 0, unsent: target }, [
        { kind: 'set-hold', on: true },
        { kind: 'start-timer', timer: 'refer-wait', ms: context.policy.referWaitMs },
      ]);
    }
    case 'transfer':
      if (!referring) return stay(state);
      if (!event.final)
        return transfer.progress === event.status ? stay(state) : part(state, { ...transfer, progress: event.status });
      if (event.status >= 200 && event.status <= 299)
        return ending({ kind: 'transferred', to: transfer.to }, { kind: 'bye' }, context);
      return referFailed(state, transfer.to, event.status);
    default:
      return illegal(state);
  }
}

function onTimer(state: Active, timer: Extract<CallEvent, { kind: 'timer' }>['timer'], context: CallContext) {
  const { transfer, media } = state;
  switch (timer) {
    case 'refer-wait':
      return transfer.kind === 'referring' && transfer.unsent
        ? refer(state, transfer.to, { kind: 'refer', target: transfer.unsent }, context)
        : stay(state);
    case 'refer-limit':
      return transfer.kind === 'referring' ? referFailed(state, transfer.to, 408) : stay(state);
    case 'restore':
      return media.kind === 'interrupted'
        ? { state, effects: [{ kind: 'restore' } as const, nextRestore(media.since, context)] }
        : stay(state);
    case 'interruption-limit':
      return ending({ kind: 'interrupted' }, { kind: 'bye' }, context);
    default:
      return illegal(state);
  }
}

/** The call was passed on when it ends under a REFER that the other side has taken up. */
function byeReason({ transfer }: Active, by: 'us' | 'them'): EndReason {
  const taken = transfer.kind === 'referring' && !transfer.unsent && (by === 'them' || transfer.progress > 0);
  return taken ? { kind: 'transferred', to: transfer.to } : { kind: 'hung-up', by };
}

function refer(state: Active, to: string, effect: CallEffect, context: CallContext): CallOutcome {
  return part(state, { kind: 'referring', to, progress: 0 }, [
    { kind: 'stop-timer', timer: 'refer-wait' },
    effect,
    { kind: 'start-timer', timer: 'refer-limit', ms: context.policy.referLimitMs },
  ]);
}

/** Held now: the REFER that waited for it goes out. */
function withRefer(outcome: CallOutcome, context: CallContext): CallOutcome {
  const { state } = outcome;
  if (state.kind !== 'active' || !state.hold.local) return outcome;
  const { transfer } = state;
  if (transfer.kind !== 'referring' || !transfer.unsent) return outcome;
  const sent = refer(state, transfer.to, { kind: 'refer', target: transfer.unsent }, context);
  return { state: sent.state, effects: [...outcome.effects, ...sent.effects] };
}

function referFailed(state: Active, to: string, status: number): CallOutcome {
  return part(state, { kind: 'failed', to, status }, [
    { kind: 'stop-timer', timer: 'refer-limit' },
    // The hold may not have been confirmed yet; it is taken back all the same.
    state.hold.local ? { kind: 'come-back' } : { kind: 'set-hold', on: false },
  ]);
}

function part(state: Active, transfer: Transfer, effects: readonly CallEffect[] = []): CallOutcome {
  return { state: { ...state, transfer }, effects };
}

/**
 * Sound that should come and does not is sought again and again, and not for ever. On hold none is due: then nothing
 * is done about it.
 */
function withSound(before: Active, after: Active, first: readonly CallEffect[], context: CallContext): CallOutcome {
  const was = lostSince(before);
  const is = lostSince(after);
  if (is === null) {
    const stops: readonly CallEffect[] =
      was === null
        ? []
        : [
            { kind: 'stop-timer', timer: 'restore' },
            { kind: 'stop-timer', timer: 'interruption-limit' },
          ];
    return { state: after, effects: [...first, ...stops] };
  }
  if (was !== null) return { state: after, effects: first };
  const { interruptionLimitMs: ms } = context.policy;
  const restore: readonly CallEffect[] = first.length > 0 ? first : [{ kind: 'restore' }];
  const limit: readonly CallEffect[] = ms > 0 ? [{ kind: 'start-timer', timer: 'interruption-limit', ms }] : [];
  return { state: after, effects: [...restore, nextRestore(is, context), ...limit] };
}

function lostSince({ media, hold }: Active): number | null {
  return media.kind === 'interrupted' && !hold.local && !hold.remote ? media.since : null;
}

/** After 2 s, 4, 8 and 16 s without sound, then every 15 s: the pause is as long as it has lasted. */
function nextRestore(since: number, { now, policy }: CallContext): CallEffect {
  const [first, longest] = policy.restoreMs;
  return { kind: 'start-timer', timer: 'restore', ms: Math.min(Math.max(now - since, first), longest) };
}
