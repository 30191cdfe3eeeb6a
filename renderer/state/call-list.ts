/** What the call page shows when there are several calls: one in front, the others as rows above it. */
import type { Call } from '../phone/phone-api';
import { isLive, isOver, shownCall } from './call-phase';

export type CallFront =
  | { kind: 'ringing'; call: Call }
  /** `call` was made to ask somebody about `original`. */
  | { kind: 'consultation'; call: Call; original: Call }
  | { kind: 'conference'; parties: readonly Call[] }
  | { kind: 'single'; call: Call }
  | { kind: 'over'; call: Call };

export interface CallScene {
  front: CallFront;
  others: readonly Call[];
}

/** null: there is nothing to show. */
export function arrange(calls: readonly Call[]): CallScene | null {
  const shown = shownCall(calls);
  if (!shown) return null;
  const front = frontOf(shown, calls);
  const inFront = callsOf(front);
  return { front, others: calls.filter((call) => !isOver(call) && !inFront.includes(call)) };
}

function frontOf(shown: Call, calls: readonly Call[]): CallFront {
  if (shown.state.kind === 'ringing') return { kind: 'ringing', call: shown };
  if (isOver(shown)) return { kind: 'over', call: shown };
  if (shown.conference) {
    const parties = calls.filter((call) => call.conference && isLive(call));
    if (parties.length > 1) return { kind: 'conference', parties };
  }
  const consultation = consultationOf(shown, calls);
  if (consultation) return consultation;
  return { kind: 'single', call: shown };
}

/** The consultation that this call is part of, from either side. */
function consultationOf(shown: Call, calls: readonly Call[]): CallFront | null {
  const living = calls.filter(isLive);
  const call = shown.consultFor ? shown : living.find((one) => one.consultFor === shown.id);
  const original = call && living.find((one) => one.id === call.consultFor);
  // While it is being passed on, what is left is told on the call itself.
  if (!call || !original || isReferring(original)) return null;
  return { kind: 'consultation', call, original };
}

const isReferring = (call: Call): boolean => call.state.kind === 'active' && call.state.transfer.kind === 'referring';

function callsOf(front: CallFront): readonly Call[] {
  switch (front.kind) {
    case 'consultation':
      return [front.call, front.original];
    case 'conference':
      return front.parties;
    default:
      return [front.call];
  }
}

/** Answered calls, talked on or held: what a conference can be made of. */
export const isUp = (call: Call): boolean => call.state.kind === 'active';

/** Parties of a conference beside the user; see phone/conference.ts. */
const mostParties = 3;

/** Whether there is a call to be joined with the others. */
export function canJoin(calls: readonly Call[]): boolean {
  const up = calls.filter(isUp);
  return up.length > 1 && up.filter((call) => call.conference).length < Math.min(mostParties, up.length);
}

/** Whether there is more than one call, one of them not on hold: then Hold all means more than Hold. */
export function canHoldAll(calls: readonly Call[]): boolean {
  const up = calls.filter(isUp);
  return up.length > 1 && up.some((call) => call.state.kind === 'active' && !call.state.hold.local);
}
