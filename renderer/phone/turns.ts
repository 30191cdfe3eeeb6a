/** One action after the other: the listeners hear of the result of each once, when it is complete. */
import type { LogPort } from './ports';

export interface TurnsParts<State> {
  log: LogPort;
  /** The state as it is now. */
  read(): State;
  /** Lets go on what waited for others to come so far; may touch. */
  settle(): void;
}

export class Turns<State> {
  readonly #parts: TurnsParts<State>;
  readonly #listeners = new Set<(state: State, before: State) => void>();
  #state: State;
  #depth = 0;
  #dirty = false;

  constructor(parts: TurnsParts<State>) {
    this.#parts = parts;
    this.#state = parts.read();
  }

  get state(): State {
    return this.#state;
  }

  subscribe(listener: (state: State, before: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What is seen from outside has changed. */
  touch(): void {
    this.#dirty = true;
  }

  act<T>(action: () => T): T {
    this.#depth += 1;
    try {
      const result = action();
      if (this.#depth === 1) this.#publish();
      return result;
    } finally {
      this.#depth -= 1;
    }
  }

  #publish(): void {
    this.#parts.settle();
    while (this.#dirty) {
      this.#dirty = false;
      const before = this.#state;
      this.#state = this.#parts.read();
      for (const listener of [...this.#listeners]) this.#tell(listener, before);
      this.#parts.settle();
    }
  }

  #tell(listener: (state: State, before: State) => void, before: State): void {
    try {
      listener(this.#state, before);
    } catch (error) {
      this.#parts.log.error('phone', `a listener failed: ${String(error)}`);
    }
  }
}
