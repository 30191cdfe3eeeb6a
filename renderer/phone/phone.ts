/** The phone: a line, its calls, their history. Runs the machines and the ports; knows no screen. */
import { isLoopback, type Account } from './account';
import { CallDesk } from './call-desk';
import { defaultCallPolicy, type CallPolicy } from './call-machine';
import { readDialString } from './dial-string';
import { HistoryBook } from './history-book';
import { defaultLinePolicy, type LinePolicy } from './line-policy';
import { LineSession } from './line-session';
import { ringerListener } from './listeners/ringer';
import type { DialResult, PhoneApi, PhoneListener, PhoneState } from './phone-api';
import type { CallId, ClockPort, LogPort, RingerPort, SipPort, SipSink, StorePort } from './ports';
import { SignOff } from './sign-off';
import { lineIsReady } from './snapshot';

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

export class Phone implements PhoneApi {
  readonly #ports: PhonePorts;
  readonly #options: PhoneOptions;
  /** The clock of the ports; what its timers do is one action each. */
  readonly #clock: ClockPort;
  readonly #book: HistoryBook;
  readonly #desk: CallDesk;
  readonly #listeners = new Set<PhoneListener>();
  readonly #signOffs = new Map<LineSession, SignOff>();
  #line: LineSession | null = null;
  #doNotDisturb = false;
  #online = true;
  #closed = false;
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
    this.#desk = new CallDesk({
      clock: this.#clock,
      log: ports.log,
      policy: options.callPolicy ?? defaultCallPolicy,
      book: this.#book,
      touch: () => this.#touch(),
      illegal: (message) => this.#illegal(message),
      doNotDisturb: () => this.#doNotDisturb,
      leaving: (line) => this.#signOffs.has(line),
    });
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
      if (this.#line) void this.#signOff(this.#line);
      this.#line = this.#open(account, password);
      this.#touch();
      this.#line.dispatch({ kind: 'start' });
    });
  }

  signOut(): Promise<void> {
    const line = this.#line;
    return line ? this.#act(() => this.#signOff(line)) : Promise.resolve();
  }

  async close(): Promise<void> {
    await this.#act(() => {
      this.#closed = true;
      if (this.#line) void this.#signOff(this.#line);
      return Promise.all([...this.#signOffs.values()].map((signOff) => signOff.done));
    });
    this.#act(() => this.#desk.clearResult());
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
      return this.#desk.dial(line, number);
    });
  }

  answer(id: CallId, how: 'by-hand' | 'automatic'): void {
    this.#act(() => this.#desk.answer(id, how));
  }

  decline(id: CallId): void {
    this.#act(() => this.#desk.decline(id));
  }

  hangUp(id: CallId): void {
    this.#act(() => this.#desk.hangUp(id));
  }

  setMuted(id: CallId, on: boolean): void {
    this.#act(() => this.#desk.setMuted(id, on));
  }

  setHold(id: CallId, on: boolean): void {
    this.#act(() => this.#desk.setHold(id, on));
  }

  sendDtmf(id: CallId, digits: string): void {
    this.#act(() => this.#desk.sendDtmf(id, digits));
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
    this.#act(() => this.#desk.dismiss(id));
  }

  #open(account: Account, password: string): LineSession {
    const line: LineSession = new LineSession({
      account,
      password,
      clock: this.#clock,
      log: this.#ports.log,
      policy: this.#options.linePolicy ?? defaultLinePolicy,
      sip: { open: (of, secret, sink) => this.#ports.sip.open(of, secret, this.#guard(sink)) },
      online: () => this.#online || isLoopback(account),
      changed: () => this.#touch(),
      restoreCalls: () => this.#desk.restore(line),
      illegal: (message) => this.#illegal(message),
      call: (id, signal) => this.#desk.signal(line, id, signal),
      incoming: (invite) => this.#desk.incoming(line, invite),
    });
    return line;
  }

  /** What the adapter reports is one action each. */
  #guard(sink: SipSink): SipSink {
    return {
      line: (signal) => this.#act(() => sink.line(signal)),
      call: (id, signal) => this.#act(() => sink.call(id, signal)),
      incoming: (invite) => this.#act(() => sink.incoming(invite)),
    };
  }

  #signOff(line: LineSession): Promise<void> {
    const running = this.#signOffs.get(line);
    if (running) return running.done;
    const signOff = new SignOff(line, () => this.#desk.on(line), this.#clock);
    this.#signOffs.set(line, signOff);
    return signOff.done;
  }

  /** What waits for others to come so far. */
  #settle(): void {
    this.#desk.settle();
    for (const [line, signOff] of this.#signOffs) {
      if (!signOff.step()) continue;
      this.#signOffs.delete(line);
      if (this.#line === line) this.#line = null;
      this.#touch();
    }
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
      for (const listener of [...this.#listeners]) this.#tell(listener, before);
      this.#settle();
    }
  }

  #tell(listener: PhoneListener, before: PhoneState): void {
    try {
      listener(this.#state, before);
    } catch (error) {
      this.#ports.log.error('phone', `a listener failed: ${String(error)}`);
    }
  }

  #read(): PhoneState {
    return {
      account: this.#line?.account ?? null,
      line: this.#line?.state ?? { kind: 'off' },
      calls: this.#desk.shown,
      doNotDisturb: this.#doNotDisturb,
      history: this.#book.entries,
      missed: this.#book.missed,
      storeProblem: this.#book.problem,
    };
  }
}
