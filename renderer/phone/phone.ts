/** The phone: a line, its calls, their history. Runs the machines and the ports; knows no screen. */
import { isLoopback, type Account } from './account';
import type { CallSignal, CallState } from './call';
import { defaultCallPolicy, type CallPolicy } from './call-machine';
import { CallSession } from './call-session';
import { readDialString } from './dial-string';
import { HistoryBook } from './history-book';
import { harmlessParty } from './identity';
import { defaultLinePolicy, type LinePolicy } from './line-policy';
import { LineSession } from './line-session';
import { ringerListener } from './listeners/ringer';
import type { Call, DialResult, PhoneApi, PhoneListener, PhoneState } from './phone-api';
import type { CallId, ClockPort, IncomingInvite, LogPort, RingerPort, SipPort, StorePort } from './ports';
import type { EndReason } from './reasons';
import { SignOff } from './sign-off';
import { isTalking, lineIsReady, lineName } from './snapshot';

export type * from './phone-api';

export interface PhonePorts {
  sip: SipPort;
  clock: ClockPort;
  store: StorePort;
  ringer: RingerPort;
  log: LogPort;
}

export interface PhoneOptions {
  /** Throw on an illegal event instead of logging it: for tests. */
  strict?: boolean;
  linePolicy?: LinePolicy;
  callPolicy?: CallPolicy;
}

/** Beyond this a caller hears busy (486). */
const mostCalls = 2;
/** How long the result of a call stays on show, ms. */
const resultShownMs = 4_000;
/** The tone before an automatic answer, ms. */
const autoAnswerToneMs = 400;
/** How long an answer waits for the other call to be held, ms. */
const holdLimitMs = 2_000;
const mostDigitsShown = 64;

/** An answer that was asked for and waits: for the tone, or for another call to be held. */
interface PendingAnswer {
  forHold: boolean;
  cancel(): void;
}

export class Phone implements PhoneApi {
  readonly #ports: PhonePorts;
  readonly #options: PhoneOptions;
  /** The clock of the ports; what its timers do is one action each. */
  readonly #clock: ClockPort;
  readonly #book: HistoryBook;
  readonly #listeners = new Set<PhoneListener>();
  /** Every call that has not ended, oldest first, of all lines. */
  readonly #calls = new Map<CallId, CallSession>();
  readonly #pending = new Map<CallId, PendingAnswer>();
  readonly #signOffs = new Map<LineSession, SignOff>();
  #line: LineSession | null = null;
  #lastEnded: { call: Call; cancel: () => void } | null = null;
  #doNotDisturb = false;
  #online = true;
  #closed = false;
  #ids = 0;
  #state: PhoneState;
  #depth = 0;
  #dirty = false;

  constructor(ports: PhonePorts, options: PhoneOptions = {}) {
    this.#ports = ports;
    this.#options = options;
    this.#clock = {
      now: () => ports.clock.now(),
      random: () => ports.clock.random(),
      after: (ms, run) => ports.clock.after(ms, () => this.#act(run)),
    };
    this.#book = new HistoryBook(ports.store, ports.log, () => this.#act(() => this.#touch()));
    this.#state = this.#read();
    this.#listeners.add(ringerListener(ports.ringer));
    void this.#book.load();
  }

  get state(): PhoneState {
    return this.#state;
  }

