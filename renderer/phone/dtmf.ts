/** Digits in a call: sequences with pauses, and what waits for the user. */
import type { CallId, ClockPort } from './ports';

/** Of a `,`, as modems and mobile phones have it. */
const pauseMs = 2_000;
/** A tone and the gap after it: a pause begins when the digits before it are out. */
const digitMs = 170;
const longest = 256;

export interface Digits {
  /** 0-9 A-D * # and `,`. */
  now: string;
  /** What stands behind the first `w`; empty when nothing waits. */
  waiting: string;
}

/** Reads what was typed or pasted: `,` and `p` pause, `w` waits for the user, separators are left out. */
export function readDigits(text: string): Digits {
  const clean = text
    .slice(0, longest * 4)
    .toUpperCase()
    .replaceAll('P', ',')
    .replace(/[^\dA-D*#,W]/g, '')
    .slice(0, longest);
  const [now = '', ...waiting] = clean.split('W');
  return { now, waiting: waiting.join('w') };
}

/** Sends sequences, each call's own; typed ahead of a pause they queue up. */
export class DigitSender {
  readonly #clock: ClockPort;
  readonly #send: (id: CallId, digits: string) => void;
  readonly #queues = new Map<CallId, { rest: string; cancel: () => void }>();

  /** `send` gets digits without pauses. */
  constructor(clock: ClockPort, send: (id: CallId, digits: string) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  send(id: CallId, digits: string): void {
    const queue = this.#queues.get(id);
    if (queue) queue.rest += digits;
    else this.#go(id, digits);
  }

  stop(id: CallId): void {
    this.#queues.get(id)?.cancel();
    this.#queues.delete(id);
  }

  #go(id: CallId, digits: string): void {
    this.#queues.delete(id);
    const [, first = '', pauses = '', rest = ''] = /^([^,]*)(,*)(.*)$/.exec(digits) ?? [];
    if (first !== '') this.#send(id, first);
    if (rest === '') return;
    const ms = first.length * digitMs + pauses.length * pauseMs;
    const queue = { rest, cancel: this.#clock.after(ms, () => this.#go(id, queue.rest)) };
    this.#queues.set(id, queue);
  }
}
