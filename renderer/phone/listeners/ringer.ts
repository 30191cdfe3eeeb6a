/** The sounds of the phone follow its state. */
import type { Call, PhoneListener, PhoneState } from '../phone-api';
import type { CallId, RingerPort, RingStyle, Sound } from '../ports';
import { isLiving } from '../snapshot';

/** What should be heard, and because of which call; null for silence. */
interface Wanted {
  sound: Sound;
  id: CallId;
}

const ringSounds: Readonly<Record<RingStyle, Sound>> = {
  normal: 'ring',
  external: 'ring',
  internal: 'ring-internal',
  priority: 'ring-priority',
};

/** The one sound that this state calls for. A call that rings comes first; with another call up it rings softly. */
function soundFor(state: PhoneState): Wanted | null {
  const { calls } = state;
  const rings = calls.find(
    (call) => call.state.kind === 'ringing' && (call.autoAnswered || !isQuiet(state, call.line)),
  );
  if (rings) {
    if (rings.autoAnswered) return { sound: 'auto-answer', id: rings.id };
    const engaged = calls.some((call) => call !== rings && isEngaged(call));
    return { sound: engaged ? 'call-waiting' : ringSounds[rings.ring], id: rings.id };
  }
  if (calls.some((call) => call.state.kind === 'active' && !call.state.hold.local)) return null;
  const goesOut = calls.find((call) => call.state.kind === 'remote-ringing');
  if (goesOut) {
    const audible = goesOut.state.kind === 'remote-ringing' && goesOut.state.earlyMedia;
    return audible ? null : { sound: 'ringback', id: goesOut.id };
  }
  if (calls.some((call) => isLiving(call) && isEngaged(call))) return null;
  const last = calls.findLast((call) => call.state.kind === 'ended');
  return last ? endingSound(last) : null;
}

/** Subscribe this to the phone; it starts a sound when another one is wanted, and stops it when none is. */
export function ringerListener(ringer: RingerPort): PhoneListener {
  let playing: Wanted | null = null;
  return (state) => {
    const wanted = soundFor(state);
    if (wanted?.sound === playing?.sound && wanted?.id === playing?.id) return;
    if (playing) ringer.stop();
    if (wanted) ringer.play(wanted.sound);
    playing = wanted;
  };
}

/** Nobody gets through on this line. */
export function isQuiet({ doNotDisturb, lines }: PhoneState, line: string): boolean {
  return doNotDisturb !== null || lines.some(({ account, doNotDisturb: own }) => account.id === line && own !== null);
}

/** Somebody's ear may be at this call: no loud ringing now. */
function isEngaged(call: Call): boolean {
  return call.state.kind !== 'ended' && call.state.kind !== 'ending' && call.state.kind !== 'ringing';
}

function endingSound(call: Call): Wanted | null {
  if (call.state.kind !== 'ended') return null;
  const { reason } = call.state;
  switch (reason.kind) {
    case 'busy':
    case 'overloaded':
      return { sound: 'busy', id: call.id };
    case 'hung-up':
    case 'declined':
      return reason.by === 'them' ? { sound: 'ended', id: call.id } : null;
    case 'cancelled':
    case 'missed':
    case 'answered-elsewhere':
    case 'transferred':
    case 'forwarded':
      return null;
    default:
      return { sound: 'ended', id: call.id };
  }
}
