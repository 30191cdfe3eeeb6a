import type { LostCall } from '../../preload/contract';
import type { PhoneView } from './phone-view.svelte';
import { callNumber } from './reach';
import type { Toasts } from './toasts.svelte';

/** Calls that a crash or a hang of this window cut off; each is told once, with an offer to call back. */
export class LostCalls {
  #all = $state.raw<readonly LostCall[]>([]);

  constructor(
    private readonly phone: PhoneView,
    private readonly toasts: Toasts,
    lost: readonly LostCall[],
  ) {
    this.#all = lost;
  }

  get all(): readonly LostCall[] {
    return this.#all;
  }

  callBack(lost: LostCall): void {
    this.dismiss(lost);
    callNumber({ phone: this.phone, toasts: this.toasts }, lost.callBack, lost.lineId);
  }

  dismiss(lost: LostCall): void {
    this.#all = this.#all.filter((one) => one !== lost);
  }
}
