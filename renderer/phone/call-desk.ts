/** The calls of the phone, all lines together: who may ring, who is held, who waits for an answer. */
import type { CallSignal, CallState } from './call';
import type { CallPolicy } from './call-machine';
import { CallSession, type CallSessionParts } from './call-session';
import type { HistoryBook } from './history-book';
import { harmlessParty } from './identity';
import type { LineSession } from './line-session';
import type { Call, DialResult } from './phone-api';
import type { DialString } from './dial-string';
import type { CallId, ClockPort, IncomingInvite, LogPort } from './ports';
import type { EndReason } from './reasons';
import { isTalking, lineName } from './snapshot';

/** Beyond this a caller hears busy (486). */
const mostCalls = 2;
/** How long the result of a call stays on show, ms: what failed has a sentence to read, and something to do. */
const resultShownMs = (reason: EndReason) => (expected.has(reason.kind) ? 4_000 : 10_000);
const expected: ReadonlySet<EndReason['kind']> = new Set([
  'hung-up',
  'cancelled',
  'declined',
  'missed',
  'answered-elsewhere',
  'transferred',
]);
/** The tone before an automatic answer, ms. */
const autoAnswerToneMs = 400;
/** How long an answer waits for the other call to be held, ms. */
const holdLimitMs = 2_000;
const mostDigitsShown = 64;

export interface CallDeskParts {
  clock: ClockPort;
  log: LogPort;
  policy: CallPolicy;
  book: HistoryBook;
  /** Something that others see has changed. */
  touch(): void;
  illegal(message: string): void;
  /** Nobody gets through on this line. */
  doNotDisturb(line: LineSession): boolean;
  /** The line is being signed off: nobody is to be put through on it. */
  leaving(line: LineSession): boolean;
}

/** An answer that was asked for and waits: for the tone, or for another call to be held. */
interface PendingAnswer {
  forHold: boolean;
  cancel(): void;
}

type Beginning = Pick<
  CallSessionParts,
  'id' | 'direction' | 'party' | 'target' | 'afterAnswer' | 'answerAfter' | 'hidden'
>;

export class CallDesk {
  readonly #parts: CallDeskParts;
  /** Every call that has not ended, oldest first. */
  readonly #calls = new Map<CallId, CallSession>();
  readonly #pending = new Map<CallId, PendingAnswer>();
  #result: { call: Call; cancel: () => void } | null = null;
  #ids = 0;

  constructor(parts: CallDeskParts) {
    this.#parts = parts;
  }

  /** What is to be seen: the living calls, oldest first, and the one that ended last. */
  get shown(): readonly Call[] {
    const calls = this.#visible().map((session) => session.call);
    return this.#result ? [...calls, this.#result.call] : calls;
  }

  on(line: LineSession): readonly CallSession[] {
    return [...this.#calls.values()].filter((call) => call.parts.line === line);
  }

  dial(line: LineSession, number: Extract<DialString, { ok: true }>): DialResult {
    if (this.#visible().length >= mostCalls) return { ok: false, problem: 'too-many-calls' };
    this.clearResult();
    this.#holdAllBut(null);
    const uri = number.target.includes('@') ? number.target : `sip:${number.target}@${line.account.domain}`;
    const id = this.#newId();
    this.#begin(line, {
      id,
      direction: 'outgoing',
      party: harmlessParty({ name: '', number: number.shown, uri }),
      target: number.target,
      afterAnswer: number.afterAnswer,
      answerAfter: null,
      hidden: false,
    });
    return { ok: true, id };
  }

