/** The phone: its lines, their calls, their history. Runs the machines and the ports; knows no screen. */
import type { Account } from './account';
import { CallDesk } from './call-desk';
import { defaultCallPolicy, type CallPolicy } from './call-outcome';
import { readDialString } from './dial-string';
import { QuietTimes } from './do-not-disturb';
import type { HistoryEntry } from './history';
import { HistoryBook } from './history-book';
import { defaultLinePolicy, type LinePolicy } from './line-policy';
import type { LineSession } from './line-session';
import { Lines } from './lines';
import { MessageBook } from './message-book';
import { ringerListener } from './listeners/ringer';
import type {
  DialProblem,
  DialResult,
  DoNotDisturb,
  Line,
  PhoneApi,
  PhoneListener,
  PhoneSettings,
  PhoneState,
  Refusal,
} from './phone-api';
import type { CallId, ClockPort, ConferencePort, LogPort, RingerPort, SipPort, SipSink, StorePort } from './ports';
import { readPickUp } from './pick-up';
import { Turns } from './turns';
import { voicemailNumber } from './voicemail';
import { defaultWatchPolicy, type WatchPolicy } from './watch-policy';

export type * from './phone-api';

export interface PhonePorts {
  sip: SipPort;
  clock: ClockPort;
  store: StorePort;
  ringer: RingerPort;
  conference: ConferencePort;
  log: LogPort;
}

export interface PhoneOptions {
  /** Throw on an illegal event instead of logging it: for tests. */
  strict?: boolean;
  linePolicy?: LinePolicy;
  watchPolicy?: WatchPolicy;
  callPolicy?: CallPolicy;
}

export class Phone implements PhoneApi {
  readonly #ports: PhonePorts;
  readonly #options: PhoneOptions;
  readonly #turns: Turns<PhoneState>;
  readonly #book: HistoryBook;
  readonly #desk: CallDesk;
  readonly #lines: Lines;
  readonly #quiet: QuietTimes;
  readonly #messages: MessageBook;
  #closed = false;

