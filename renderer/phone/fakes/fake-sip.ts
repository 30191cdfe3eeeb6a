import type { Account } from '../account';
import type { CallSignal } from '../call';
import type { LineSignal } from '../line';
import type {
  CallId,
  DialogReference,
  IncomingInvite,
  InviteOptions,
  MediaStats,
  ReferTarget,
  SipLine,
  SipPort,
  SipSink,
  Watch,
  WatchSignal,
} from '../ports';

/**
 * What a fake line answers by itself, and at once, to each command; what is absent stays unanswered until the test
 * reports it. A function gets the command's arguments.
 */
export interface Script {
  connect?: (server: string) => LineSignal | null;
  register?: (expires: number) => LineSignal | null;
  unregister?: () => LineSignal | null;
  ping?: () => LineSignal | null;
  invite?: (target: string) => readonly CallSignal[];
  accept?: () => readonly CallSignal[];
  reject?: () => readonly CallSignal[];
  cancel?: () => readonly CallSignal[];
  bye?: () => readonly CallSignal[];
  setHold?: (on: boolean) => readonly CallSignal[];
  refer?: (to: ReferTarget) => readonly CallSignal[];
  watch?: (watch: Watch, expires: number) => readonly WatchSignal[];
  /** The status of the answer. */
  sendMessage?: (target: string, text: string) => number | null;
}

/** A switch that is well and grants everything; outgoing calls ring until the test answers them. */
export const wellScript: Script = {
  connect: () => ({ kind: 'connected' }),
  register: (expires) => ({ kind: 'registered', expires }),
  unregister: () => ({ kind: 'unregistered' }),
  ping: () => ({ kind: 'alive' }),
  invite: () => [{ kind: 'invite-sent' }, { kind: 'ringing', progress: 'ringing' }],
  accept: () => [{ kind: 'established' }, { kind: 'media-flowing' }],
  reject: () => [{ kind: 'gone' }],
  cancel: () => [{ kind: 'rejected', status: 487, phrase: 'Request Terminated' }],
  bye: () => [{ kind: 'gone' }],
  setHold: (on) => [{ kind: 'local-hold', on }],
  watch: (_watch, expires) => [{ kind: 'accepted', expires }],
  sendMessage: () => 200,
};

/** A call from a colleague that came directly. */
export const fakeInvite: Omit<IncomingInvite, 'callId'> = {
  from: { name: 'Alice', number: '1002', uri: 'sip:1002@pbx.test' },
  answerAfter: null,
  via: null,
  called: '',
  ring: 'normal',
  replaces: null,
};

/** Stands in for the SIP adapter. Lines are scripted; what was commanded is in `commands`. */
export class FakeSip implements SipPort {
  script: Script;
  readonly lines: FakeLine[] = [];

  constructor(script: Script = wellScript) {
    this.script = script;
  }

  /** The line opened last. */
  get line(): FakeLine {
    const line = this.lines.at(-1);
    if (!line) throw new Error('no line was opened');
    return line;
  }

  open(account: Account, password: string, sink: SipSink): FakeLine {
    const line = new FakeLine(this, account, password, sink);
    this.lines.push(line);
    return line;
  }
}

export class FakeLine implements SipLine {
  /** Every command in order, in words: `connect wss://…`, `register 600`, `bye ID`. */
  commands: string[] = [];
  /** Subscriptions and messages, kept apart: they come and go beside everything else. */
  asked: string[] = [];
  closed = false;
  /** How each call was invited. */
  readonly options = new Map<CallId, InviteOptions>();
  /** What `stats` gives. */
  measured: MediaStats | null = null;
  #calls = 0;

  constructor(
    readonly port: FakeSip,
    public account: Account,
    readonly password: string,
    readonly sink: SipSink,
  ) {}

  /** How often a command was given. */
  count(command: string): number {
    return this.commands.filter((given) => given === command || given.startsWith(`${command} `)).length;
  }