  subscribe(listener: PhoneListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  signIn(account: Account, password: string): void {
    this.#act(() => {
      if (this.#closed) return;
      if (this.#line) this.#signOff(this.#line);
      const line: LineSession = new LineSession({
        account,
        password,
        clock: this.#clock,
        log: this.#ports.log,
        policy: this.#options.linePolicy ?? defaultLinePolicy,
        sip: {
          open: (of, secret, sink) =>
            this.#ports.sip.open(of, secret, {
              line: (signal) => this.#act(() => sink.line(signal)),
              call: (id, signal) => this.#act(() => sink.call(id, signal)),
              incoming: (invite) => this.#act(() => sink.incoming(invite)),
            }),
        },
        online: () => this.#online || isLoopback(account),
        changed: () => this.#touch(),
        restoreCalls: () => this.#restoreCalls(line),
        illegal: (message) => this.#illegal(message),
        call: (id, signal) => this.#signal(line, id, signal),
        incoming: (invite) => this.#incoming(line, invite),
      });
      this.#line = line;
      this.#touch();
      line.dispatch({ kind: 'start' });
    });
  }

  signOut(): Promise<void> {
    const line = this.#line;
    return line ? this.#act(() => this.#signOff(line)) : Promise.resolve();
  }

  async close(): Promise<void> {
    await this.#act(() => {
      this.#closed = true;
      this.#clearResult();
      if (this.#line) this.#signOff(this.#line);
      return Promise.all([...this.#signOffs.values()].map((signOff) => signOff.done));
    });
    this.#act(() => this.#clearResult());
  }

  retry(): void {
    this.#act(() => {
      if (this.#line && this.#line.state.kind !== 'off') this.#line.dispatch({ kind: 'retry' });
    });
  }

  networkChanged(online: boolean): void {
    this.#act(() => {
      this.#online = online;
      if (!this.#line || isLoopback(this.#line.account)) return;
      this.#line.dispatch({ kind: online ? 'network-up' : 'network-down' });
    });
  }

  woke(): void {
    this.#act(() => this.#line?.dispatch({ kind: 'wake' }));
  }

  dial(input: string): DialResult {
    return this.#act(() => {
      const number = readDialString(input);
      if (!number.ok) return number;
      const line = this.#line;
      if (!line || !lineIsReady(line.state) || this.#signOffs.has(line)) return { ok: false, problem: 'no-line' };
      if (this.#visible().length >= mostCalls) return { ok: false, problem: 'too-many-calls' };
      this.#clearResult();
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
    });
  }

  answer(id: CallId, how: 'by-hand' | 'automatic'): void {
    this.#act(() => {
      const call = this.#calls.get(id);
      if (call?.state.kind !== 'ringing' || call.parts.hidden) return;
      const pending = this.#pending.get(id);
      if (how === 'automatic') {
        const alone = this.#visible().length === 1;
        if (pending || !alone || this.#doNotDisturb) return;
        this.#update(call, { autoAnswered: true });
        this.#wait(id, false, autoAnswerToneMs);
        return;
      }
      if (pending?.forHold) return;
      if (call.call.autoAnswered) this.#update(call, { autoAnswered: false });
      if (this.#holdAllBut(call)) this.#wait(id, true, holdLimitMs);
      else this.#accept(id);
    });
  }

  decline(id: CallId): void {
    this.#act(() => this.#calls.get(id)?.dispatch({ kind: 'decline', status: 603 }));
  }

  hangUp(id: CallId): void {
    this.#act(() => {
      const call = this.#calls.get(id);
      if (call?.state.kind === 'ringing') call.dispatch({ kind: 'decline', status: 603 });
      else call?.dispatch({ kind: 'hang-up' });
    });
  }

  setMuted(id: CallId, on: boolean): void {
    this.#act(() => {
      const call = this.#calls.get(id);
      if (!call || call.state.kind === 'ending' || call.call.muted === on) return;
      this.#update(call, { muted: on });
      call.sip.setMuted(id, on);
    });
  }

  setHold(id: CallId, on: boolean): void {
    this.#act(() => {
      const call = this.#calls.get(id);
      if (call?.state.kind !== 'active') return;
      if (!on) this.#holdAllBut(call);
      call.dispatch({ kind: 'hold', on });
    });
  }

  sendDtmf(id: CallId, digits: string): void {
    this.#act(() => {
      const call = this.#calls.get(id);
      const clean = digits.toUpperCase().replace(/[^\dA-D*#,]/g, '');
      if (call?.state.kind !== 'active' || clean === '') return;
      this.#update(call, { digits: (call.call.digits + clean).slice(-mostDigitsShown) });
      call.sip.sendDtmf(id, clean);
    });
  }

  setDoNotDisturb(on: boolean): void {
    this.#act(() => {
      if (this.#doNotDisturb !== on) this.#touch();
      this.#doNotDisturb = on;
    });
  }

  markHistorySeen(): void {
    this.#act(() => this.#book.markSeen());
  }

  clearHistory(): Promise<void> {
    return this.#act(() => this.#book.clear());
  }

  dismiss(id: CallId): void {
    this.#act(() => {
      if (this.#lastEnded?.call.id === id) this.#clearResult();
    });
  }

  #begin(line: LineSession, what: CallBeginning): CallSession {
    const call = new CallSession({
      ...what,
      entryId: this.#newId(),
      line,
      clock: this.#clock,
      log: this.#ports.log,
      policy: this.#options.callPolicy ?? defaultCallPolicy,
      changed: (session, before) => this.#callChanged(session, before),
      ended: (session, reason) => this.#callEnded(session, reason),
      illegal: (message) => this.#illegal(message),
    });
    this.#calls.set(what.id, call);
    this.#touch();
    call.start();
    return call;
  }

  #incoming(line: LineSession, invite: IncomingInvite): void {
    if (this.#calls.has(invite.callId)) {
      this.#ports.log.warn('call', 'a second INVITE for a call that lives already');
      return;
    }
    const leaving = this.#closed || this.#signOffs.has(line);
    const refused = this.#doNotDisturb || this.#visible().length >= mostCalls;
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

  #signal(line: LineSession, id: CallId, signal: CallSignal): void {
    const call = this.#calls.get(id);
    if (call?.parts.line === line) call.dispatch(signal);
    // Answered after we stopped waiting for the end of it: nobody is here to talk.
    else if (signal.kind === 'established') line.sip.bye(id);
    else this.#ports.log.debug('call', `${signal.kind} for a call that is over`);
  }

  #callChanged(session: CallSession, before: CallState): void {
    this.#touch();
    const { state, call, sip, parts } = session;
    if (state.kind !== 'active' || before.kind === 'active') return;
    this.#holdAllBut(session);
    if (call.muted) sip.setMuted(parts.id, true);
    if (parts.afterAnswer !== '') this.sendDtmf(parts.id, `,${parts.afterAnswer}`);
  }

  #callEnded(session: CallSession, reason: EndReason): void {
    const { parts, call, answeredAt, state } = session;
    if (!this.#calls.delete(parts.id)) return;
    session.stopTimers();
    this.#pending.get(parts.id)?.cancel();
    this.#pending.delete(parts.id);
    this.#touch();
    this.#book.add({
      id: parts.entryId,
      direction: parts.direction,
      party: parts.party,
      line: lineName(parts.line.account),
      startedAt: call.startedAt,
      answeredAt,
      endedAt: state.kind === 'ended' ? state.at : this.#clock.now(),
      reason,
      seen: false,
    });
    if (parts.hidden || this.#closed) return;
    this.#clearResult();
    this.#lastEnded = { call, cancel: this.#clock.after(resultShownMs, () => this.#clearResult()) };
  }

  #clearResult(): void {
    if (!this.#lastEnded) return;
    this.#lastEnded.cancel();
    this.#lastEnded = null;
    this.#touch();
  }

  /** Holds every call that is being talked on, but this one; whether there was any. */
  #holdAllBut(but: CallSession | null): boolean {
    const talking = this.#visible().filter((call) => call !== but && isTalking(call.call));
    for (const call of talking) call.dispatch({ kind: 'hold', on: true });
    return talking.some((call) => isTalking(call.call));
  }

  #wait(id: CallId, forHold: boolean, ms: number): void {
    this.#pending.get(id)?.cancel();
    this.#pending.set(id, { forHold, cancel: this.#clock.after(ms, () => this.#accept(id)) });
  }

  #accept(id: CallId): void {
    this.#pending.get(id)?.cancel();
    this.#pending.delete(id);
    const call = this.#calls.get(id);
    if (call?.state.kind === 'ringing') call.dispatch({ kind: 'answer' });
  }

  #restoreCalls(line: LineSession): void {
    for (const call of this.#calls.values()) {
      if (call.parts.line === line && call.state.kind === 'active') line.sip.restore(call.parts.id);
    }
  }

  #signOff(line: LineSession): Promise<void> {
    const running = this.#signOffs.get(line);
    if (running) return running.done;
    const callsOf = () => [...this.#calls.values()].filter((call) => call.parts.line === line);
    const signOff = new SignOff(line, callsOf, this.#clock);
    this.#signOffs.set(line, signOff);
    return signOff.done;
  }

  /** What waits for others to come so far. */
  #settle(): void {
    for (const [id, pending] of this.#pending) {
      const talking = this.#visible().some((call) => call.parts.id !== id && isTalking(call.call));
      if (pending.forHold && !talking) this.#accept(id);
    }
    for (const [line, signOff] of this.#signOffs) {
      if (!signOff.step()) continue;
      this.#signOffs.delete(line);
      if (this.#line === line) this.#line = null;
      this.#touch();
    }
  }

  #update(call: CallSession, change: Parameters<CallSession['update']>[0]): void {
    call.update(change);
    this.#touch();
  }

  #visible(): CallSession[] {
    return [...this.#calls.values()].filter((call) => !call.parts.hidden);
  }

  #newId(): string {
    this.#ids += 1;
    const random = Math.floor(this.#clock.random() * 36 ** 6).toString(36);
    return `${this.#clock.now().toString(36)}-${this.#ids.toString(36)}-${random}`;
  }

  #illegal(message: string): void {
    if (this.#options.strict) throw new Error(message);
    this.#ports.log.warn('phone', message);
  }

  #touch(): void {
    this.#dirty = true;
  }

  /** Runs one action; the listeners hear of its result once, when it is complete. */
  #act<T>(action: () => T): T {
    this.#depth += 1;
    try {
      const result = action();
      if (this.#depth === 1) this.#publish();
      return result;
    } finally {
      this.#depth -= 1;
    }
  }

  #publish(): void {
    this.#settle();
    while (this.#dirty) {
      this.#dirty = false;
      const before = this.#state;
      this.#state = this.#read();
      for (const listener of [...this.#listeners]) {
        try {
          listener(this.#state, before);
        } catch (error) {
          this.#ports.log.error('phone', `a listener failed: ${String(error)}`);
        }
      }
      this.#settle();
    }
  }

  #read(): PhoneState {
    const calls = this.#visible().map((session) => session.call);
    return {
      account: this.#line?.account ?? null,
      line: this.#line?.state ?? { kind: 'off' },
      calls: this.#lastEnded ? [...calls, this.#lastEnded.call] : calls,
      doNotDisturb: this.#doNotDisturb,
      history: this.#book.entries,
      missed: this.#book.missed,
      storeProblem: this.#book.problem,
    };
  }
}

type CallBeginning = Pick<
  CallSession['parts'],
  'id' | 'direction' | 'party' | 'target' | 'afterAnswer' | 'answerAfter' | 'hidden'
>;
