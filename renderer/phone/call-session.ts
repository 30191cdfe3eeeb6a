/** One call while it lives: runs the call machine against the line it belongs to. */
import type { CallEffect, CallEvent, CallState, CallTimer } from './call';
import { begin, transition, type CallPolicy } from './call-machine';
import { Machine } from './machine';
import type { CallId, ClockPort, IncomingInvite, LogPort, Party, SipLine } from './ports';
import type { LineSession } from './line-session';
import type { Call } from './phone-api';
import type { EndReason } from './reasons';

export interface CallSessionParts {
  id: CallId;
  /** The id of the entry in the history; never one that the other side can choose. */
  entryId: string;
  direction: 'incoming' | 'outgoing';
  party: Party;
  /** What to invite; empty for an incoming call. */
  target: string;
  /** Digits to be sent once the call is up. */
  afterAnswer: string;
  answerAfter: IncomingInvite['answerAfter'];
  /** Refused by the phone itself before anybody saw it: kept in the history, shown nowhere. */
  hidden: boolean;
  line: LineSession;
  clock: ClockPort;
  log: LogPort;
  policy: CallPolicy;
  changed(session: CallSession, before: CallState): void;
  ended(session: CallSession, reason: EndReason): void;
  illegal(message: string): void;
}

type SipEffect = Exclude<CallEffect, { kind: 'start-timer' | 'stop-timer' }>;

export class CallSession {
  readonly parts: CallSessionParts;
  /** null: never answered. */
  answeredAt: number | null = null;
  readonly #machine: Machine<CallState, CallEvent, SipEffect, CallTimer>;
  readonly #first: readonly CallEffect[];
  #call: Call;

  constructor(parts: CallSessionParts) {
    this.parts = parts;
    const { clock, policy } = parts;
    const first = begin(parts.direction, { now: clock.now(), policy });
    this.#first = first.effects;
    this.#call = {
      id: parts.id,
      direction: parts.direction,
      party: parts.party,
      startedAt: clock.now(),
      state: first.state,
      muted: false,
      digits: '',
      autoAnswered: false,
      answerAfter: parts.answerAfter,
    };
    this.#machine = new Machine<CallState, CallEvent, SipEffect, CallTimer>({
      initial: first.state,
      clock,
      transition: (state, event) => transition(state, event, { now: clock.now(), policy }),
      timeout: (timer) => ({ kind: 'timer', timer }),
      perform: (effect) => this.#perform(effect),
      changed: (state, before, event) => this.#changed(state, before, event),
      illegal: (state, event) => parts.illegal(`call: ${event.kind} has no meaning while ${state.kind}`),
    });
  }

  /** The call as the rest of the program sees it. */
  get call(): Call {
    return this.#call;
  }

  get state(): CallState {
    return this.#call.state;
  }

  get sip(): SipLine {
    return this.parts.line.sip;
  }

  start(): void {
    this.#machine.begin(this.#first);
  }

  dispatch(event: CallEvent): void {
    this.#machine.dispatch(event);
  }

  update(change: Partial<Pick<Call, 'muted' | 'digits' | 'autoAnswered'>>): void {
    this.#call = { ...this.#call, ...change };
  }

  stopTimers(): void {
    this.#machine.stopTimers();
  }

  #changed(state: CallState, before: CallState, event: CallEvent): void {
    if (state.kind === 'active' && before.kind !== 'active') this.answeredAt = state.since;
    if (state.kind !== before.kind) {
      const why = 'reason' in state ? ` (${state.reason.kind})` : '';
      this.parts.log.info('call', `${this.#call.direction} ${before.kind} → ${state.kind}${why} on ${event.kind}`);
    }
    this.#call = { ...this.#call, state };
    this.parts.changed(this, before);
  }

  #perform(effect: SipEffect): void {
    const { sip } = this;
    const { id } = this.parts;
    switch (effect.kind) {
      case 'invite':
        return sip.invite(id, this.parts.target);
      case 'accept':
        return sip.accept(id);
      case 'reject':
        return sip.reject(id, effect.status);
      case 'cancel':
        return sip.cancel(id);
      case 'bye':
        return sip.bye(id);
      case 'set-hold':
        return sip.setHold(id, effect.on);
      case 'restore':
        // Without a line there is no way to ask; `restore-calls` does it when the line is back.
        if (this.parts.line.state.kind === 'ready') sip.restore(id);
        return;
      case 'record':
        return this.parts.ended(this, effect.reason);
    }
  }
}
