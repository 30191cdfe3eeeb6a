import type { CallSnapshot } from '../preload/contract';

/** Waits for our answer. */
export function ringsHere({ direction, state }: CallSnapshot): boolean {
  return direction === 'incoming' && state === 'ringing';
}

/** Active, or on its way there; an outgoing call that rings at the other side is, too. */
export function isOngoing(call: CallSnapshot): boolean {
  return call.state !== 'ended' && !ringsHere(call);
}

/** The call that somebody talks in before one that is held, and that before one that is still being set up. */
export function ongoing(calls: readonly CallSnapshot[]): CallSnapshot | undefined {
  return (
    calls.find(({ state, held }) => state === 'active' && !held) ??
    calls.find(({ state }) => state === 'active') ??
    calls.find(isOngoing)
  );
}
