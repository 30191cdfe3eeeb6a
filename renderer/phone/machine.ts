/** Runs a pure machine: keeps its state, queues its events, owns its timers. */
import type { ClockPort } from './ports';

/** What a transition gives. An illegal event leaves the state and has no effects. */
export interface Outcome<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
  readonly illegal?: true;
}

export type TimerEffect<Timer extends string> =
  | { readonly kind: 'start-timer'; readonly timer: Timer; readonly ms: number }
  | { readonly kind: 'stop-timer'; readonly timer: Timer };

export interface MachineParts<State, Event, Effect extends { kind: string }, Timer extends string> {
  initial: State;
  clock: ClockPort;
  transition(state: State, event: Event): Outcome<State, Effect | TimerEffect<Timer>>;
  /** The event that a timer which ran out becomes. */
  timeout(timer: Timer): Event;
  perform(effect: Effect): void;
  /** Called before the effects of the same step are performed. */
  changed(state: State, before: State, event: Event): void;
  illegal(state: State, event: Event): void;
}

/**
 * One running machine. An effect may cause the next event synchronously (a port that answers at once); it is queued,
 * so that a step is always finished before the next begins.
 */
export class Machine<State, Event, Effect extends { kind: string }, Timer extends string> {
  #state: State;
  readonly #parts: MachineParts<State, Event, Effect, Timer>;
  readonly #timers = new Map<Timer, () => void>();
  readonly #queue: Event[] = [];
  #running = false;

  constructor(parts: MachineParts<State, Event, Effect, Timer>) {
    this.#parts = parts;
    this.#state = parts.initial;
  }

  get state(): State {
    return this.#state;
  }

  dispatch(event: Event): void {
    this.#queue.push(event);
    if (!this.#running) this.#run([]);
  }

  /** Performs the effects that come with the initial state. */
  begin(effects: readonly (Effect | TimerEffect<Timer>)[]): void {
    this.#run(effects);
  }

  stopTimers(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #run(first: readonly (Effect | TimerEffect<Timer>)[]): void {
    this.#running = true;
    try {
      this.#perform(first);
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#step(next);
    } finally {
      this.#running = false;
      this.#queue.length = 0;
    }
  }

  #perform(effects: readonly (Effect | TimerEffect<Timer>)[]): void {
    for (const effect of effects) {
      if (isTimerEffect<Effect, Timer>(effect)) this.#setTimer(effect);
      else this.#parts.perform(effect);
    }
  }

  #step(event: Event): void {
    const before = this.#state;
    const outcome = this.#parts.transition(before, event);
    if (outcome.illegal) {
      this.#parts.illegal(before, event);
      return;
    }
    this.#state = outcome.state;
    if (outcome.state !== before) this.#parts.changed(outcome.state, before, event);
    this.#perform(outcome.effects);
  }

  #setTimer(effect: TimerEffect<Timer>): void {
    const { timer } = effect;
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
    if (effect.kind === 'stop-timer') return;
    const cancel = this.#parts.clock.after(effect.ms, () => {
      this.#timers.delete(timer);
      this.dispatch(this.#parts.timeout(timer));
    });
    this.#timers.set(timer, cancel);
  }
}

function isTimerEffect<Effect extends { kind: string }, Timer extends string>(
  effect: Effect | TimerEffect<Timer>,
): effect is TimerEffect<Timer> {
  return effect.kind === 'start-timer' || effect.kind === 'stop-timer';
}
