/** The calls that live, oldest first. */
import type { CallSession } from './call-session';
import type { CallId } from './ports';

export class CallList {
  readonly #calls = new Map<CallId, CallSession>();

  get all(): readonly CallSession[] {
    return [...this.#calls.values()];
  }

  /** Those that people see. */
  get visible(): readonly CallSession[] {
    return this.all.filter((call) => !call.parts.hidden);
  }

  /** Those that somebody is still in: of one that is being ended only the other side's word is missing. */
  get present(): readonly CallSession[] {
    return this.visible.filter((call) => call.state.kind !== 'ending');
  }

  get active(): readonly CallSession[] {
    return this.visible.filter((call) => call.state.kind === 'active');
  }

  get(id: CallId | null): CallSession | null {
    return (id === null ? null : this.#calls.get(id)) ?? null;
  }

  add(call: CallSession): void {
    this.#calls.set(call.parts.id, call);
  }

  /** Whether it was there. */
  delete(call: CallSession): boolean {
    return this.#calls.delete(call.parts.id);
  }
}
