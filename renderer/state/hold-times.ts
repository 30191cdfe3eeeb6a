import type { Call, PhoneApi } from '../phone/phone-api';
import { isHeldByUs } from './call-phase';

/** Since when each held call waits, ms since the epoch: whoever has several callers waiting sees who waits longest. */
export class HoldTimes {
  #since = new Map<string, number>();

  constructor(
    phone: Pick<PhoneApi, 'subscribe'>,
    private readonly now: () => number,
  ) {
    phone.subscribe(({ calls }) => {
      this.#look(calls);
    });
  }

  #look(calls: readonly Call[]): void {
    const held = calls.filter(isHeldByUs);
    this.#since = new Map(held.map(({ id }) => [id, this.#since.get(id) ?? this.now()]));
  }

  /** null: not on hold. */
  of(id: string): number | null {
    return this.#since.get(id) ?? null;
  }
}
