/** The transitions of the line; states and events are in line.ts, the times in line-policy.ts. */
import type { LineEffect, LineEvent, LineState, ReadyState } from './line';
import { isFinal, refreshIn, type LineContext } from './line-policy';
import {
  close,
  connect,
  doubt,
  expiresAt,
  fail,
  goOffline,
  hasStood,
  illegal,
  isOverdue,
  leave,
  lifetime,
  lose,
  pingNow,
  raisedExpires,
  refresh,
  register,
  stay,
  type LineOutcome,
  type RegisterFailed,
} from './line-steps';

type In<Kind extends LineState['kind']> = Extract<LineState, { kind: Kind }>;

/** The line machine. Never throws; an event that has no meaning in the state is `illegal` and changes nothing. */
export function transition(state: LineState, event: LineEvent, context: LineContext): LineOutcome {
  switch (state.kind) {
    case 'off':
      return inOff(state, event, context);
    case 'connecting':
      return inConnecting(state, event, context);
    case 'registering':
      return inRegistering(state, event, context);
    case 'ready':
      return inReady(state, event, context);
    case 'waiting':
      return inWaiting(state, event, context);
    case 'offline':
      return inOffline(state, event, context);
    case 'refused':
      return inRefused(state, event, context);
    case 'closing':
      return inClosing(state, event);
  }
}

function inOff(state: In<'off'>, event: LineEvent, context: LineContext): LineOutcome {
  switch (event.kind) {
    case 'start':
      return context.online ? connect(state, 1, 0, context) : stay({ kind: 'offline', server: 0 });
    case 'stop':
    case 'network-up':
    case 'network-down':
    case 'wake':
    case 'disconnected':
    case 'unregistered':
    case 'alive':
      return stay(state);
    default:
      return illegal(state);
  }
}

function inConnecting(state: In<'connecting'>, event: LineEvent, context: LineContext): LineOutcome {
  const { attempt, server } = state;
  switch (event.kind) {
    case 'connected':
      return leave(
        state,
        { kind: 'registering', attempt, server, asked: context.expires },
        ...register(context.expires, context),
      );
    case 'connect-failed':
      return isFinal(event.cause, context)
        ? leave(state, { kind: 'refused', cause: event.cause }, { kind: 'disconnect' })
        : fail(state, attempt, server + 1, event.cause, context);
    case 'disconnected':
      return fail(state, attempt, server + 1, event.cause, context);
    case 'network-up':
    case 'wake':
      // The attempt under way belongs to the network of before.
      return connect(state, attempt, server, context);
    case 'network-down':
      return goOffline(state, server);
    case 'stop':
      return leave(state, { kind: 'off' }, { kind: 'disconnect' });
    case 'retry':
    case 'alive':
      return stay(state);
    case 'timer':
      if (event.timer !== 'connect-deadline') return illegal(state);
      return fail(state, attempt, server + 1, { kind: 'timeout' }, context);
    default:
      return illegal(state);
  }
}

function inRegistering(state: In<'registering'>, event: LineEvent, context: LineContext): LineOutcome {
  const { attempt, server, asked } = state;
  switch (event.kind) {
    case 'registered':
      return leave(
        state,
        {
          kind: 'ready',
          attempt,
          server,
          since: context.now,
          expiresAt: expiresAt(event.expires, context),
          asked,
          refreshing: false,
        },
        { kind: 'start-timer', timer: 'refresh', ms: refreshIn(lifetime(event.expires), context) },
        { kind: 'start-timer', timer: 'ping', ms: context.policy.pingAfterMs },
        { kind: 'restore-calls' },
      );
    case 'register-failed': {
      const raised = raisedExpires(event, asked, context);
      if (raised !== null) return { state: { ...state, asked: raised }, effects: register(raised, context) };
      if (isFinal(event.cause, context))
        return leave(state, { kind: 'refused', cause: event.cause }, { kind: 'disconnect' });
      return fail(state, attempt, server + 1, event.cause, context);
    }
    case 'disconnected':
      return fail(state, attempt, server + 1, event.cause, context);
    case 'network-up':
    case 'wake':
      return connect(state, attempt, server, context);
    case 'network-down':
      return goOffline(state, server);
    case 'stop':
      // The REGISTER on its way may still be granted: take it back.
      return close(state, context);
    case 'retry':
    case 'alive':
      return stay(state);
    case 'timer':
      if (event.timer !== 'register-deadline') return illegal(state);
      return fail(state, attempt, server + 1, { kind: 'timeout' }, context);
    default:
      return illegal(state);
  }
}

