/** One account's line while it is signed in: runs the line machine against the SIP adapter. */
import type { Account } from './account';
import type { LineEffect, LineEvent, LineState, LineTimer } from './line';
import { transition } from './line-machine';
import { blockedUntil, type LinePolicy } from './line-policy';
import { Machine } from './machine';
import type { ClockPort, LogPort, SipLine, SipPort, SipSink } from './ports';

export interface LineSessionParts {
  account: Account;
  password: string;
  sip: SipPort;
  clock: ClockPort;
  log: LogPort;
  policy: LinePolicy;
  online(): boolean;
  changed(): void;
  restoreCalls(): void;
  illegal(message: string): void;
  /** Hears what the adapter reports, but for the line itself; nothing after `dispose`. */
  sink(line: LineSession): Omit<SipSink, 'line'>;
}

type SipEffect = Exclude<LineEffect, { kind: 'start-timer' | 'stop-timer' }>;

export class LineSession {
  readonly sip: SipLine;
  readonly #parts: LineSessionParts;
  readonly #machine: Machine<LineState, LineEvent, SipEffect, LineTimer>;
  /** Retry-After of each server: how long it was, and until when. */
  readonly #blocked: { until: number; ms: number }[];
  #account: Account;
  /** When anything last came from the server, ms since the epoch. */
  #heardAt: number;
  /** A server has registered this account. */
  #taken = false;
  #disposed = false;

  constructor(parts: LineSessionParts) {
    this.#parts = parts;
    this.#account = parts.account;
    this.#heardAt = parts.clock.now();
    this.#blocked = parts.account.servers.map(() => ({ until: 0, ms: 0 }));
    this.#machine = new Machine<LineState, LineEvent, SipEffect, LineTimer>({
      initial: { kind: 'off' },
      clock: parts.clock,
      transition: (state, event) => this.#transition(state, event),
      timeout: (timer) => ({ kind: 'timer', timer }),
      perform: (effect) => this.#perform(effect),
      changed: (state, before, event) => {
        if (state.kind !== before.kind) parts.log.info('line', `${before.kind} → ${state.kind} on ${wordsOf(event)}`);
        parts.changed();
      },
      illegal: (state, event) => parts.illegal(`line: ${wordsOf(event)} has no meaning while ${state.kind}`),
    });
    const sink = parts.sink(this);
    const unlessDisposed =
      <Arguments extends unknown[]>(tell: (...given: Arguments) => void) =>
      (...given: Arguments) => {
        if (!this.#disposed) tell(...given);
      };
    this.sip = parts.sip.open(parts.account, parts.password, {
      line: (signal) => this.dispatch(signal),
      call: unlessDisposed(sink.call),
      incoming: unlessDisposed(sink.incoming),
      watch: unlessDisposed(sink.watch),
      voicemail: unlessDisposed(sink.voicemail),
      message: unlessDisposed(sink.message),
      messageSent: unlessDisposed(sink.messageSent),
    });
  }

  get account(): Account {
    return this.#account;
  }

  get password(): string {
    return this.#parts.password;
  }

  get state(): LineState {
    return this.#machine.state;
  }

  dispatch(event: LineEvent): void {
    if (!this.#disposed) this.#machine.dispatch(event);
  }

  /** One with the same registration. */
  changeAccount(account: Account): void {
    if (this.#disposed) return;
    this.#account = account;
    this.sip.changeAccount(account);
    this.#parts.changed();
  }

  /** Closes the adapter and ends every timer; nothing is heard of this line again. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#machine.stopTimers();
    this.sip.close();
  }

  #transition(state: LineState, event: LineEvent) {
    const { clock, policy } = this.#parts;
    const { account } = this;
    const now = clock.now();
    if (event.kind === 'connected' || event.kind === 'alive') this.#heardAt = now;
    if (event.kind === 'registered') this.#taken = true;
    if (event.kind === 'register-failed' && 'server' in state) {
      const until = blockedUntil(event.retryAfter, now, policy);
      this.#blocked[state.server] = { until, ms: Math.max(until - now, 0) };
    }
    return transition(state, event, {
      now,
      random: clock.random(),
      servers: Math.max(account.servers.length, 1),
      expires: account.expires,
      online: this.#parts.online(),
      silentMs: now - this.#heardAt,
      taken: this.#taken,
      // A clock that was set back does not make it longer.
      blockedUntil: this.#blocked.map(({ until, ms }) => Math.min(until, now + ms)),
      policy,
    });
  }

  #perform(effect: SipEffect): void {
    switch (effect.kind) {
      case 'connect':
        return this.sip.connect(this.account.servers[effect.server] ?? '');
      case 'disconnect':
        return this.sip.disconnect();
      case 'register':
        return this.sip.register(effect.expires);
      case 'unregister':
        return this.sip.unregister();
      case 'ping':
        return this.sip.ping();
      case 'restore-calls':
        return this.#parts.restoreCalls();
    }
  }
}

/** An event for the log: its kind and cause. */
function wordsOf(event: LineEvent): string {
  if (event.kind === 'timer') return `timer ${event.timer}`;
  return 'cause' in event ? `${event.kind} (${event.cause.kind})` : event.kind;
}
