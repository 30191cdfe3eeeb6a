/** The steps that the transitions of the line are made of. */
import type { LineEffect, LineEvent, LineState, LineTimer, ReadyState } from './line';
import { nextTry, type LineContext } from './line-policy';
import type { Outcome } from './machine';
import type { LineCause } from './reasons';

export type LineOutcome = Outcome<LineState, LineEffect>;
export type RegisterFailed = Extract<LineEvent, { kind: 'register-failed' }>;

/** Longest lifetime that a 423 may talk us into, s. */
const longestExpires = 7 * 86_400;

const timersOf: Readonly<Record<LineState['kind'], readonly LineTimer[]>> = {
  off: [],
  connecting: ['connect-deadline'],
  registering: ['register-deadline'],
  ready: ['refresh', 'ping', 'pong-deadline', 'register-deadline'],
  waiting: ['retry'],
  offline: [],
  refused: [],
  closing: ['close-deadline'],
};

/**
 * The lifetime to ask for after a 423 (RFC 3261, section 10.2.8), or null when it was another failure. Raised only once
 * from what the account asks for, so that a server that always wants more cannot keep us busy.
 */
export function raisedExpires(event: RegisterFailed, asked: number, context: LineContext): number | null {
  const { status, minExpires } = event;
  if (status !== 423 || minExpires === undefined || asked !== context.expires) return null;
  return minExpires > asked && minExpires <= longestExpires ? Math.ceil(minExpires) : null;
}

/** A lifetime to work with, s: a server that grants next to nothing must not make us register every second. */
export function lifetime(granted: number): number {
  return Number.isFinite(granted) ? Math.min(Math.max(granted, 6), longestExpires) : 60;
}

export function expiresAt(granted: number, context: LineContext): number {
  return context.now + lifetime(granted) * 1_000;
}

/** The registration ran out while no timer ran: the computer slept, or the clock was set forward. */
export function isOverdue(state: ReadyState, context: LineContext): boolean {
  return !state.refreshing && context.now >= state.expiresAt;
}

export function register(expires: number, context: LineContext): LineEffect[] {
  return [
    { kind: 'register', expires },
    { kind: 'start-timer', timer: 'register-deadline', ms: context.policy.registerDeadlineMs },
  ];
}

export function refresh(state: ReadyState, context: LineContext, ...first: readonly LineEffect[]): LineOutcome {
  return { state: { ...state, refreshing: true }, effects: [...first, ...register(state.asked, context)] };
}

/** The server is to show that it is there; until then nobody is told that the line is well. */
export function doubt(state: ReadyState, context: LineContext): ReturnType<typeof pingNow> {
  // The deadline runs already: more news of the same trouble must not put it off.
  if (state.doubted) return { state, effects: [] };
  return pingNow({ ...state, doubted: true }, context.policy.doubtDeadlineMs);
}

export function pingNow(state: ReadyState, deadlineMs: number): { state: ReadyState; effects: LineEffect[] } {
  return {
    state,
    effects: [
      { kind: 'stop-timer', timer: 'ping' },
      { kind: 'ping' },
      { kind: 'start-timer', timer: 'pong-deadline', ms: deadlineMs },
    ],
  };
}

export function connect(state: LineState, attempt: number, server: number, context: LineContext): LineOutcome {
  const open = state.kind === 'connecting' || state.kind === 'registering' || state.kind === 'ready';
  const effects: LineEffect[] = open || state.kind === 'refused' ? [{ kind: 'disconnect' }] : [];
  return leave(
    state,
    { kind: 'connecting', attempt, server },
    ...effects,
    { kind: 'connect', server },
    { kind: 'start-timer', timer: 'connect-deadline', ms: context.policy.connectDeadlineMs },
  );
}

/** Long enough that what breaks it now is another trouble than the one before. */
export function hasStood(state: ReadyState, context: LineContext): boolean {
  return context.now - state.since >= context.policy.stableMs;
}

/** A line that was ready is not any more. One that breaks again and again must not reconnect twice a second. */
export function lose(state: ReadyState, from: number, cause: LineCause, context: LineContext): LineOutcome {
  return fail(state, hasStood(state, context) ? 1 : state.attempt, from, cause, context);
}

/** `failures` in a row, this one included; `from`: the server to try next. A line that was lost tries its own first. */
export function fail(
  state: LineState,
  failures: number,
  from: number,
  cause: LineCause,
  context: LineContext,
): LineOutcome {
  const { server, ms } = nextTry(from % context.servers, failures, cause, context);
  return leave(
    state,
    { kind: 'waiting', attempt: failures, server, until: context.now + ms, cause },
    { kind: 'disconnect' },
    { kind: 'start-timer', timer: 'retry', ms },
  );
}

export function goOffline(state: LineState, server: number): LineOutcome {
  return leave(state, { kind: 'offline', server }, { kind: 'disconnect' });
}

export function close(state: LineState, context: LineContext): LineOutcome {
  return leave(
    state,
    { kind: 'closing' },
    { kind: 'unregister' },
    { kind: 'start-timer', timer: 'close-deadline', ms: context.policy.closeDeadlineMs },
  );
}

/** Into another state: the timers of the old one end. */
export function leave(from: LineState, to: LineState, ...effects: readonly LineEffect[]): LineOutcome {
  const stops = timersOf[from.kind].map((timer): LineEffect => ({ kind: 'stop-timer', timer }));
  return { state: to, effects: [...stops, ...effects] };
}

export function stay(state: LineState): LineOutcome {
  return { state, effects: [] };
}

export function illegal(state: LineState): LineOutcome {
  return { state, effects: [], illegal: true };
}
