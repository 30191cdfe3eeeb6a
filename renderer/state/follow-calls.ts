import { t } from '../locales/messages';
import type { PhoneState } from '../phone/phone-api';
import { endSentence, isProblem } from './call-words';
import { partyName } from './names';
import { isOver } from './call-phase';
import type { Router } from './router.svelte';
import type { Toasts } from './toasts.svelte';

/** Brings a new call before the page; tells of an end that was bad and not on show. */
export function followCalls(router: Router, toasts: Toasts): (state: PhoneState, before: PhoneState) => void {
  return (state, before) => {
    const known = new Map(before.calls.map((call) => [call.id, call]));
    for (const call of state.calls) {
      const old = known.get(call.id);
      if (!old && !isOver(call)) router.showCall = true;
      if (old && isOver(call) && !isOver(old) && 'reason' in call.state && isProblem(call.state.reason)) {
        const sentence = endSentence(call.state.reason, call.party);
        const waiting = state.calls.find((other) => other.id === call.consultFor && !isOver(other));
        // Whoever was asked is gone from the screen at once: the caller who waits takes it.
        if (waiting) {
          toasts.show({ text: t('toast.consult-over', { sentence, name: partyName(waiting.party) }), tone: 'end' });
        } else if (!router.showCall) toasts.show({ text: sentence, tone: 'end' });
      }
    }
    if (state.calls.length === 0 && before.calls.length > 0) router.showCall = false;
  };
}