function inReady(state: ReadyState, event: LineEvent, context: LineContext): LineOutcome {
  const { server } = state;
  const { policy } = context;
  switch (event.kind) {
    case 'registered':
      return {
        state: { ...state, refreshing: false, expiresAt: expiresAt(event.expires, context) },
        effects: [
          { kind: 'stop-timer', timer: 'register-deadline' },
          { kind: 'start-timer', timer: 'refresh', ms: refreshIn(lifetime(event.expires), context) },
        ],
      };
    case 'register-failed':
      return refreshFailed(state, event, context);
    case 'alive': {
      const quiet: LineEffect[] = [
        { kind: 'stop-timer', timer: 'pong-deadline' },
        { kind: 'start-timer', timer: 'ping', ms: policy.pingAfterMs },
      ];
      const trusted = state.doubted ? { ...state, doubted: false } : state;
      return isOverdue(trusted, context) ? refresh(trusted, context, ...quiet) : { state: trusted, effects: quiet };
    }
    case 'unregistered':
      // The server dropped the binding while the connection is well.
      return state.refreshing ? stay(state) : refresh(state, context);
    case 'disconnected':
      return lose(state, server, event.cause, context);
    case 'wake':
      // Past its lifetime the switch has forgotten us, and the connection is not worth a question.
      return context.now >= state.expiresAt ? connect(state, 1, server, context) : doubt(state, context);
    case 'network-up':
    case 'retry':
      return doubt(state, context);
    case 'network-down':
      return goOffline(state, server);
    case 'stop':
      return close(state, context);
    case 'timer':
      switch (event.timer) {
        case 'refresh':
          return state.refreshing ? stay(state) : refresh(state, context);
        case 'ping': {
          const late = context.silentMs > policy.pingAfterMs + policy.asleepMs;
          const ping = late ? doubt(state, context) : pingNow(state, policy.pongDeadlineMs);
          return isOverdue(state, context) ? refresh(ping.state, context, ...ping.effects) : ping;
        }
        case 'pong-deadline':
          // Each phone notices in its own time, so nothing has to be spread: the next attempt is at once. After sleep or
          // on another network every second counts.
          return state.doubted === true || hasStood(state, context)
            ? connect(state, 1, server, context)
            : lose(state, server, { kind: 'no-pong' }, context);
        case 'register-deadline':
          return lose(state, server, { kind: 'timeout' }, context);
        default:
          return illegal(state);
      }
    default:
      return illegal(state);
  }
}

function inWaiting(state: In<'waiting'>, event: LineEvent, context: LineContext): LineOutcome {
  const { attempt, server } = state;
  switch (event.kind) {
    case 'timer':
      if (event.timer !== 'retry') return illegal(state);
      return connect(state, attempt + 1, server, context);
    case 'retry':
      return connect(state, attempt + 1, server, context);
    case 'network-up':
    case 'wake':
      // Another network, another chance: the failures of the old one do not count.
      return connect(state, 1, server, context);
    case 'network-down':
      return leave(state, { kind: 'offline', server });
    case 'stop':
      return leave(state, { kind: 'off' });
    case 'disconnected':
    case 'alive':
      return stay(state);
    default:
      return illegal(state);
  }
}

function inOffline(state: In<'offline'>, event: LineEvent, context: LineContext): LineOutcome {
  switch (event.kind) {
    case 'network-up':
    case 'retry': // the system may be wrong about the network
      return connect(state, 1, state.server, context);
    case 'wake':
      return context.online ? connect(state, 1, state.server, context) : stay(state);
    case 'stop':
      return leave(state, { kind: 'off' });
    case 'network-down':
    case 'disconnected':
    case 'alive':
      return stay(state);
    default:
      return illegal(state);
  }
}

function inRefused(state: In<'refused'>, event: LineEvent, context: LineContext): LineOutcome {
  switch (event.kind) {
    case 'retry':
      return connect(state, 1, 0, context);
    case 'stop':
      return leave(state, { kind: 'off' }, { kind: 'disconnect' });
    case 'network-up':
    case 'network-down':
    case 'wake':
    case 'disconnected':
    case 'unregistered':
    case 'alive':
      return stay(state);
    default:
      return illegal(state);
  }
}

function inClosing(state: In<'closing'>, event: LineEvent): LineOutcome {
  switch (event.kind) {
    case 'unregistered':
    case 'register-failed':
    case 'network-down':
    case 'disconnected':
      return leave(state, { kind: 'off' }, { kind: 'disconnect' });
    case 'stop':
    case 'retry':
    case 'network-up':
    case 'wake':
    case 'alive':
    case 'registered': // the answer to a REGISTER that was on its way
      return stay(state);
    case 'timer':
      if (event.timer !== 'close-deadline') return illegal(state);
      return leave(state, { kind: 'off' }, { kind: 'disconnect' });
    default:
      return illegal(state);
  }
}

/** A refresh that failed. The registration still stands: keep the line as long as it does. */
function refreshFailed(state: ReadyState, event: RegisterFailed, context: LineContext): LineOutcome {
  const { server, asked } = state;
  const raised = raisedExpires(event, asked, context);
  if (raised !== null) {
    return { state: { ...state, asked: raised, refreshing: true }, effects: register(raised, context) };
  }
  // The connection stays: calls that are up may need it for their end.
  if (isFinal(event.cause, context)) return leave(state, { kind: 'refused', cause: event.cause });
  const again = Math.max(
    context.policy.refreshAgainMs * (1 + context.random),
    (context.blockedUntil[server] ?? 0) - context.now,
  );
  if (context.now + again >= state.expiresAt) return lose(state, server + 1, event.cause, context);
  return {
    state: { ...state, refreshing: false },
    effects: [
      { kind: 'stop-timer', timer: 'register-deadline' },
      { kind: 'start-timer', timer: 'refresh', ms: Math.round(again) },
    ],
  };
}
