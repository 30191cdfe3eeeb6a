/** Automatic answer: decided here, so that it works while the window is hidden. The phone plays the short tone. */
import type { Settings, Snapshot } from '../preload/contract';
import { ringsHere } from './calls';
import type { PhoneLink } from './phone-link';
import type { SettingsStore } from './settings';

type Mode = Settings['autoAnswer'];

export interface AutoAnswer {
  callId: string;
  /** From the caller's `answer-after`, 0 without. */
  afterMs: number;
}

/**
 * The call that began to ring with this snapshot and is to be answered automatically; null for none. `mode` is that of the
 * settings, for the accounts that have none of their own.
 */
export function decide(before: Snapshot, snapshot: Snapshot, mode: Mode): AutoAnswer | null {
  const known = new Set(before.calls.map(({ id }) => id));
  const call = snapshot.calls.find(({ id }) => !known.has(id) && stillWanted(snapshot, id, mode));
  return call ? { callId: call.id, afterMs: (call.answerAfter ?? 0) * 1000 } : null;
}

/** Asked again when its time has come: nothing may have changed that forbids it. */
export function stillWanted({ calls, doNotDisturb }: Snapshot, callId: string, mode: Mode): boolean {
  const call = calls.find(({ id }) => id === callId);
  if (!call || !ringsHere(call)) return false;
  const own = call.autoAnswer === 'inherit' ? mode : call.autoAnswer;
  if (own === 'off' || (own === 'on-request' && call.answerAfter === null)) return false;
  // Never during another call, one that is ringing or being set up included.
  const others = calls.some(({ id, state }) => id !== callId && state !== 'ended');
  return !others && !doNotDisturb;
}

/** `forAll`: an administrator's policy decides it, and no account has its own. */
export function setUpAutoAnswer(phone: PhoneLink, settings: SettingsStore, forAll: boolean): void {
  const seen = (snapshot: Snapshot): Snapshot =>
    forAll ? { ...snapshot, calls: snapshot.calls.map((call) => ({ ...call, autoAnswer: 'inherit' })) } : snapshot;
  phone.onReport((snapshot, before) => {
    const decision = decide(before, seen(snapshot), settings.settings.autoAnswer);
    if (!decision) return;
    const answer = () => {
      if (stillWanted(seen(phone.snapshot), decision.callId, settings.settings.autoAnswer)) {
        phone.answer(decision.callId, 'automatic');
      }
    };
    if (decision.afterMs === 0) answer();
    else setTimeout(answer, decision.afterMs);
  });
}
