/** The orderly end of a line: its calls are ended, then it unregisters, all within 2 s. */
import type { CallSession } from './call-session';
import type { LineSession } from './line-session';
import type { ClockPort } from './ports';

/** For the BYEs and their answers, ms; after that the line goes, calls or not. */
const callsLimitMs = 1_000;
const wholeLimitMs = 2_000;

export class SignOff {
  readonly session: LineSession;
  /** Resolves when the server knows, or after 2 s. */
  readonly done: Promise<void>;
  #resolve: () => void = () => undefined;
  readonly #callsOf: () => readonly CallSession[];
  readonly #cancels: readonly (() => void)[];
  #stopped = false;
  #over = false;

  constructor(session: LineSession, callsOf: () => readonly CallSession[], clock: ClockPort) {
    this.session = session;
    this.#callsOf = callsOf;
    this.done = new Promise((resolve) => (this.#resolve = resolve));
    this.#cancels = [clock.after(callsLimitMs, () => this.#stop()), clock.after(wholeLimitMs, () => this.#finish())];
    for (const call of callsOf()) call.dispatch({ kind: 'hang-up' });
  }

  /** Looks whether the next step is due; true once it is over. */
  step(): boolean {
    if (!this.#stopped && this.#callsOf().length === 0) this.#stop();
    if (this.#stopped && this.session.state.kind === 'off') this.#finish();
    return this.#over;
  }

  #stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.session.dispatch({ kind: 'stop' });
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    for (const cancel of this.#cancels) cancel();
    for (const call of this.#callsOf()) call.dispatch({ kind: 'gone' });
    this.session.dispose();
    this.#resolve();
  }
}
