/**
 * Tells what a user did from what a lamp did. Many headsets take over the state of a lamp that is written and report that as
 * if somebody had pressed; some toggle themselves first and expect the lamp as the confirmation. Pure; times in ms.
 */

/** How long the answer of a headset to a lamp may take; dongles over the air take a tenth of a second. */
const longestAnswer = 600;

/** For controls that have a position: a report of what was just written is no press. */
export class PositionEcho {
  #position = false;
  #expected: { on: boolean; until: number }[] = [];

  /** A lamp was written: the headset will be there, and may say so. */
  written(on: boolean, now: number): void {
    this.#forget(now);
    const last = this.#expected.at(-1)?.on ?? this.#position;
    if (last !== on) this.#expected.push({ on, until: now + longestAnswer });
  }

  /** Whether this report is only what was written. */
  isEcho(on: boolean, now: number): boolean {
    this.#forget(now);
    this.#position = on;
    const index = this.#expected.findIndex((each) => each.on === on);
    if (index < 0) return false;
    this.#expected = this.#expected.slice(index + 1);
    return true;
  }

  #forget(now: number): void {
    this.#expected = this.#expected.filter(({ until }) => until > now);
  }
}

/** For buttons: a press so soon after the lamp is the lamp's own, or crossed it on its way. A person presses again later. */
export const pressRest = 250;

export class PressEcho {
  #until = 0;

  written(now: number): void {
    this.#until = now + pressRest;
  }

  isEcho(now: number): boolean {
    return now < this.#until;
  }
}
