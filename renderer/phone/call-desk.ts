/** The calls of the phone, all lines together: who may ring, who is held, who waits for an answer. */
import type { CallSignal, CallState } from './call';
import { CallDigits } from './call-digits';
import { CallList } from './call-list';
import type { CallPolicy } from './call-outcome';
import { CallSession, type Beginning, type CallChange } from './call-session';
import { Conference } from './conference';
import type { DialString } from './dial-string';
import { Floor } from './floor';
import type { HistoryBook } from './history-book';
import { entryOf } from './history-entry';
import { harmlessParty, harmlessText } from './identity';
import type { LineSession } from './line-session';
import type { Call, DialResult, PhoneSettings, Refusal } from './phone-api';
import type { CallId, ClockPort, ConferencePort, IncomingInvite, InviteOptions, LogPort } from './ports';
import { QualityLoader } from './quality-loader';
import { Reception } from './reception';
import { readRefusal } from './refusal';
import { ResultShelf } from './result-shelf';
import type { EndReason } from './reasons';
import { Transfers } from './transfer';

/** The tone before an automatic answer, ms. */
const autoAnswerToneMs = 400;

export interface CallDeskParts {
  clock: ClockPort;
  log: LogPort;
  policy: CallPolicy;
  book: HistoryBook;
  conference: ConferencePort;
  /** Runs one action of the phone, for what comes back later. */
  act(run: () => void): void;
  /** Something that others see has changed. */
  touch(): void;
  illegal(message: string): void;
  /** Nobody gets through on this line. */
  doNotDisturb(line: LineSession): boolean;
  /** The line is being signed off: nobody is to be put through on it. */
  leaving(line: LineSession): boolean;
}

export class CallDesk {
  readonly #parts: CallDeskParts;
  readonly #list = new CallList();
  readonly #floor: Floor;
  readonly #conference: Conference;
  readonly #transfers: Transfers;
  readonly #digits: CallDigits;
  readonly #quality: QualityLoader;
  readonly #reception: Reception;
  readonly #result: ResultShelf;
  #settings: PhoneSettings = { callLimit: 4, interruptionLimit: 120, historyDays: 0 };
  #ids = 0;

