/** What an update goes through, as a pure machine: `step(state, event)` gives the next state and what is to be done. */
import type { UpdateProblem, UpdateStatus } from '../preload/contract';

export type UpdateState = Exclude<UpdateStatus['state'], { kind: 'off' }>;

export interface Progress {
  state: UpdateState;
  /** A call rings or is up: nothing is fetched then. */
  inCall: boolean;
  /** Fetch without being asked. */
  automatic: boolean;
  /** What the user said of the one that is available; `asked` also after a call broke in. */
  wish: 'none' | 'asked' | 'declined';
}

export type UpdateEvent =
  | { kind: 'look' }
  | { kind: 'nothing'; at: number }
  | { kind: 'found'; version: string }
  | { kind: 'fetch' }
  | { kind: 'progress'; percent: number }
  | { kind: 'fetched' }
  | { kind: 'cancel' }
  | { kind: 'failed'; problem: UpdateProblem; at: number }
  | { kind: 'calls'; inCall: boolean }
  | { kind: 'automatic'; on: boolean }
  /** Another channel: what was found does not count any more. */
  | { kind: 'channel' };

export type UpdateEffect = 'look' | 'fetch' | 'stop';

export const atStart = (automatic: boolean): Progress => ({
  state: { kind: 'idle', checkedAt: null },
  inCall: false,
  automatic,
  wish: 'none',
});

interface Step {
  next: Progress;
  effects: UpdateEffect[];
}

export function step(now: Progress, event: UpdateEvent): Step {
  const { state } = now;
  const stay: Step = { next: now, effects: [] };
  const to = (next: UpdateState, ...effects: UpdateEffect[]): Step => ({ next: { ...now, state: next }, effects });
  switch (event.kind) {
    case 'look':
      if (state.kind === 'checking' || state.kind === 'downloading') return stay;
      // One that waits to be installed may have been withdrawn since.
      return state.kind === 'ready' ? to(state, 'look') : to({ kind: 'checking' }, 'look');
    case 'nothing':
      return isLooking(state) ? to({ kind: 'idle', checkedAt: event.at }) : stay;
    case 'found':
      if (!isLooking(state) || (state.kind === 'ready' && state.version === event.version)) return stay;
      return begin({ ...now, wish: 'none', state: { kind: 'available', version: event.version } });
    case 'fetch':
      return state.kind === 'available' ? begin({ ...now, wish: 'asked' }) : stay;
    case 'progress':
      return state.kind === 'downloading' ? to({ ...state, percent: event.percent }) : stay;
    case 'fetched':
      return state.kind === 'downloading' ? to({ kind: 'ready', version: state.version }) : stay;
    case 'cancel':
      return state.kind === 'downloading'
        ? {
            next: { ...now, wish: 'declined', state: { kind: 'available', version: state.version } },
            effects: ['stop'],
          }
        : stay;
    case 'failed':
      return state.kind === 'checking' || state.kind === 'downloading'
        ? to({ kind: 'failed', problem: event.problem, at: event.at })
        : stay;
    case 'calls':
      return calls({ ...now, inCall: event.inCall });
    case 'automatic': {
      const next = { ...now, automatic: event.on };
      return event.on ? begin({ ...next, wish: 'none' }) : { next, effects: [] };
    }
    case 'channel':
      return {
        next: { ...now, wish: 'none', state: { kind: 'checking' } },
        effects: state.kind === 'downloading' ? ['stop', 'look'] : ['look'],
      };
  }
}

const isLooking = ({ kind }: UpdateState): boolean => kind === 'checking' || kind === 'ready';

/** Fetches what is available if somebody wants it and nobody talks. */
function begin(now: Progress): Step {
  const { state, inCall, automatic, wish } = now;
  const wanted = wish === 'asked' || (automatic && wish === 'none');
  if (state.kind !== 'available' || inCall || !wanted) return { next: now, effects: [] };
  return { next: { ...now, state: { kind: 'downloading', version: state.version, percent: 0 } }, effects: ['fetch'] };
}

/** A call takes the line for itself; what was being fetched is fetched after it. */
function calls(now: Progress): Step {
  const { state, inCall } = now;
  if (!inCall || state.kind !== 'downloading') return begin(now);
  return { next: { ...now, wish: 'asked', state: { kind: 'available', version: state.version } }, effects: ['stop'] };
}
