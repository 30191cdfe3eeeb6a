/** The readable half of what the demonstration prints: what happened, and when. */
export class Timeline {
  #zero = Date.now();

  /** Everything is told on the clock of the demonstration; `began` is its 0 in ms since the epoch. */
  begin(began: number): void {
    this.#zero = began;
  }

  heading(text: string): void {
    console.log(`\n${text}`);
  }

  /** `at`: ms since the epoch; without it the moment of the line. */
  event(text: string, at = Date.now()): void {
    console.log(`${((at - this.#zero) / 1000).toFixed(3).padStart(9)} s  ${text}`);
  }

  /** A figure that belongs to the event above it. */
  figure(name: string, value: string): void {
    console.log(`${' '.repeat(13)}${name.padEnd(22)} ${value}`);
  }
}

export const ms = (value: number | null) => (value === null ? 'not told' : `${value.toFixed(value < 10 ? 1 : 0)} ms`);
