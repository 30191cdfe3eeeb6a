/** One call while it lives: runs the call machine against the line it belongs to. */
import type { CallEffect, CallEvent, CallState, CallTimer } from './call';
import { begin, transition } from './call-machine';
import type { CallPolicy } from './call-outcome';
import { Machine } from './machine';
import type { ClockPort, InviteOptions, LogPort, SipLine } from './ports';
import type { LineSession } from './line-session';
import type { Call } from './phone-api';
import type { EndReason } from './reasons';

/** How a call begins. */
export interface Beginning extends Pick<
  Call,
  'id' | 'direction' | 'party' | 'answerAfter' | 'via' | 'called' | 'ring' | 'consultFor'
> {
  /** What to invite; empty for an incoming call. */
  target: string;
  invite: InviteOptions;
  /** Digits to be sent once the call is up. */
  afterAnswer: string;
  /** Refused by the phone itself before anybody saw it: kept in the history, shown nowhere. */
  hidden: boolean;
}

export interface CallSessionParts extends Beginning {
  /** The id of the entry in the history; never one that the other side can choose. */
  entryId: string;
  line: LineSession;
  clock: ClockPort;
  log: LogPort;
  policy(): CallPolicy;
  changed(session: CallSession, before: CallState): void;
  comeBack(session: CallSession): void;
  ended(session: CallSession, reason: EndReason): void;
  illegal(message: string): void;
}

/** What of a call changes beside its state. */
export type CallChange = Partial<
  Omit<Call, 'id' | 'direction' | 'startedAt' | 'state' | 'answerAfter' | 'line' | 'via' | 'called' | 'ring'>
>;

type SipEffect = Exclude<CallEffect, { kind: 'start-timer' | 'stop-timer' }>;

export class CallSession {
  readonly parts: CallSessionParts;
  /** null: never answered. */
  answeredAt: number | null = null;
  readonly #machine: Machine<CallState, CallEvent, SipEffect, CallTimer>;
  readonly #first: readonly CallEffect[];
  /** Everything that was invited for this call: a redirect is not to lead there again. */
  readonly #visited: string[] = [];
  #call: Call;

  constructor(parts: CallSessionParts) {
    this.parts = parts;
    const { clock } = parts;
    const first = begin(parts.direction, this.#context());
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
      line: parts.line.account.id,
      via: parts.via,
      called: parts.called,
      ring: parts.ring,
      waitingDigits: '',
      consultFor: parts.consultFor,
      conference: null,
      referral: null,
      quality: null,
    };
    this.#machine = new Machine<CallState, CallEvent, SipEffect, CallTimer>({
      initial: first.state,
      clock,
      transition: (state, event) => transition(state, event, this.#context()),
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

  update(change: CallChange): void {
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
        return this.#invite(effect.target ?? this.parts.target);
      case 'accept':
        return sip.accept(id);
      case 'reject':
        return sip.reject(id, effect.status, effect.words);
      case 'redirect':
        return sip.redirect(id, effect.target);
      case 'cancel':
        return sip.cancel(id);
      case 'bye':
        return sip.bye(id);
      case 'set-hold':
        return sip.setHold(id, effect.on);
      case 'refer':
        return sip.refer(id, effect.target);
      case 'come-back':
        return this.parts.comeBack(this);
      case 'restore':
        // Without a line there is no way to ask; `restore-calls` does it when the line is back.
        if (this.parts.line.state.kind === 'ready') sip.restore(id);
        return;
      case 'record':
        return this.parts.ended(this, effect.reason);
    }
  }

  #invite(target: string): void {
    this.#visited.push(target);
    this.sip.invite(this.parts.id, target, this.parts.invite);
  }

  #context() {
    const { clock, policy, line } = this.parts;
    return {
      now: clock.now(),
      policy: policy(),
      redirect: { domain: line.account.domain, visited: this.#visited },
    };
  }
}
