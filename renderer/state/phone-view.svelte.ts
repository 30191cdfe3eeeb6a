import { createSubscriber } from 'svelte/reactivity';
import type { HistoryEntry } from '../phone/history';
import type { Call, PhoneApi, PhoneState } from '../phone/phone-api';
import { isHeldByUs, isLive, shownCall } from './call-phase';

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

  /** What follows `state.history`. */
  get olderHistory(): readonly HistoryEntry[] {
    this.#watch();
    return this.api.olderHistory;
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
