/** What is not written yet. Nothing is lost in memory while the disk is full or the database away. */

interface Waiter<Value> {
  turn: number;
  value: Value;
}

export class Waiting<Value extends { id: string }> {
  readonly #most: number;
  /** Oldest first. */
  #waiters: readonly Waiter<Value>[] = [];
  #turns = 0;

  /** `most`: how many may wait; the oldest go. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Oldest first. */
  get values(): readonly Value[] {
    return this.#waiters.map(({ value }) => value);
  }

  /** Takes the place of what waits under the same id. Returns the turn that is to write it. */
  add(value: Value): number {
    this.#turns += 1;
    const others = this.#waiters.filter((waiter) => waiter.value.id !== value.id);
    this.#waiters = [...others, { turn: this.#turns, value }].slice(-this.#most);
    return this.#turns;
  }

  /** The turn of what has been added last. */
  get turn(): number {
    return this.#turns;
  }

  /** What a turn may write: later ones have their own, perhaps behind a removal. */
  upTo(turn: number): readonly Value[] {
    return this.#waiters.filter((waiter) => waiter.turn <= turn).map(({ value }) => value);
  }

  written(values: readonly Value[]): void {
    this.#waiters = this.#waiters.filter(({ value }) => !values.includes(value));
  }

  map(change: (value: Value) => Value): void {
    this.#waiters = this.#waiters.map(({ turn, value }) => ({ turn, value: change(value) }));
  }

  remove(unwanted: (value: Value) => boolean): void {
    this.#waiters = this.#waiters.filter(({ value }) => !unwanted(value));
  }
}
