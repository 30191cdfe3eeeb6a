import type { CallSnapshot, Snapshot } from '../../preload/contract';
import type { Call, PhoneState } from '../phone/phone-api';
import type { CallState } from '../phone/call';
import { lineText } from './line-words';
import { lineName, partyName } from './names';

/** Longest text that the contract takes. */
const longest = 300;

/** What main needs to know of the phone. */
export function toSnapshot(state: PhoneState): Snapshot {
  const line = lineName(state.account);
  return {
    signedIn: state.account !== null,
    line: state.line.kind === 'ready' ? 'ready' : 'not-ready',
    lineText: clip(lineText(state)),
    doNotDisturb: state.doNotDisturb,
    missed: state.missed,
    calls: state.calls.slice(0, 64).map((call) => toCallSnapshot(call, line)),
  };
}

function toCallSnapshot(call: Call, line: string): CallSnapshot {
  const { state } = call;
  const over = state.kind === 'ending' || state.kind === 'ended';
  return {
    id: call.id,
    direction: call.direction,
    state: phase(state),
    name: clip(partyName(call.party)),
    number: clip(call.party.number),
    line: clip(line),
    muted: call.muted,
    answerAfter: call.answerAfter,
    missed: over && call.direction === 'incoming' && state.reason.kind === 'missed',
  };
}

function phase(state: CallState): CallSnapshot['state'] {
  switch (state.kind) {
    case 'ringing':
      return 'ringing';
    case 'active':
      return 'active';
    case 'ending':
    case 'ended':
      return 'ended';
    default:
      return 'connecting';
  }
}

/** Shortens, without tearing a character in two. */
function clip(text: string): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  return `${/[\uD800-\uDBFF]$/u.test(cut) ? cut.slice(0, -1) : cut}…`;
}
