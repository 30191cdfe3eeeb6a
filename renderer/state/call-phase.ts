/** Where a call is in its life, as the screens and the tray tell calls apart. */
import type { Call } from '../phone/phone-api';

/** What is shown when there are several: ringing, then talking, then held, then the one that ended last. */
export function shownCall(calls: readonly Call[]): Call | null {
  return (
    calls.find((call) => call.state.kind === 'ringing') ??
    calls.find((call) => isLive(call) && !isHeldByUs(call)) ??
    calls.find(isLive) ??
    calls.findLast((call) => isOver(call)) ??
    null
  );
}

export const isOver = (call: Call): boolean => call.state.kind === 'ended' || call.state.kind === 'ending';

export const isLive = (call: Call): boolean => !isOver(call) && call.state.kind !== 'ringing';

export const isHeldByUs = (call: Call): boolean => call.state.kind === 'active' && call.state.hold.local;
