import { createSubscriber } from 'svelte/reactivity';
import type { Call, PhoneApi, PhoneState } from '../phone/phone-api';

/** The phone's state, so that a component that reads it is redrawn when it changes. */
export class PhoneView {
  readonly #watch: () => void;

  constructor(readonly api: PhoneApi) {
    this.#watch = createSubscriber((update) => api.subscribe(update));
  }

  get state(): PhoneState {
    this.#watch();
    return this.api.state;
  }

  get calls(): readonly Call[] {
    return this.state.calls;
  }

  /** The call that the call page shows; null: none. */
  get shown(): Call | null {
    return shownCall(this.calls);
  }

  /** Calls on hold beside the shown one. */
  get held(): readonly Call[] {
    const shown = this.shown;
    return this.calls.filter((call) => call !== shown && isHeldByUs(call));
  }

  /** The first incoming call that waits for an answer. */
  get ringing(): Call | null {
    return this.calls.find((call) => call.state.kind === 'ringing') ?? null;
  }

  /** A call that has sound now, or will have without further doing: the one that Mute and End mean. */
  get live(): Call | null {
    return this.calls.find((call) => isLive(call) && !isHeldByUs(call)) ?? this.calls.find(isLive) ?? null;
  }
}

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
