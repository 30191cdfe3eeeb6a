/** Questions about the phone's state that several others ask. */
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

/** Not ended yet, as the switch sees it. */
export function isLiving(call: Call): boolean {
  return call.state.kind !== 'ended';
}

/** Somebody is being talked to: active and not on hold from this side. */
export function isTalking(call: Call): boolean {
  return call.state.kind === 'active' && !call.state.hold.local;
}
