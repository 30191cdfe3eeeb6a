/** Many phones whose switch restarts, each driven by the phone's own line machine and policy. */
import type { LineEffect, LineEvent, LineState, LineTimer } from '../../renderer/phone/line';
import { transition } from '../../renderer/phone/line-machine';
import { defaultLinePolicy, type LinePolicy } from '../../renderer/phone/line-policy';
import { Calendar } from './calendar';

export interface Restart {
  phones: number;
  /** From the moment when every connection breaks until the switch listens again, ms. */
  outageMs: number;
  /** New connections that the switch takes in a second; what waits longer than the phones do is lost work. */
  capacity: number;
  seed: number;
  policy?: LinePolicy;
}

export interface Outcome {
  /** What arrived at the switch, in tenths of a second since it was back: TLS handshakes begun, and REGISTERs. */
  handshakes: readonly number[];
  registers: readonly number[];
  /** When each phone was registered again, ms since the switch was back, ascending. */
  backAfter: readonly number[];
}

/** Round trip between phone and switch, ms. */
const roundTrip = 20;
/** TCP, TLS 1.3 and the WebSocket upgrade take three. */
const connectTrips = 3;
/** The first is answered 401; the second has credentials. */
const registersEach = 2;
/** What waits in the switch's listen queue (Linux, net.core.somaxconn); more is not answered at all. */
const backlog = 4_096;
const longest = 3_600_000;
const bin = 100;

interface SimulatedPhone {
  state: LineState;
  /** Counts up with each effect that makes what is on its way meaningless. */
  connection: number;
  timers: Partial<Record<LineTimer, number>>;
}

interface Happening {
  phone: SimulatedPhone;
  event: LineEvent;
  /** Of the connection, or of the timer: what is out of date does not happen. */
  version: number;
}

export function simulate(restart: Restart): Outcome {
  const simulation = new Simulation(restart);
  return simulation.run();
}

class Simulation {
  readonly #restart: Restart;
  readonly #policy: LinePolicy;
  readonly #calendar = new Calendar<Happening>();
  readonly #random: () => number;
  readonly #handshakes: number[] = [];
  readonly #registers: number[] = [];
  readonly #backAfter: number[] = [];
  /** When the switch has done with the connections that wait at it. */
  #busyUntil = 0;

  constructor(restart: Restart) {
    this.#restart = restart;
    this.#policy = restart.policy ?? defaultLinePolicy;
    this.#random = chance(restart.seed);
  }

  run(): Outcome {
    const { phones, outageMs } = this.#restart;
    for (let index = 0; index < phones; index++) {
      const phone: SimulatedPhone = { state: registered(), connection: 0, timers: {} };
      const event: LineEvent = { kind: 'disconnected', cause: { kind: 'lost' } };
      this.#calendar.add(this.#random() * roundTrip, { phone, event, version: 0 });
    }
    this.#calendar.run(outageMs + longest, (happening) => this.#happen(happening));
    return {
      handshakes: filled(this.#handshakes),
      registers: filled(this.#registers),
      backAfter: this.#backAfter.sort((one, other) => one - other),
    };
  }

  #happen({ phone, event, version }: Happening): void {
    const current = event.kind === 'timer' ? phone.timers[event.timer] : phone.connection;
    if (version === current) this.#dispatch(phone, event);
  }

  #dispatch(phone: SimulatedPhone, event: LineEvent): void {
    const outcome = transition(phone.state, event, {
      now: this.#calendar.now,
      random: this.#random(),
      servers: 1,
      expires: 600,
      online: true,
      silentMs: 0,
      taken: true,
      blockedUntil: [],
      policy: this.#policy,
    });
    phone.state = outcome.state;
    if (outcome.state.kind === 'ready') {
      // What a phone does that is back is another story: nothing that is still due is to happen.
      phone.connection += 1;
      phone.timers = {};
      this.#backAfter.push(this.#calendar.now - this.#restart.outageMs);
      return;
    }
    for (const effect of outcome.effects) this.#perform(phone, effect);
  }

  #perform(phone: SimulatedPhone, effect: LineEffect): void {
    switch (effect.kind) {
      case 'start-timer': {
        const version = (phone.timers[effect.timer] ?? 0) + 1;
        phone.timers[effect.timer] = version;
        this.#calendar.add(effect.ms, { phone, event: { kind: 'timer', timer: effect.timer }, version });
        return;
      }
      case 'stop-timer':
        phone.timers[effect.timer] = (phone.timers[effect.timer] ?? 0) + 1;
        return;
      case 'disconnect':
        phone.connection += 1;
        return;
      case 'connect':
        return this.#connect(phone);
      case 'register':
        this.#count(this.#registers, registersEach);
        return this.#later(phone, registersEach * roundTrip, { kind: 'registered', expires: effect.expires });
      default:
        return;
    }
  }

  #connect(phone: SimulatedPhone): void {
    const { outageMs, capacity } = this.#restart;
    phone.connection += 1;
    const { now } = this.#calendar;
    if (now < outageMs) {
      return this.#later(phone, roundTrip, { kind: 'connect-failed', cause: { kind: 'unreachable' } });
    }
    this.#count(this.#handshakes, 1);
    const each = 1_000 / capacity;
    const waits = Math.max(this.#busyUntil - now, 0);
    // The queue is full: the SYN is dropped, and the phone's own deadline ends the attempt.
    if (waits / each >= backlog) return;
    this.#busyUntil = Math.max(this.#busyUntil, now) + each;
    this.#later(phone, waits + each + connectTrips * roundTrip, { kind: 'connected' });
  }

  #later(phone: SimulatedPhone, ms: number, event: LineEvent): void {
    this.#calendar.add(ms, { phone, event, version: phone.connection });
  }

  #count(bins: number[], by: number): void {
    const index = Math.floor((this.#calendar.now - this.#restart.outageMs) / bin);
    bins[index] = (bins[index] ?? 0) + by;
  }
}

/** The largest sum of any whole second. */
export function peakPerSecond(tenths: readonly number[]): number {
  let sum = 0;
  let most = 0;
  tenths.forEach((count, index) => {
    sum += count - (tenths[index - 10] ?? 0);
    most = Math.max(most, sum);
  });
  return most;
}

function registered(): LineState {
  return { kind: 'ready', attempt: 1, server: 0, since: -3_600_000, expiresAt: 600_000, asked: 600, refreshing: false };
}

function filled(bins: readonly (number | undefined)[]): number[] {
  return Array.from({ length: bins.length }, (_, index) => bins[index] ?? 0);
}

/** Evenly spread, the same in every run (Park and Miller's minimal standard generator). */
function chance(seed: number): () => number {
  let value = seed;
  return () => (value = (value * 48_271) % 2_147_483_647) / 2_147_483_647;
}
