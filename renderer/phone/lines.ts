/** The lines of the phone: opened, chosen, changed, signed off. */
import { isLoopback, sameRegistration, type Account } from './account';
import type { CallSession } from './call-session';
import type { LinePolicy } from './line-policy';
import { LineSession } from './line-session';
import type { ClockPort, LogPort, SipPort, SipSink } from './ports';
import { SignOff } from './sign-off';

export interface LinesParts {
  sip: SipPort;
  clock: ClockPort;
  log: LogPort;
  policy: LinePolicy;
  /** Something that others see has changed. */
  touch(): void;
  illegal(message: string): void;
  callsOn(line: LineSession): readonly CallSession[];
  restoreCalls(line: LineSession): void;
  /** What the adapter reports of a line, but for the line itself. */
  sink(line: LineSession): Omit<SipSink, 'line'>;
}

export class Lines {
  readonly #parts: LinesParts;
  /** In the user's order. */
  #lines: readonly LineSession[] = [];
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
    if (sameRegistration(line.account, account)) line.changeAccount(account);
    else this.open(account, line.password);
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
  }

  /** What waits for others to come so far. */
  settle(): void {
    for (const line of this.#retired) {
      if (this.#parts.callsOn(line).length === 0) void this.signOff(line);
    }
    for (const [line, signOff] of this.#signOffs) {
      if (!signOff.step()) continue;
      this.#signOffs.delete(line);
      this.#lines = this.#lines.filter((other) => other !== line);
      if (!this.find(this.#chosen)) this.#chosen = this.#lines[0]?.account.id ?? null;
      this.#parts.touch();
    }
  }

  #living(): LineSession[] {
    return [...this.#lines, ...this.#retired];
  }

  #retire(line: LineSession): void {
    if (this.#signOffs.has(line)) return;
    if (this.#parts.callsOn(line).length === 0) void this.signOff(line);
    else this.#retired.add(line);
  }

  #session(account: Account, password: string): LineSession {
    const { sip, clock, log, policy, touch, illegal, restoreCalls, sink } = this.#parts;
    const line: LineSession = new LineSession({
      account,
      password,
      clock,
      log,
      policy,
      sip,
      online: () => this.#online || isLoopback(account),
      changed: touch,
      restoreCalls: () => restoreCalls(line),
      illegal,
      sink: () => sink(line),
    });
    return line;
  }
}
