/** What happens when, to the millisecond, in the order in which it was written down. */
export class Calendar<Event> {
  readonly #days: (Event[] | undefined)[] = [];
  #now = 0;
  #left = 0;

  get now(): number {
    return this.#now;
  }

  add(ms: number, event: Event): void {
    const at = this.#now + Math.max(Math.round(ms), 0);
    (this.#days[at] ??= []).push(event);
    this.#left += 1;
  }

  /** Until nothing is left, or `until` has passed. */
  run(until: number, happen: (event: Event) => void): void {
    for (; this.#left > 0 && this.#now <= until; this.#now += 1) {
      // What is added to this very moment comes in its turn too.
      for (const event of this.#days[this.#now] ?? []) {
        this.#left -= 1;
        happen(event);
      }
      this.#days[this.#now] = undefined;
    }
  }
}
