/** The transitions of a subscription; states and events are in watch.ts, the times in watch-policy.ts. */
import type { Outcome } from './machine';
import type { ActiveWatch, WatchEffect, WatchEvent, WatchState, WatchTimer } from './watch';
import { endsSubscription, watchLifetime, watchWait, type WatchContext } from './watch-policy';

export type WatchOutcome = Outcome<WatchState, WatchEffect>;
type Ended = Extract<WatchEvent, { kind: 'terminated' }>;

const timersOf: Readonly<Record<WatchState['kind'], readonly WatchTimer[]>> = {
  off: [],
  queued: [],
  asking: ['answer'],
  active: ['refresh', 'answer'],
  waiting: ['retry'],
  final: [],
};

/**
 * The watch machine. Nothing is illegal: what comes too late (an answer, a NOTIFY, a timer) changes nothing. Each refusal
 * is followed by a wait, so that no answer of a server makes more than one SUBSCRIBE.
 */
export function transition(state: WatchState, event: WatchEvent, context: WatchContext): WatchOutcome {
  if (event.kind === 'line-lost') return lost(state);
  switch (state.kind) {
    case 'off':
    case 'final':
      return event.kind === 'line-ready' ? queue(state, state.failures) : stay(state);
    case 'queued':
      return event.kind === 'turn' ? ask(state, { kind: 'asking', failures: state.failures }, context) : stay(state);
    case 'asking':
      return inAsking(state, event, context);
    case 'active':
      return inActive(state, event, context);
    case 'waiting':
      return inWaiting(state, event, context);
  }
}

function inAsking(state: Extract<WatchState, { kind: 'asking' }>, event: WatchEvent, context: WatchContext) {
  switch (event.kind) {
    case 'accepted':
      return accept(state, event.expires, state.failures, context.now, context);
    case 'refused':
      return wait(state, state.failures + 1, event.status, event.retryAfter, context);
    case 'terminated':
      return end(state, event, false, context);
    case 'timer':
      return event.timer === 'answer' ? wait(state, state.failures + 1, 408, 0, context) : stay(state);
    default:
      return stay(state);
  }
}

function inActive(state: ActiveWatch, event: WatchEvent, context: WatchContext): WatchOutcome {
  switch (event.kind) {
    case 'accepted':
      return accept(state, event.expires, 0, state.since, context);
    case 'refused':
      return refreshFailed(state, event.status, event.retryAfter, context);
    case 'terminated':
      return end(state, event, context.now - state.since >= context.policy.stableMs, context);
    case 'turn':
      return state.refreshing ? ask(state, state, context) : stay(state);
    case 'wake':
      return context.now >= state.refreshAt ? refresh(state) : stay(state);
    case 'timer':
      if (event.timer === 'refresh') return refresh(state);
      return event.timer === 'answer' ? refreshFailed(state, 408, 0, context) : stay(state);
    default:
      return stay(state);
  }
}

function inWaiting(state: Extract<WatchState, { kind: 'waiting' }>, event: WatchEvent, context: WatchContext) {
  const due = event.kind === 'wake' && context.now >= state.until;
  const retry = event.kind === 'timer' && event.timer === 'retry';
  return due || retry ? queue(state, state.failures) : stay(state);
}

/** The subscription went with its connection. */
function lost(state: WatchState): WatchOutcome {
  if (state.kind === 'off') return stay(state);
  const queued = state.kind === 'queued' || (state.kind === 'active' && state.refreshing);
  return leave(state, { kind: 'off', failures: state.failures }, ...(queued ? [{ kind: 'unqueue' } as const] : []));
}

function queue(state: WatchState, failures: number): WatchOutcome {
  return leave(state, { kind: 'queued', failures }, { kind: 'queue' });
}

function ask(from: WatchState, to: WatchState, { policy }: WatchContext): WatchOutcome {
  const limit: WatchEffect = { kind: 'start-timer', timer: 'answer', ms: policy.answerLimitMs };
  return leave(from, to, { kind: 'subscribe' }, limit);
}

/** The failures count on until it has been refreshed once: one that keeps breaking must not be asked for twice a second. */
function accept(
  state: WatchState,
  expires: number,
  failures: number,
  since: number,
  context: WatchContext,
): WatchOutcome {
  const { now, random, policy } = context;
  const lifetime = watchLifetime(expires) * 1_000;
  const ms = Math.round(lifetime * (policy.refreshFrom + (policy.refreshTo - policy.refreshFrom) * random));
  return leave(
    state,
    {
      kind: 'active',
      failures,
      since,
      refreshAt: now + ms,
      expiresAt: now + lifetime,
      refreshing: false,
    },
    { kind: 'start-timer', timer: 'refresh', ms },
  );
}

function refresh(state: ActiveWatch): WatchOutcome {
  if (state.refreshing) return stay(state);
  return leave(state, { ...state, refreshing: true }, { kind: 'queue' });
}

/** As long as the subscription still stands it is kept, and its refresh tried again. */
function refreshFailed(state: ActiveWatch, status: number, retryAfter: number, context: WatchContext): WatchOutcome {
  const failures = state.failures + 1;
  if (endsSubscription(status)) return wait(state, failures, status, retryAfter, context);
  const ms = watchWait(failures, status, retryAfter, context);
  if (context.now + ms >= state.expiresAt) return wait(state, failures, status, retryAfter, context);
  return leave(
    state,
    { ...state, failures, refreshing: false, refreshAt: context.now + ms },
    { kind: 'start-timer', timer: 'refresh', ms },
  );
}

/** NOTIFY with Subscription-State: terminated. What each reason asks for is in RFC 6665, section 4.1.3. */
function end(state: WatchState, event: Ended, stood: boolean, context: WatchContext): WatchOutcome {
  const failures = stood ? 1 : state.failures + 1;
  switch (event.reason) {
    case 'deactivated':
    case 'timeout':
      // At once, but for one that was ended as soon as it began: that would go round and round.
      return stood ? queue(state, 0) : wait(state, failures, 0, 0, context);
    case 'probation':
    case 'giveup':
    case 'other':
      return wait(state, failures, 0, event.retryAfter, context);
    case 'rejected':
      return leave(state, { kind: 'final', failures, status: 403 });
    case 'noresource':
      return leave(state, { kind: 'final', failures, status: 404 });
    case 'invariant':
      return leave(state, { kind: 'final', failures: 0, status: 0 });
  }
}

function wait(
  state: WatchState,
  failures: number,
  status: number,
  retryAfter: number,
  context: WatchContext,
): WatchOutcome {
  const ms = watchWait(failures, status, retryAfter, context);
  return leave(
    state,
    { kind: 'waiting', failures, until: context.now + ms, status },
    { kind: 'start-timer', timer: 'retry', ms },
  );
}

/** Into another state, or anew into the same: the timers of the old one end. */
function leave(from: WatchState, to: WatchState, ...effects: readonly WatchEffect[]): WatchOutcome {
  const stops = timersOf[from.kind].map((timer): WatchEffect => ({ kind: 'stop-timer', timer }));
  return { state: to, effects: [...stops, ...effects] };
}

function stay(state: WatchState): WatchOutcome {
  return { state, effects: [] };
}
