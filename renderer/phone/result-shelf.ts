/** The call that ended last, for as long as its result is shown. */
import type { Call } from './phone-api';
import type { ClockPort } from './ports';
import type { EndReason } from './reasons';

/** ms: what failed has a sentence to read, and something to do. */
const shownMs = (reason: EndReason) => (expected.has(reason.kind) ? 4_000 : 10_000);
const expected: ReadonlySet<EndReason['kind']> = new Set([
  'hung-up',
  'cancelled',
  'declined',
  'missed',
  'answered-elsewhere',
  'transferred',
  'forwarded',
]);

export class ResultShelf {
  readonly #clock: ClockPort;
  readonly #touch: () => void;
  #result: { call: Call; cancel: () => void } | null = null;

  constructor(clock: ClockPort, touch: () => void) {
    this.#clock = clock;
    this.#touch = touch;
  }

  get call(): Call | null {
    return this.#result?.call ?? null;
  }

  put(call: Call, reason: EndReason): void {
    this.clear();
    this.#result = { call, cancel: this.#clock.after(shownMs(reason), () => this.clear()) };
    this.#touch();
  }

  clear(): void {
    if (!this.#result) return;
    this.#result.cancel();
    this.#result = null;
    this.#touch();
  }
}
