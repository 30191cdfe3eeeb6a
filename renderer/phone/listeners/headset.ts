/** The headset's buttons and lamps follow the calls, and the calls the buttons. */
import type { HeadsetPort, HeadsetSignal, Lamps } from '../headset';
import type { Call, PhoneApi, PhoneState } from '../phone-api';
import { isQuiet } from './ringer';

/** Connects phone and headsets; returns a function that ends it. */
export function connectHeadset(
  phone: Pick<PhoneApi, 'state' | 'subscribe' | keyof Actions>,
  headset: HeadsetPort,
): () => void {
  headset.show(lampsFor(phone.state));
  const stops = [
    phone.subscribe((state) => {
      headset.show(lampsFor(state));
    }),
    headset.onSignal((signal) => obey(signal, phone.state, phone)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Off-hook is whoever talks: with all calls on hold the headset is on-hook, so that its button takes the call back.
 * Some headsets ring by themselves when the lamp does: not while the user is not to be disturbed.
 */
export function lampsFor(state: PhoneState): Lamps {
  const { talking, held, ringing } = sorted(state);
  return {
    offHook: talking !== null,
    ring: ringing !== null && (ringing.autoAnswered || !isQuiet(state, ringing.line)),
    mute: (talking ?? held)?.muted ?? false,
    hold: talking === null && held !== null,
    microphone: talking?.state.kind === 'active' && !talking.muted,
  };
}

type Actions = Pick<PhoneApi, 'answer' | 'decline' | 'dial' | 'hangUp' | 'setHold' | 'setMuted'>;

/** Does what the signal means as things stand; false: it means nothing. */
export function obey(signal: HeadsetSignal, state: PhoneState, phone: Actions): boolean {
  const { talking, held, ringing } = sorted(state);
  switch (signal.kind) {
    case 'hook':
      if (!signal.off) return talking !== null && hangUp(talking, state, phone);
      // Already so: the headset only now knows of the call.
      return talking !== null || pickUp(ringing, held, phone);
    case 'hook-pressed':
      return talking ? hangUp(talking, state, phone) : pickUp(ringing, held, phone);
    case 'mute':
    case 'mute-pressed': {
      const call = talking ?? held;
      if (!call) return false;
      phone.setMuted(call.id, signal.kind === 'mute' ? signal.on : !call.muted);
      return true;
    }
    case 'flash':
      if (ringing && (talking ?? held)) {
        phone.answer(ringing.id, 'by-hand');
        return true;
      }
      // With two calls that is the swap: whoever is talked to is held for it.
      if (talking && held) return setHold(held, false, phone);
      return toggleHold(talking, held, phone);
    case 'hold':
      return toggleHold(talking, held, phone);
    case 'drop':
      if (talking) return hangUp(talking, state, phone);
      if (!ringing) return false;
      phone.decline(ringing.id);
      return true;
    case 'redial':
      return redial(state, phone);
  }
}

/** One of each: whom Mute and End mean, the newest that waits on hold, the oldest that rings. */
function sorted({ calls }: PhoneState): { talking: Call | null; held: Call | null; ringing: Call | null } {
  const isHeld = ({ state }: Call): boolean => state.kind === 'active' && state.hold.local;
  const isUp = ({ state }: Call): boolean =>
    state.kind !== 'ringing' && state.kind !== 'ending' && state.kind !== 'ended';
  return {
    talking: calls.find((call) => isUp(call) && !isHeld(call)) ?? null,
    held: calls.findLast(isHeld) ?? null,
    ringing: calls.find(({ state }) => state.kind === 'ringing') ?? null,
  };
}

function pickUp(ringing: Call | null, held: Call | null, phone: Actions): boolean {
  if (ringing) {
    phone.answer(ringing.id, 'by-hand');
    return true;
  }
  return held !== null && setHold(held, false, phone);
}

/** A conference ends for all, as by the window's button. */
function hangUp(call: Call, { calls }: PhoneState, phone: Actions): boolean {
  for (const one of call.conference ? calls.filter(({ conference }) => conference) : [call]) phone.hangUp(one.id);
  return true;
}

function toggleHold(talking: Call | null, held: Call | null, phone: Actions): boolean {
  if (talking) return talking.state.kind === 'active' && setHold(talking, true, phone);
  return held !== null && setHold(held, false, phone);
}

function setHold(call: Call, on: boolean, phone: Actions): boolean {
  phone.setHold(call.id, on);
  return true;
}

/** Calls the number again that was called last; not beside another call. */
function redial({ calls, history, lines }: PhoneState, phone: Actions): boolean {
  if (calls.some(({ state }) => state.kind !== 'ended' && state.kind !== 'ending')) return false;
  const last = history.find(({ direction, party }) => direction === 'outgoing' && party.number !== '');
  if (!last) return false;
  const line = lines.find(({ account }) => account.id === last.lineId);
  return phone.dial(last.party.number, line ? { line: line.account.id } : {}).ok;
}
