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
  /** Calls of this line; signals that come after `dispose` are dropped. */
  call: SipSink['call'];
  incoming: SipSink['incoming'];
}

type SipEffect = Exclude<LineEffect, { kind: 'start-timer' | 'stop-timer' }>;

export class LineSession {
  readonly account: Account;
  readonly sip: SipLine;
  readonly #parts: LineSessionParts;
  readonly #machine: Machine<LineState, LineEvent, SipEffect, LineTimer>;
  /** Retry-After of each server: one number for each, see LineContext. */
  readonly #blocked: number[];
  #disposed = false;

  constructor(parts: LineSessionParts) {
    this.#parts = parts;
    this.account = parts.account;
    this.#blocked = parts.account.servers.map(() => 0);
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
    this.sip = parts.sip.open(parts.account, parts.password, {
      line: (signal) => this.dispatch(signal),
      call: (id, signal) => {
        if (!this.#disposed) parts.call(id, signal);
      },
      incoming: (invite) => {
        if (!this.#disposed) parts.incoming(invite);
      },
    });
  }

  get state(): LineState {
    return this.#machine.state;
  }

  dispatch(event: LineEvent): void {
    if (!this.#disposed) this.#machine.dispatch(event);
  }

  /** Closes the adapter and ends every timer; nothing is heard of this line again. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#machine.stopTimers();
    this.sip.close();
  }

  #transition(state: LineState, event: LineEvent) {
    const { clock, policy, account } = this.#parts;
    const now = clock.now();
    if (event.kind === 'register-failed' && 'server' in state) {
      this.#blocked[state.server] = blockedUntil(event.retryAfter, now, policy);
    }
    return transition(state, event, {
      now,
      random: clock.random(),
      servers: Math.max(account.servers.length, 1),
      expires: account.expires,
      online: this.#parts.online(),
      blockedUntil: this.#blocked,
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
