/** The lines of the phone: opened, chosen, changed, signed off. */
import { isLoopback, sameRegistration, type Account } from './account';
import type { CallSession } from './call-session';
import type { LinePolicy } from './line-policy';
import { LineSession } from './line-session';
import { LineWatches } from './line-watches';
import type { ClockPort, LogPort, SipPort, SipSink } from './ports';
import { SignOff } from './sign-off';
import { lineIsReady } from './snapshot';
import type { WatchPolicy } from './watch-policy';

export interface LinesParts {
  sip: SipPort;
  clock: ClockPort;
  log: LogPort;
  policy: LinePolicy;
  watchPolicy: WatchPolicy;
  /** Something that others see has changed. */
  touch(): void;
  illegal(message: string): void;
  callsOn(line: LineSession): readonly CallSession[];
  restoreCalls(line: LineSession): void;
  /** What the adapter reports of a line, but for the line itself. */
  sink(line: LineSession): Omit<SipSink, 'line' | 'watch' | 'voicemail'>;
  /** It is not there any more, nor opened anew. */
  closed(line: LineSession): void;
}

export class Lines {
  readonly #parts: LinesParts;
  /** In the user's order. */
  #lines: readonly LineSession[] = [];
  /** Of every line but the retired. */
  readonly #watches = new Map<LineSession, LineWatches>();
  readonly #signOffs = new Map<LineSession, SignOff>();
  /** Opened anew while calls were on them: they stay, for these calls only. */
  readonly #retired = new Set<LineSession>();
  #chosen: string | null = null;
  #online = true;

  constructor(parts: LinesParts) {
    this.#parts = parts;
  }

  get all(): readonly LineSession[] {
    return this.#lines;
  }

  /** The one that is called with. */
  get chosen(): LineSession | null {
    return this.find(this.#chosen);
  }

  find(id: string | null): LineSession | null {
    return this.#lines.find((line) => line.account.id === id) ?? null;
  }

  /** The line, when it can be called with. */
  ready(line: LineSession | null): LineSession | null {
    return line && lineIsReady(line.state) && !this.leaving(line) ? line : null;
  }

  /** What it watches at its switch; null for one that stays for its calls only. */
  watches(line: LineSession): LineWatches | null {
    return this.#watches.get(line) ?? null;
  }

  /** It is being signed off, or stays for its calls only: nobody is to be put through on it. */
  leaving(line: LineSession): boolean {
    return this.#signOffs.has(line) || this.#retired.has(line);
  }

  /** A known id takes the place of the line of before, whose calls go on. */
  open(account: Account, password: string): void {
    const before = this.find(account.id);
    const line = this.#session(account, password);
    if (before) {
      this.#lines = this.#lines.map((other) => (other === before ? line : other));
      this.#retire(before);
    } else {
      this.#lines = [...this.#lines, line];
    }
    this.#chosen ??= account.id;
    this.#parts.touch();
    line.dispatch({ kind: 'start' });
  }

  /** Where the registration itself is another one, the line is opened anew. */
  change(account: Account): void {
    const line = this.find(account.id);
    if (!line || this.leaving(line)) return;
    if (sameRegistration(line.account, account)) this.#changeInPlace(line, account);
    else this.open(account, line.password);
  }

  arrange(ids: readonly string[]): void {
    const place = (line: LineSession): number => {
      const at = ids.indexOf(line.account.id);
      return at < 0 ? ids.length : at;
    };
    this.#lines = this.#lines.toSorted((one, other) => place(one) - place(other));
    this.#parts.touch();
  }

  choose(id: string): void {
    if (!this.find(id) || this.#chosen === id) return;
    this.#chosen = id;
    this.#parts.touch();
  }

  /** Resolves when the server knows, or 2 s have passed. */
  signOff(line: LineSession): Promise<void> {
    const running = this.#signOffs.get(line);
    if (running) return running.done;
    this.#retired.delete(line);
    const signOff = new SignOff(line, () => this.#parts.callsOn(line), this.#parts.clock);
    this.#signOffs.set(line, signOff);
    return signOff.done;
  }

  /** Every line, and those that are leaving already. */
  async signOffAll(): Promise<void> {
    const lines = new Set([...this.#lines, ...this.#retired, ...this.#signOffs.keys()]);
    await Promise.all([...lines].map((line) => this.signOff(line)));
  }

  retry(id?: string): void {
    for (const line of this.#lines) {
      if (id !== undefined && line.account.id !== id) continue;
      if (line.state.kind !== 'off') line.dispatch({ kind: 'retry' });
    }
  }

  networkChanged(online: boolean): void {
    this.#online = online;
    for (const line of this.#living()) {
      if (!isLoopback(line.account)) line.dispatch({ kind: online ? 'network-up' : 'network-down' });
    }
  }

  woke(): void {
    for (const line of this.#living()) line.dispatch({ kind: 'wake' });
    for (const watches of this.#watches.values()) watches.woke();
  }

  /** What waits for others to come so far. */
  settle(): void {
    for (const line of this.#retired) {
      if (this.#parts.callsOn(line).length === 0) void this.signOff(line);
    }
    for (const [line, signOff] of this.#signOffs) {
      if (!signOff.step()) continue;
      this.#signOffs.delete(line);
      this.#stopWatching(line);
      if (this.#lines.includes(line)) this.#parts.closed(line);
      this.#lines = this.#lines.filter((other) => other !== line);
      if (!this.find(this.#chosen)) this.#chosen = this.#lines[0]?.account.id ?? null;
      this.#parts.touch();
    }
  }

  #living(): LineSession[] {
    return [...this.#lines, ...this.#retired];
  }

  #changeInPlace(line: LineSession, account: Account): void {
    line.changeAccount(account);
    this.#watches.get(line)?.setAccount(account);
  }

  #stopWatching(line: LineSession): void {
    this.#watches.get(line)?.close();
    this.#watches.delete(line);
  }

  #retire(line: LineSession): void {
    this.#stopWatching(line);
    if (this.#signOffs.has(line)) return;
    if (this.#parts.callsOn(line).length === 0) void this.signOff(line);
    else this.#retired.add(line);
  }

  #session(account: Account, password: string): LineSession {
    const { sip, clock, log, policy, watchPolicy, touch, illegal, restoreCalls, sink } = this.#parts;
    const line: LineSession = new LineSession({
      account,
      password,
      clock,
      log,
      policy,
      sip,
      online: () => this.#online || isLoopback(account),
      changed: () => {
        this.#watches.get(line)?.setReady(lineIsReady(line.state));
        touch();
      },
      restoreCalls: () => restoreCalls(line),
      illegal,
      sink: (session) => ({
        ...sink(session),
        watch: (id, signal) => this.#watches.get(session)?.signal(id, signal),
        voicemail: (count) => this.#watches.get(session)?.setUnasked(count),
      }),
    });
    this.#watches.set(line, new LineWatches(account, { sip: line.sip, clock, log, policy: watchPolicy, touch }));
    return line;
  }
}