  constructor(ports: PhonePorts, options: PhoneOptions = {}) {
    this.#ports = ports;
    this.#options = options;
    const { log } = ports;
    /** The clock of the ports; what its timers do is one action each. */
    const clock: ClockPort = {
      now: () => ports.clock.now(),
      random: () => ports.clock.random(),
      after: (ms, run) => ports.clock.after(ms, () => this.#act(run)),
    };
    const touch = () => this.#turns.touch();
    const illegal = (message: string) => this.#illegal(message);
    this.#book = new HistoryBook({ store: ports.store, clock, log, changed: () => this.#act(touch) });
    this.#messages = new MessageBook({ store: ports.store, clock, log, changed: touch });
    this.#quiet = new QuietTimes(clock, touch);
    this.#desk = new CallDesk({
      clock,
      log,
      policy: options.callPolicy ?? defaultCallPolicy,
      book: this.#book,
      conference: ports.conference,
      act: (run) => this.#act(run),
      touch,
      illegal,
      doNotDisturb: (line) => this.#quiet.applies(line.account.id),
      leaving: (line) => this.#lines.leaving(line),
    });
    this.#lines = new Lines({
      sip: { open: (account, password, sink) => ports.sip.open(account, password, this.#guard(sink)) },
      clock,
      log,
      policy: options.linePolicy ?? defaultLinePolicy,
      watchPolicy: options.watchPolicy ?? defaultWatchPolicy,
      touch,
      illegal,
      callsOn: (line) => this.#desk.on(line),
      restoreCalls: (line) => this.#desk.restore(line),
      sink: (line) => this.#sink(line),
      closed: (line) => this.#messages.lineClosed(line.account.id),
    });
    this.#turns = new Turns<PhoneState>({ log, read: () => this.#read(), settle: () => this.#settle() });
    this.#turns.subscribe(ringerListener(ports.ringer));
    void this.#book.load();
    void this.#messages.load().then(() => this.#act(touch));
  }

  get state(): PhoneState {
    return this.#turns.state;
  }

  subscribe(listener: PhoneListener): () => void {
    return this.#turns.subscribe(listener);
  }

  signIn(account: Account, password: string): void {
    this.#act(() => {
      if (!this.#closed) this.#lines.open(account, password);
    });
  }

  signOut(line?: string): Promise<void> {
    return this.#act(() => {
      if (line === undefined) return this.#lines.signOffAll();
      const found = this.#lines.find(line);
      return found ? this.#lines.signOff(found) : Promise.resolve();
    });
  }

  async close(): Promise<void> {
    await this.#act(() => {
      this.#closed = true;
      this.#quiet.close();
      this.#messages.close();
      this.#book.keepFor(0);
      return this.#lines.signOffAll();
    });
    this.#act(() => this.#desk.clearResult());
  }

  changeAccount(account: Account): void {
    this.#act(() => {
      if (!this.#closed) this.#lines.change(account);
    });
  }

  choose(line: string): void {
    this.#act(() => this.#lines.choose(line));
  }

  arrange(lines: readonly string[]): void {
    this.#act(() => this.#lines.arrange(lines));
  }

  setSettings(settings: PhoneSettings): void {
    this.#act(() => {
      this.#desk.setSettings(settings);
      this.#book.keepFor(settings.historyDays);
    });
  }

  retry(line?: string): void {
    this.#act(() => this.#lines.retry(line));
  }

  networkChanged(online: boolean): void {
    this.#act(() => this.#lines.networkChanged(online));
  }

  woke(): void {
    this.#act(() => this.#lines.woke());
  }

  dial(input: string, options: { line?: string; name?: string; consultFor?: CallId } = {}): DialResult {
    return this.#act(() => {
      const number = readDialString(input);
      if (!number.ok) return number;
      const { consultFor, name = '' } = options;
      // Where it is to be connected with another call, the same switch is the one that can.
      const consulted = consultFor === undefined ? null : this.#desk.lineOf(consultFor);
      const wanted = options.line === undefined ? (consulted ?? this.#lines.chosen) : this.#lines.find(options.line);
      const line = this.#lines.ready(wanted);
      if (!line) return { ok: false, problem: 'no-line' };
      return this.#desk.dial(line, number, { name, ...(consultFor !== undefined && { consultFor }) });
    });
  }

  answer(id: CallId, how: 'by-hand' | 'automatic'): void {
    this.#act(() => this.#desk.answer(id, how));
  }

  decline(id: CallId, refusal?: Refusal): void {
    this.#act(() => this.#desk.decline(id, refusal));
  }

  hangUp(id: CallId): void {
    this.#act(() => this.#desk.hangUp(id));
  }

  followRedirect(id: CallId): void {
    this.#act(() => this.#desk.followRedirect(id));
  }

  setMuted(id: CallId, on: boolean): void {
    this.#act(() => this.#desk.setMuted(id, on));
  }

  setHold(id: CallId, on: boolean): void {
    this.#act(() => this.#desk.setHold(id, on));
  }

  holdAll(): void {
    this.#act(() => this.#desk.holdAll());
  }

  sendDtmf(id: CallId, digits: string): void {
    this.#act(() => this.#desk.sendDtmf(id, digits));
  }

  sendWaitingDigits(id: CallId): void {
    this.#act(() => this.#desk.sendWaitingDigits(id));
  }

  transfer(id: CallId, target: string): { ok: true } | { ok: false; problem: DialProblem } {
    return this.#act(() => this.#desk.transfer(id, target));
  }

  completeTransfer(consultation: CallId): void {
    this.#act(() => this.#desk.completeTransfer(consultation));
  }

  acceptReferral(id: CallId): void {
    this.#act(() => this.#desk.acceptReferral(id));
  }

  refuseReferral(id: CallId): void {
    this.#act(() => this.#desk.refuseReferral(id));
  }

  startConference(): void {
    this.#act(() => this.#desk.startConference());
  }

  endConference(): void {
    this.#act(() => this.#desk.endConference());
  }

  setPartyMuted(id: CallId, on: boolean): void {
    this.#act(() => this.#desk.setPartyMuted(id, on));
  }

  leaveConference(): void {
    this.#act(() => this.#desk.leaveConference());
  }

  get canLeaveConference(): boolean {
    return this.#desk.canLeaveConference;
  }

  setDoNotDisturb(on: DoNotDisturb | null, line?: string): void {
    this.#act(() => this.#quiet.set(line ?? null, on));
  }

  callVoicemail(line?: string): DialResult {
    const session = line === undefined ? this.#lines.chosen : this.#lines.find(line);
    if (!session) return { ok: false, problem: 'no-line' };
    const number = voicemailNumber(session.account, this.#lines.watches(session)?.voicemail ?? null);
    if (number === '') return { ok: false, problem: 'no-voicemail' };
    return this.dial(number, { line: session.account.id });
  }

  pickUp(line: string, number: string): DialResult {
    return this.#act(() => {
      const session = this.#lines.ready(this.#lines.find(line));
      if (!session) return { ok: false, problem: 'no-line' };
      const ringing = this.#lines.watches(session)?.ringing(number) ?? null;
      const how = readPickUp(session.account, number, ringing);
      if (!how.ok) return how;
      return this.#desk.dial(session, how, how.replaces ? { invite: { replaces: how.replaces } } : {});
    });
  }

  sendMessage(line: string, peer: string, text: string): void {
    this.#act(() => {
      const session = this.#lines.find(line);
      if (session && !this.#closed) this.#messages.send(session, peer, text);
    });
  }

  resendMessage(id: string): void {
    this.#act(() => {
      const session = this.#lines.find(this.#messages.lineOfFailed(id));
      if (session && !this.#closed) this.#messages.resend(session, id);
    });
  }

  markConversationSeen(line: string, peer: string): void {
    this.#act(() => this.#messages.markSeen(line, peer));
  }

  removeConversation(line: string, peer: string): void {
    this.#act(() => this.#messages.remove(line, peer));
  }

  markHistorySeen(): void {
    this.#act(() => this.#book.markSeen());
  }

  get olderHistory(): readonly HistoryEntry[] {
    return this.#book.older;
  }

  readOlderHistory(): Promise<void> {
    return this.#book.readOlder();
  }

  noteCall(id: string, note: string): void {
    this.#act(() => this.#book.note(id, note));
  }

  removeHistory(ids: readonly string[]): readonly HistoryEntry[] {
    return this.#act(() => this.#book.remove(ids));
  }

  restoreHistory(entries: readonly HistoryEntry[]): void {
    this.#act(() => this.#book.restore(entries));
  }

  clearHistory(): Promise<void> {
    return this.#act(() => this.#book.clear());
  }

  dismiss(id: CallId): void {
    this.#act(() => this.#desk.dismiss(id));
  }

  #act<T>(action: () => T): T {
    return this.#turns.act(action);
  }

  /** What the adapter reports is one action each. */
  #guard(sink: SipSink): SipSink {
    return {
      line: (signal) => this.#act(() => sink.line(signal)),
      call: (id, signal) => this.#act(() => sink.call(id, signal)),
      incoming: (invite) => this.#act(() => sink.incoming(invite)),
      watch: (id, signal) => this.#act(() => sink.watch(id, signal)),
      voicemail: (count) => this.#act(() => sink.voicemail(count)),
      message: (message) => this.#act(() => sink.message(message)),
      messageSent: (id, status) => this.#act(() => sink.messageSent(id, status)),
    };
  }

  #sink(line: LineSession): Omit<SipSink, 'line' | 'watch' | 'voicemail'> {
    return {
      call: (id, signal) => this.#desk.signal(line, id, signal),
      incoming: (invite) => this.#desk.incoming(line, invite),
      message: (message) => this.#messages.receive(line.account, message),
      messageSent: (id, status) => this.#messages.answered(id, status),
    };
  }

  /** What waits for others to come so far. */
  #settle(): void {
    this.#quiet.settle();
    this.#desk.settle();
    this.#lines.settle();
  }

  #illegal(message: string): void {
    if (this.#options.strict) throw new Error(message);
    this.#ports.log.warn('phone', message);
  }

  #read(): PhoneState {
    const { chosen } = this.#lines;
    return {
      lines: this.#lines.all.map((line) => this.#readLine(line)),
      chosen: chosen?.account.id ?? null,
      account: chosen?.account ?? null,
      line: chosen?.state ?? { kind: 'off' },
      calls: this.#desk.shown,
      doNotDisturb: this.#quiet.of(null),
      history: this.#book.entries,
      missed: this.#book.missed,
      storeProblem: this.#book.problem,
      people: this.#lines.all.flatMap((line) => this.#lines.watches(line)?.people ?? []),
      conversations: this.#messages.conversations,
    };
  }

  #readLine(line: LineSession): Line {
    return {
      account: line.account,
      state: line.state,
      doNotDisturb: this.#quiet.of(line.account.id),
      voicemail: this.#lines.watches(line)?.voicemail ?? null,
    };
  }
}
