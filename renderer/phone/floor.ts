/** Who is being talked to: one call, or the conference, and everybody else waits on hold. */
import type { CallList } from './call-list';
import type { CallSession } from './call-session';
import type { CallId, ClockPort } from './ports';
import { isTalking } from './snapshot';

/** How long an answer or a return waits for the others to be held, ms. */
const holdLimitMs = 2_000;

/** What was asked for and waits: for the others to be held, or for its time. */
interface Pending {
  forHold: boolean;
  run(): void;
  cancel(): void;
}

export class Floor {
  readonly #list: CallList;
  readonly #clock: ClockPort;
  readonly #pending = new Map<CallId, Pending>();

  constructor(list: CallList, clock: ClockPort) {
    this.#list = list;
    this.#clock = clock;
  }

  /** Holds every call that is being talked on, but this one and its conference; whether one is still to be waited for. */
  holdAllBut(but: CallSession | null): boolean {
    const talking = this.#list.visible.filter((call) => !together(call, but) && isTalking(call.call));
    for (const call of talking) call.dispatch({ kind: 'hold', on: true });
    return talking.some((call) => isTalking(call.call));
  }

  holdAll(): void {
    for (const id of [...this.#pending.keys()]) if (this.#list.get(id)?.state.kind === 'active') this.forget(id);
    this.holdAllBut(null);
  }

  /** Holds the call, or takes it back; a conference is held and taken back as a whole. */
  setHold(call: CallSession, on: boolean): void {
    const { id } = call.parts;
    const all = this.#list.active.filter((other) => together(other, call));
    const change = () => {
      for (const one of all) if (one.state.kind === 'active') one.dispatch({ kind: 'hold', on });
    };
    this.forget(id);
    if (on) change();
    else this.afterHold(call, change);
  }

  /** Runs it when no other call is talked on any more, or after 2 s. */
  afterHold(call: CallSession, run: () => void): void {
    if (this.holdAllBut(call)) this.#wait(call.parts.id, true, holdLimitMs, run);
    else run();
  }

  later(call: CallSession, ms: number, run: () => void): void {
    this.#wait(call.parts.id, false, ms, run);
  }

  /** What the call waits for. */
  waits(id: CallId): 'for-hold' | 'for-its-time' | null {
    const pending = this.#pending.get(id);
    if (!pending) return null;
    return pending.forHold ? 'for-hold' : 'for-its-time';
  }

  /** Back to this call, unless another is being talked on. */
  comeBack(call: CallSession): void {
    if (call.state.kind !== 'active' || !call.state.hold.local) return;
    const engaged = this.#list.visible.some((other) => !together(other, call) && isTalking(other.call));
    if (!engaged) call.dispatch({ kind: 'hold', on: false });
  }

  /** What waited for another call to be held goes on when it is. */
  settle(): void {
    for (const [id, pending] of [...this.#pending]) {
      const call = this.#list.get(id);
      const engaged = this.#list.visible.some((other) => !together(other, call) && isTalking(other.call));
      if (!pending.forHold || engaged) continue;
      this.forget(id);
      pending.run();
    }
  }

  forget(id: CallId): void {
    this.#pending.get(id)?.cancel();
    this.#pending.delete(id);
  }

  #wait(id: CallId, forHold: boolean, ms: number, run: () => void): void {
    this.forget(id);
    const cancel = this.#clock.after(ms, () => {
      this.#pending.delete(id);
      run();
    });
    this.#pending.set(id, { forHold, run, cancel });
  }
}

/** The same call, or both in the conference. */
function together(call: CallSession, other: CallSession | null): boolean {
  if (call === other || other === null) return call === other;
  return call.call.conference !== null && other.call.conference !== null;
}
