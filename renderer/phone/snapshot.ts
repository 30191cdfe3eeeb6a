/** Questions about the phone's state that several others ask: main's snapshot, the ringer, the screens. */
import type { Account } from './account';
import type { LineState } from './line';
import type { Call } from './phone-api';

/** Only while registered. */
export function lineIsReady(line: LineState): boolean {
  return line.kind === 'ready';
}

/** `user@domain`: how a line is named in the history and on the call card. */
export function lineName(account: Account): string {
  return `${account.user}@${account.domain}`;
}

/** A call's state in the few words that main and the tray need. A call that we are leaving counts as ended. */
export type CallPhase = 'ringing' | 'connecting' | 'active' | 'ended';

export function phaseOf(call: Call): CallPhase {
  switch (call.state.kind) {
    case 'ringing':
      return 'ringing';
    case 'dialing':
    case 'calling':
    case 'remote-ringing':
    case 'answering':
      return 'connecting';
    case 'active':
      return 'active';
    case 'ending':
    case 'ended':
      return 'ended';
  }
}

/** Not ended yet, as the switch sees it. */
export function isLiving(call: Call): boolean {
  return call.state.kind !== 'ended';
}

/** An incoming call that nobody answered, here or elsewhere, and nobody declined. */
export function isMissed(call: Call): boolean {
  const { state } = call;
  return (
    call.direction === 'incoming' &&
    (state.kind === 'ending' || state.kind === 'ended') &&
    state.reason.kind === 'missed'
  );
}

/** Somebody is being talked to: active and not on hold from this side. */
export function isTalking(call: Call): boolean {
  return call.state.kind === 'active' && !call.state.hold.local;
}