  constructor(parts: CallDeskParts) {
    this.#parts = parts;
    const { clock, log, act, touch, doNotDisturb, leaving } = parts;
    const list = this.#list;
    const update = (call: CallSession, change: CallChange) => this.#update(call, change);
    this.#floor = new Floor(list, clock);
    this.#digits = new CallDigits({ list, clock, update });
    this.#quality = new QualityLoader({ list, clock, update, act }, log);
    this.#reception = new Reception({ clock, doNotDisturb, leaving, full: () => this.#full });
    this.#result = new ResultShelf(clock, touch);
    this.#conference = new Conference({
      list,
      floor: this.#floor,
      port: parts.conference,
      update,
      setMuted: (call, on) => this.#mute(call, on),
    });
    this.#transfers = new Transfers({
      list,
      floor: this.#floor,
      conference: this.#conference,
      update,
      call: (line, what) => this.#call(line, what),
      newId: () => this.#newId(),
    });
  }

  /** What is to be seen: the living calls, oldest first, and the one that ended last. */
  get shown(): readonly Call[] {
    const calls = this.#list.visible.map((session) => session.call);
    return this.#result.call ? [...calls, this.#result.call] : calls;
  }

  on(line: LineSession): readonly CallSession[] {
    return this.#list.all.filter((call) => call.parts.line === line);
  }

  /** The line of a living call. */
  lineOf(id: CallId): LineSession | null {
    return this.#list.get(id)?.parts.line ?? null;
  }

  setSettings(settings: PhoneSettings): void {
    this.#settings = settings;
  }

  /** `consultFor`: the call that may be passed on to whom this reaches. */
  dial(
    line: LineSession,
    number: Extract<DialString, { ok: true }>,
    options: { name?: string; consultFor?: CallId; invite?: InviteOptions } = {},
  ): DialResult {
    if (this.#full) return { ok: false, problem: 'too-many-calls' };
    this.#result.clear();
    this.#floor.holdAllBut(null);
    const { domain } = line.account;
    const uri = number.target.includes('@') ? number.target : `sip:${number.target}@${domain}`;
    const first = this.#list.get(options.consultFor ?? null);
    const consulted = first?.state.kind === 'active' ? first : null;
    const id = this.#newId();
    if (consulted) this.#transfers.consult(consulted, id);
    this.#call(line, {
      id,
      party: harmlessParty({ name: options.name ?? '', number: number.shown, uri }),
      target: number.target,
      afterAnswer: number.afterAnswer,
      consultFor: consulted?.parts.id ?? null,
      ...(options.invite ? { invite: options.invite } : {}),
    });
    return { ok: true, id };
  }

  incoming(line: LineSession, invite: IncomingInvite): void {
    if (this.#list.get(invite.callId)) {
      this.#parts.log.warn('call', 'a second INVITE for a call that lives already');
      return;
    }
    const replaced = this.#transfers.replaceable(invite.replaces, line);
    const fate = replaced ? null : this.#reception.receive(line, invite);
    const call = this.#begin(line, {
      id: invite.callId,
      direction: 'incoming',
      party: harmlessParty(invite.from),
      target: '',
      invite: {},
      afterAnswer: '',
      answerAfter: invite.answerAfter,
      via: invite.via && harmlessParty(invite.via),
      called: harmlessText(invite.called, 64),
      ring: invite.ring,
      consultFor: null,
      hidden: fate !== null && fate.kind !== 'ring',
    });
    if (replaced) this.#transfers.replace(replaced, invite.callId);
    switch (fate?.kind) {
      case undefined:
        return call.dispatch({ kind: 'answer' });
      case 'leave':
        return call.dispatch({ kind: 'hang-up' });
      case 'busy':
        return call.dispatch({ kind: 'refuse-busy' });
      case 'forward':
        return call.dispatch({ kind: 'send-on', target: fate.to.target, to: fate.to.shown });
      case 'ring':
        return this.#reception.forwardLater(call, invite);
    }
  }

  signal(line: LineSession, id: CallId, signal: CallSignal): void {
    const call = this.#list.get(id);
    if (call?.parts.line !== line) {
      // Answered after we stopped waiting for the end of it: nobody is here to talk.
      if (signal.kind === 'established') line.sip.bye(id);
      else if (signal.kind === 'referred') line.sip.refuseReferral(id);
      else this.#parts.log.debug('call', `${signal.kind} for a call that is over`);
      return;
    }
    if (signal.kind === 'bye') return this.#transfers.bye(call, signal.cause);
    if (signal.kind === 'party') this.#update(call, { party: harmlessParty(signal.party) });
    if (signal.kind === 'referred') return this.#transfers.referred(call, signal);
    if (signal.kind === 'referral-over') return this.#transfers.referralOver(call);
    call.dispatch(signal);
  }

  /** By hand: the others are held first. Automatic: after a short tone, and never beside another call. */
  answer(id: CallId, how: 'by-hand' | 'automatic'): void {
    const call = this.#list.get(id);
    if (call?.state.kind !== 'ringing' || call.parts.hidden) return;
    const waits = this.#floor.waits(id);
    const accept = () => {
      if (call.state.kind === 'ringing') call.dispatch({ kind: 'answer' });
    };
    if (how === 'automatic') {
      if (waits || this.#list.present.length > 1 || this.#parts.doNotDisturb(call.parts.line)) return;
      this.#update(call, { autoAnswered: true });
      this.#floor.later(call, autoAnswerToneMs, accept);
      return;
    }
    if (waits === 'for-hold') return;
    this.#floor.forget(id);
    if (call.call.autoAnswered) this.#update(call, { autoAnswered: false });
    this.#floor.afterHold(call, accept);
  }

  decline(id: CallId, refusal: Refusal = { kind: 'decline' }): void {
    const event = readRefusal(refusal);
    if (event) this.#list.get(id)?.dispatch(event);
  }

  hangUp(id: CallId): void {
    const call = this.#list.get(id);
    if (call?.state.kind === 'ringing') this.decline(id);
    else call?.dispatch({ kind: 'hang-up' });
  }

  followRedirect(id: CallId): void {
    const call = this.#list.get(id);
    if (call?.state.kind === 'redirected') call.dispatch({ kind: 'follow' });
  }

  /** In a conference for all its calls: it is one microphone. */
  setMuted(id: CallId, on: boolean): void {
    const call = this.#list.get(id);
    if (!call) return;
    for (const one of call.call.conference ? this.#conference.members : [call]) this.#mute(one, on);
  }

  setHold(id: CallId, on: boolean): void {
    const call = this.#list.get(id);
    if (call?.state.kind === 'active') this.#floor.setHold(call, on);
  }

  holdAll(): void {
    this.#floor.holdAll();
  }

  sendDtmf(id: CallId, digits: string): void {
    this.#digits.send(id, digits);
  }

  sendWaitingDigits(id: CallId): void {
    this.#digits.sendWaiting(id);
  }

  transfer(id: CallId, input: string): ReturnType<Transfers['blind']> {
    return this.#transfers.blind(id, input);
  }

  completeTransfer(consultation: CallId): void {
    this.#transfers.complete(consultation);
  }

  acceptReferral(id: CallId): void {
    this.#transfers.accept(id);
  }

  refuseReferral(id: CallId): void {
    this.#transfers.refuse(id);
  }

  startConference(): void {
    this.#conference.start();
  }

  endConference(): void {
    this.#conference.end();
  }

  setPartyMuted(id: CallId, on: boolean): void {
    this.#conference.setPartyMuted(id, on);
  }

  leaveConference(): void {
    const [first, second] = this.#conference.members;
    if (first && second && this.canLeaveConference) this.#transfers.join(first, second);
  }

  get canLeaveConference(): boolean {
    const [first, second, third] = this.#conference.members;
    return first !== undefined && second !== undefined && !third && this.#transfers.canJoin(first, second);
  }

  /** The line is back. */
  restore(line: LineSession): void {
    for (const call of this.on(line)) if (call.state.kind === 'active') line.sip.restore(call.parts.id);
  }

  /** What waited for another call to be held goes on when it is. */
  settle(): void {
    this.#floor.settle();
  }

  dismiss(id: CallId): void {
    if (this.#result.call?.id === id) this.#result.clear();
  }

  clearResult(): void {
    this.#result.clear();
  }

  get #full(): boolean {
    return this.#list.present.length >= this.#settings.callLimit;
  }

  #call(line: LineSession, what: Pick<Beginning, 'id' | 'party' | 'target'> & Partial<Beginning>): void {
    this.#begin(line, {
      direction: 'outgoing',
      invite: {},
      afterAnswer: '',
      answerAfter: null,
      via: null,
      called: '',
      ring: 'normal',
      consultFor: null,
      hidden: false,
      ...what,
    });
  }

  #begin(line: LineSession, what: Beginning): CallSession {
    const { clock, log, policy, illegal, touch } = this.#parts;
    const call = new CallSession({
      ...what,
      entryId: this.#newId(),
      line,
      clock,
      log,
      illegal,
      policy: () => ({ ...policy, interruptionLimitMs: this.#settings.interruptionLimit * 1_000 }),
      changed: (session, before) => this.#changed(session, before),
      comeBack: (session) => this.#floor.comeBack(session),
      ended: (session, reason) => this.#ended(session, reason),
    });
    this.#list.add(call);
    touch();
    call.start();
    return call;
  }

  #changed(session: CallSession, before: CallState): void {
    this.#parts.touch();
    const { state, parts } = session;
    if (before.kind === 'ringing') this.#reception.forget(parts.id);
    if (state.kind === 'active' && before.kind !== 'active') this.#established(session);
    if (state.kind !== 'active' && before.kind === 'active') this.#conference.leave(session);
    this.#conference.changed();
    this.#transfers.changed(session, before);
  }

  #established(session: CallSession): void {
    const { sip, parts } = session;
    if (this.#transfers.established(session)) this.#floor.holdAllBut(session);
    if (session.call.muted) sip.setMuted(parts.id, true);
    void this.#quality.start(parts.id);
    if (parts.afterAnswer !== '') this.#digits.send(parts.id, `,${parts.afterAnswer}`);
  }

  #ended(session: CallSession, reason: EndReason): void {
    const { parts, call } = session;
    if (!this.#list.delete(session)) return;
    const { book, touch } = this.#parts;
    session.stopTimers();
    this.#floor.forget(parts.id);
    this.#reception.forget(parts.id);
    this.#digits.stop(parts.id);
    const mos = this.#quality.stop(parts.id);
    touch();
    book.add(entryOf(session, reason, mos));
    if (!parts.hidden) this.#result.put(call, reason);
  }

  #mute(call: CallSession, on: boolean): void {
    if (call.state.kind === 'ending' || call.call.muted === on) return;
    this.#update(call, { muted: on });
    call.sip.setMuted(call.parts.id, on);
  }

  #update(call: CallSession, change: CallChange): void {
    call.update(change);
    this.#parts.touch();
  }

  #newId(): string {
    const { clock } = this.#parts;
    this.#ids += 1;
    const random = Math.floor(clock.random() * 36 ** 6).toString(36);
    return `${clock.now().toString(36)}-${this.#ids.toString(36)}-${random}`;
  }
}