  /** An INVITE from outside; returns its call's id. */
  ring(invite: Partial<IncomingInvite> = {}): CallId {
    this.#calls += 1;
    const callId = invite.callId ?? `in-${String(this.#calls)}`;
    this.sink.incoming({ ...fakeInvite, ...invite, callId });
    return callId;
  }

  connect(server: string): void {
    this.#line(`connect ${server}`, this.port.script.connect?.(server));
  }
  disconnect(): void {
    this.commands.push('disconnect');
  }
  register(expires: number): void {
    this.#line(`register ${String(expires)}`, this.port.script.register?.(expires));
  }
  unregister(): void {
    this.#line('unregister', this.port.script.unregister?.());
  }
  ping(): void {
    this.#line('ping', this.port.script.ping?.());
  }
  invite(id: CallId, target: string, options?: InviteOptions): void {
    this.options.set(id, options ?? {});
    this.#call(id, `invite ${id} ${target}`, this.port.script.invite?.(target));
  }
  accept(id: CallId): void {
    this.#call(id, `accept ${id}`, this.port.script.accept?.());
  }
  reject(id: CallId, status: number, reason?: string): void {
    const words = reason === undefined ? '' : ` ${reason}`;
    this.#call(id, `reject ${id} ${String(status)}${words}`, this.port.script.reject?.());
  }
  redirect(id: CallId, target: string): void {
    this.#call(id, `redirect ${id} ${target}`, this.port.script.reject?.());
  }
  cancel(id: CallId): void {
    this.#call(id, `cancel ${id}`, this.port.script.cancel?.());
  }
  bye(id: CallId): void {
    this.#call(id, `bye ${id}`, this.port.script.bye?.());
  }
  setHold(id: CallId, on: boolean): void {
    this.#call(id, `hold ${id} ${String(on)}`, this.port.script.setHold?.(on));
  }
  setMuted(id: CallId, on: boolean): void {
    this.commands.push(`mute ${id} ${String(on)}`);
  }
  sendDtmf(id: CallId, digits: string): void {
    this.commands.push(`dtmf ${id} ${digits}`);
  }
  watch(watch: Watch, expires: number): void {
    this.asked.push(`watch ${watch.event} ${watch.target} ${String(expires)}`);
    for (const signal of this.port.script.watch?.(watch, expires) ?? []) this.sink.watch(watch.id, signal);
  }
  unwatch(id: string): void {
    this.asked.push(`unwatch ${id}`);
  }
  sendMessage(id: string, target: string, text: string): void {
    this.asked.push(`message ${target} ${text}`);
    const status = this.port.script.sendMessage?.(target, text) ?? null;
    if (status !== null) this.sink.messageSent(id, status);
  }
  changeAccount(account: Account): void {
    this.account = account;
  }
  refer(id: CallId, to: ReferTarget): void {
    const where = to.kind === 'blind' ? to.target : `${to.with.callId} at ${to.with.remoteUri}`;
    this.#call(id, `refer ${id} ${to.kind} ${where}`, this.port.script.refer?.(to));
  }
  acceptReferral(id: CallId, by: CallId): void {
    this.commands.push(`accept-referral ${id} ${by}`);
  }
  refuseReferral(id: CallId): void {
    this.commands.push(`refuse-referral ${id}`);
  }
  /** A made-up one for each call. */
  dialog(id: CallId): DialogReference | null {
    const remoteUri = `sip:other-${id}@pbx.test`;
    return { callId: `dialog-${id}`, localTag: 'us', remoteTag: 'them', remoteUri, early: false };
  }
  restore(id: CallId): void {
    this.commands.push(`restore ${id}`);
  }
  stats(): Promise<MediaStats | null> {
    return Promise.resolve(this.measured);
  }
  close(): void {
    this.closed = true;
    this.commands.push('close');
  }

  #line(command: string, signal: LineSignal | null | undefined): void {
    this.commands.push(command);
    if (signal) this.sink.line(signal);
  }

  #call(id: CallId, command: string, signals: readonly CallSignal[] | undefined): void {
    this.commands.push(command);
    for (const signal of signals ?? []) this.sink.call(id, signal);
  }
}