  incoming(line: LineSession, invite: IncomingInvite): void {
    if (this.#calls.has(invite.callId)) {
      this.#parts.log.warn('call', 'a second INVITE for a call that lives already');
      return;
    }
    const leaving = this.#parts.leaving(line);
    const refused = this.#parts.doNotDisturb(line) || this.#visible().length >= mostCalls;
    const call = this.#begin(line, {
      id: invite.callId,
      direction: 'incoming',
      party: harmlessParty(invite.from),
      target: '',
      afterAnswer: '',
      answerAfter: invite.answerAfter,
      hidden: leaving || refused,
    });
    if (leaving) call.dispatch({ kind: 'hang-up' });
    else if (refused) call.dispatch({ kind: 'decline', status: 486 });
  }

  signal(line: LineSession, id: CallId, signal: CallSignal): void {
    const call = this.#calls.get(id);
    if (call?.parts.line === line) call.dispatch(signal);
    // Answered after we stopped waiting for the end of it: nobody is here to talk.
    else if (signal.kind === 'established') line.sip.bye(id);
    else this.#parts.log.debug('call', `${signal.kind} for a call that is over`);
  }

  /** By hand: the others are held first. Automatic: after a short tone, and never beside another call. */
  answer(id: CallId, how: 'by-hand' | 'automatic'): void {
    const call = this.#calls.get(id);
    if (call?.state.kind !== 'ringing' || call.parts.hidden) return;
    const pending = this.#pending.get(id);
    if (how === 'automatic') {
      if (pending || this.#visible().length > 1 || this.#parts.doNotDisturb(call.parts.line)) return;
      this.#update(call, { autoAnswered: true });
      this.#wait(id, false, autoAnswerToneMs);
      return;
    }
    if (pending?.forHold) return;
    if (call.call.autoAnswered) this.#update(call, { autoAnswered: false });
    if (this.#holdAllBut(call)) this.#wait(id, true, holdLimitMs);
    else this.#accept(id);
  }

  decline(id: CallId): void {
    this.#calls.get(id)?.dispatch({ kind: 'decline', status: 603 });
  }

  hangUp(id: CallId): void {
    const call = this.#calls.get(id);
    if (call?.state.kind === 'ringing') this.decline(id);
    else call?.dispatch({ kind: 'hang-up' });
  }

  setMuted(id: CallId, on: boolean): void {
    const call = this.#calls.get(id);
    if (!call || call.state.kind === 'ending' || call.call.muted === on) return;
    this.#update(call, { muted: on });
    call.sip.setMuted(id, on);
  }

  setHold(id: CallId, on: boolean): void {
    const call = this.#calls.get(id);
    if (call?.state.kind !== 'active') return;
    if (!on) this.#holdAllBut(call);
    call.dispatch({ kind: 'hold', on });
  }

  sendDtmf(id: CallId, digits: string): void {
    const call = this.#calls.get(id);
    const clean = digits.toUpperCase().replace(/[^\dA-D*#,]/g, '');
    if (call?.state.kind !== 'active' || clean === '') return;
    this.#update(call, { digits: (call.call.digits + clean).slice(-mostDigitsShown) });
    call.sip.sendDtmf(id, clean);
  }

  /** The line is back. */
  restore(line: LineSession): void {
    for (const call of this.on(line)) if (call.state.kind === 'active') line.sip.restore(call.parts.id);
  }

  /** Answers that waited for another call to be held go on when it is. */
  settle(): void {
    for (const [id, pending] of this.#pending) {
      const talking = this.#visible().some((call) => call.parts.id !== id && isTalking(call.call));
      if (pending.forHold && !talking) this.#accept(id);
    }
  }

  dismiss(id: CallId): void {
    if (this.#result?.call.id === id) this.clearResult();
  }

  clearResult(): void {
    if (!this.#result) return;
    this.#result.cancel();
    this.#result = null;
    this.#parts.touch();
  }

  #begin(line: LineSession, what: Beginning): CallSession {
    const { clock, log, policy } = this.#parts;
    const call = new CallSession({
      ...what,
      entryId: this.#newId(),
      line,
      clock,
      log,
      policy,
      changed: (session, before) => this.#changed(session, before),
      ended: (session, reason) => this.#ended(session, reason),
      illegal: (message) => this.#parts.illegal(message),
    });
    this.#calls.set(what.id, call);
    this.#parts.touch();
    call.start();
    return call;
  }

  #changed(session: CallSession, before: CallState): void {
    this.#parts.touch();
    const { state, call, sip, parts } = session;
    if (state.kind !== 'active' || before.kind === 'active') return;
    this.#holdAllBut(session);
    if (call.muted) sip.setMuted(parts.id, true);
    if (parts.afterAnswer !== '') this.sendDtmf(parts.id, `,${parts.afterAnswer}`);
  }

  #ended(session: CallSession, reason: EndReason): void {
    const { parts, call, answeredAt, state } = session;
    if (!this.#calls.delete(parts.id)) return;
    const { clock, book, touch } = this.#parts;
    session.stopTimers();
    this.#pending.get(parts.id)?.cancel();
    this.#pending.delete(parts.id);
    touch();
    book.add({
      id: parts.entryId,
      direction: parts.direction,
      party: parts.party,
      line: lineName(parts.line.account),
      startedAt: call.startedAt,
      answeredAt,
      endedAt: state.kind === 'ended' ? state.at : clock.now(),
      reason,
      seen: false,
    });
    if (parts.hidden) return;
    this.clearResult();
    this.#result = { call, cancel: clock.after(resultShownMs(reason), () => this.clearResult()) };
  }

  /** Holds every call that is being talked on, but this one; whether one is still to be waited for. */
  #holdAllBut(but: CallSession | null): boolean {
    const talking = this.#visible().filter((call) => call !== but && isTalking(call.call));
    for (const call of talking) call.dispatch({ kind: 'hold', on: true });
    return talking.some((call) => isTalking(call.call));
  }

  #wait(id: CallId, forHold: boolean, ms: number): void {
    this.#pending.get(id)?.cancel();
    this.#pending.set(id, { forHold, cancel: this.#parts.clock.after(ms, () => this.#accept(id)) });
  }

  #accept(id: CallId): void {
    this.#pending.get(id)?.cancel();
    this.#pending.delete(id);
    const call = this.#calls.get(id);
    if (call?.state.kind === 'ringing') call.dispatch({ kind: 'answer' });
  }

  #update(call: CallSession, change: Parameters<CallSession['update']>[0]): void {
    call.update(change);
    this.#parts.touch();
  }

  #visible(): CallSession[] {
    return [...this.#calls.values()].filter((call) => !call.parts.hidden);
  }

  #newId(): string {
    const { clock } = this.#parts;
    this.#ids += 1;
    const random = Math.floor(clock.random() * 36 ** 6).toString(36);
    return `${clock.now().toString(36)}-${this.#ids.toString(36)}-${random}`;
  }
}
