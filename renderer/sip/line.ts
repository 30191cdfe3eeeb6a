import type { IncomingInviteRequest } from 'sip.js/lib/core/messages/methods/invite.js';
import type { IncomingResponse } from 'sip.js/lib/core/messages/incoming-response.js';
import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import { URI } from 'sip.js/lib/grammar/uri.js';
import type { Account } from '../phone/account';
import type { LineSignal } from '../phone/line';
import type {
  CallId,
  DialogReference,
  InviteOptions,
  LogPort,
  MediaPort,
  MediaStats,
  ReferTarget,
  SipLine,
  SipSink,
  TracePort,
  Watch,
} from '../phone/ports';
import type { LineCause } from '../phone/reasons';
import type { ResponseOptions } from 'sip.js/lib/core/messages/outgoing-response.js';
import type { CallSignal } from '../phone/call';
import type { CallLeg } from './call';
import { Outbox, type LineContext } from './context';
import { Credentials, DigestAnswer } from './digest';
import { LineEvents } from './events';
import { isMadeUp } from './headers';
import { IncomingCall } from './incoming';
import { KeepAlive } from './keep-alive';
import { OutgoingCall } from './outgoing';
import type { Referral } from './referral';
import { Registration } from './registration';
import { parseReplaces } from './replaces';
import { screen } from './screening';
import type { SipTransport, SipTransportOptions } from './transport';
import { countRetry } from './dialogs';
import { targetUri } from './uri';
import { makeUserAgent } from './user-agent';
import type { WebSocketFactory } from './websocket';
import { Wire } from './wire';

/** Why a server could not be connected to: its certificate, or a name that DNS does not know. */
export type ServerProblem = Extract<LineCause, { kind: 'certificate' }>['problem'] | 'no-such-name';

export interface LineOptions {
  account: Account;
  password: string;
  /** The account's address of record. */
  aor: URI;
  sink: SipSink;
  media: MediaPort;
  log: LogPort;
  trace: TracePort | null;
  /** What the certificate check found for a server that could not be connected to. */
  explain: (server: string) => Promise<ServerProblem | null>;
  webSocket: WebSocketFactory;
  userAgentString: string;
}

/** The SIP side of one account. It does as it is told and tells what became of it; it decides nothing by itself. */
export class Line implements SipLine {
  private readonly calls = new Map<CallId, CallLeg>();
  private readonly context: LineContext;
  private readonly transport: SipTransport;
  private readonly registration: Registration;
  private readonly keepAlive: KeepAlive;
  private readonly wire: Wire;
  private readonly events: LineEvents;
  private account: Account;
  /** By the call that follows each: the other side hears what becomes of it. */
  private readonly referrals = new Map<CallId, Referral>();
  private server = '';
  private closed = false;
  /** Counts connections: what is learnt about an older one does not count. */
  private connection = 0;

  constructor(private readonly options: LineOptions) {
    const { account, media, log, sink } = options;
    this.account = account;
    const current = () => this.account;
    const ua = makeUserAgent(options, this.transportOptions());
    this.transport = ua.transport as SipTransport;
    const core = ua.userAgentCore;
    const credentials = new Credentials(account.authUser === '' ? account.user : account.authUser, options.password);
    core.configuration.authenticationFactory = () =>
      new DigestAnswer(ua.getLoggerFactory(), credentials, (request) => {
        countRetry(core, request);
      });
    this.context = {
      get account() {
        return current();
      },
      media,
      log,
      ua,
      core,
      outbox: new Outbox(() => this.transport.isConnected()),
      call: (id, signal) => {
        this.tell(() => {
          this.tellReferrer(id, signal);
          sink.call(id, signal);
        });
      },
      incoming: (invite) => {
        this.tell(() => {
          sink.incoming(invite);
        });
      },
      sign: (request) => {
        credentials.signAhead(request);
      },
      tell: (run) => {
        this.tell(() => {
          run(sink);
        });
      },
    };
    this.events = new LineEvents(this.context);
    this.wire = new Wire({
      line: options.account.id,
      log,
      trace: options.trace,
      logger: ua.getLogger('sip.Parser'),
      core,
      request: (message) => this.onRequest(message),
      response: (message) => {
        for (const call of this.calls.values()) if (call.owns(message.callId)) call.sawResponse(message);
      },
      keepAlive: (kind) => {
        if (kind === 'ping') this.transport.sendKeepAlive('\r\n');
        else this.keepAlive.pong();
      },
    });
    this.keepAlive = new KeepAlive({
      crlf: () => {
        this.transport.sendKeepAlive('\r\n\r\n');
      },
      options: () => {
        this.sendOptions();
      },
      alive: () => {
        this.emit({ kind: 'alive' });
      },
      now: () => performance.now(),
    });
    this.registration = new Registration({
      core,
      credentials,
      instance: crypto.randomUUID(),
      emit: (signal) => {
        this.emit(signal);
      },
    });
    this.receiveInvitations();
  }

  connect(server: string): void {
    if (this.closed) return;
    this.keepAlive.reset(server === this.server);
    this.server = server;
    this.forgetConnection();
    this.transport.connectTo(server);
  }

  disconnect(): void {
    this.transport.drop();
    this.forgetConnection();
  }

  register(expires: number): void {
    this.registration.register(expires);
  }

  unregister(): void {
    if (this.transport.isConnected()) this.registration.unregister();
    else this.emit({ kind: 'unregistered' });
  }

  ping(): void {
    this.keepAlive.ping();
  }

  changeAccount(account: Account): void {
    this.account = account;
  }

  invite(id: CallId, target: string, options: InviteOptions = {}): void {
    const uri = targetUri(target, this.account.domain);
    if (uri === undefined) {
      this.calls.get(id)?.dispose();
      this.context.call(id, { kind: 'rejected', status: 484, phrase: 'Address Incomplete' });
      return;
    }
    const redirected = this.calls.get(id);
    if (redirected instanceof OutgoingCall) {
      redirected.redirectTo(uri, options);
      return;
    }
    const call = new OutgoingCall(this.context, id, uri, options, () => this.calls.delete(id));
    this.calls.set(id, call);
    call.start();
  }

  accept(id: CallId): void {
    const call = this.calls.get(id);
    if (call instanceof IncomingCall) call.accept();
  }

  reject(id: CallId, status: number, reason?: string): void {
    const call = this.calls.get(id);
    if (call instanceof IncomingCall) call.reject(status, reason);
    else this.end(id, status);
  }

  redirect(id: CallId, target: string): void {
    const call = this.calls.get(id);
    const uri = targetUri(target, this.account.domain);
    if (call instanceof IncomingCall && uri !== undefined) call.redirect(uri);
    else this.end(id, 480);
  }

  refer(id: CallId, to: ReferTarget): void {
    const call = this.calls.get(id);
    if (call) call.refer(to);
    else this.context.call(id, { kind: 'transfer', status: 481, final: true });
  }

  acceptReferral(id: CallId, by: CallId): void {
    const referral = this.calls.get(id)?.acceptReferral();
    if (referral) this.referrals.set(by, referral);
  }

  refuseReferral(id: CallId): void {
    this.calls.get(id)?.refuseReferral();
  }

  dialog(id: CallId): DialogReference | null {
    return this.calls.get(id)?.reference ?? null;
  }

  watch(watch: Watch, expires: number): void {
    this.events.watch(watch, expires);
  }

  unwatch(id: string): void {
    this.events.unwatch(id);
  }

  sendMessage(id: string, target: string, text: string): void {
    this.events.sendMessage(id, target, text);
  }

  cancel(id: CallId): void {
    this.end(id, 480);
  }

  bye(id: CallId): void {
    this.end(id, 480);
  }

  setHold(id: CallId, on: boolean): void {
    this.calls.get(id)?.setHold(on);
  }

  setMuted(id: CallId, on: boolean): void {
    this.calls.get(id)?.setMuted(on);
  }

  sendDtmf(id: CallId, digits: string): void {
    this.calls.get(id)?.sendDtmf(digits);
  }

  restore(id: CallId): void {
    this.calls.get(id)?.restore();
  }

  stats(id: CallId): Promise<MediaStats | null> {
    return this.calls.get(id)?.stats() ?? Promise.resolve(null);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const call of [...this.calls.values()]) call.dispose();
    this.events.close();
    this.registration.reset();
    this.transport.drop();
    this.context.outbox.clear();
    this.context.core.dispose();
  }

  private end(id: CallId, status: number): void {
    const call = this.calls.get(id);
    if (call) call.end(status);
    else this.context.call(id, { kind: 'gone' });
  }

  private transportOptions(): SipTransportOptions {
    const events: SipTransportOptions['events'] = {
      open: () => {
        this.emit({ kind: 'connected' });
        this.context.outbox.flush();
      },
      failed: (server, why, detail) => void this.onFailed(server, why, detail),
      lost: (server, code) => {
        this.options.log.info('sip', `Lost the connection to ${server} (code ${code})`);
        this.forgetConnection();
        this.emit({ kind: 'disconnected', cause: { kind: 'lost' } });
      },
      data: (text) => {
        this.wire.receive(text);
        this.keepAlive.heard();
      },
      outgoing: (text) => this.wire.outgoing(text),
    };
    return { open: this.options.webSocket, events };
  }

  private async onFailed(server: string, why: 'closed' | 'bad-address', detail: string): Promise<void> {
    const { connection } = this;
    this.options.log.info('sip', `No connection to ${server}: ${detail}`);
    if (why === 'bad-address') {
      this.emit({ kind: 'connect-failed', cause: { kind: 'bad-account', detail } });
      return;
    }
    const problem = await this.options.explain(server).catch(() => null);
    if (connection !== this.connection) return;
    this.emit({ kind: 'connect-failed', cause: causeOf(problem) });
  }

  private forgetConnection(): void {
    this.connection++;
    this.registration.reset();
    for (const call of this.calls.values()) call.connectionLost();
    this.events.connectionLost();
  }

  private sendOptions(): void {
    const { core } = this.context;
    const { aor } = core.configuration;
    const request = core.makeOutgoingRequestMessage('OPTIONS', new URI('sip', '', aor.host, aor.port), aor, aor, {});
    const answered = ({ message }: IncomingResponse) => {
      if (!isMadeUp(message)) this.keepAlive.optionsAnswered();
    };
    core.request(request, { onAccept: answered, onReject: answered, onRedirect: answered });
  }

  private tellReferrer(id: CallId, signal: CallSignal): void {
    const referral = this.referrals.get(id);
    referral?.heard(signal);
    if (referral?.isOver) this.referrals.delete(id);
  }

  /** SIP.js's Invitation does not let go of the request that it stands for; a reliable 180 needs it. */
  private receiveInvitations(): void {
    const { core, ua, log } = this.context;
    const makeInvitation = core.delegate.onInvite;
    let arriving: { request: IncomingInviteRequest; replaces: CallId | null } | null = null;
    core.delegate.onInvite = (request) => {
      const replaced = this.replacedBy(request.message);
      const refusal = screen(request.message, this.calls.size) ?? replaced.refusal;
      if (refusal) {
        log.warn('sip', `Refused an INVITE: ${refusal.statusCode}`);
        request.reject(refusal);
        return;
      }
      arriving = { request, replaces: replaced.call };
      makeInvitation?.(request);
      arriving = null;
    };
    ua.delegate = {
      onInvite: (invitation) => {
        if (arriving === null) return;
        const id = crypto.randomUUID();
        const { request, replaces } = arriving;
        const call = new IncomingCall(this.context, id, invitation, request, replaces, () => this.calls.delete(id));
        if (!call.isOver) this.calls.set(id, call);
      },
    };
  }

  /** The call whose place an INVITE is to take, or why it cannot (RFC 3891, section 3). */
  private replacedBy(message: IncomingRequestMessage): { call: CallId | null; refusal?: ResponseOptions } {
    const [value, ...more] = message.getHeaders('replaces');
    if (value === undefined) return { call: null };
    const wanted = parseReplaces(value);
    if (wanted === undefined || more.length > 0 || message.hasHeader('join')) {
      return { call: null, refusal: { statusCode: 400 } };
    }
    const dialog = this.context.core.dialogs.get(wanted.callId + wanted.remoteTag + wanted.localTag);
    const [id, leg] = [...this.calls].find(([, call]) => call.owns(wanted.callId)) ?? [];
    const ours = dialog !== undefined && id !== undefined && leg !== undefined && !leg.isEnding;
    // One that rings here may not be taken away: only its caller decides about it.
    if (!ours || (dialog.early && !(leg instanceof OutgoingCall))) return { call: null, refusal: { statusCode: 481 } };
    return !dialog.early && wanted.early ? { call: null, refusal: { statusCode: 486 } } : { call: id };
  }

  /** What SIP.js's core would refuse although we can do it, or take although nobody here reads it. */
  private onRequest(message: IncomingRequestMessage): boolean {
    const { core } = this.context;
    const call = [...this.calls.values()].find((leg) => leg.owns(message.callId));
    if ((call === undefined || message.method === 'MESSAGE') && this.events.onRequest(message)) return true;
    if (message.method !== 'UPDATE') return false;
    const dialog = core.dialogs.get(message.callId + message.toTag + message.fromTag);
    if (dialog && call) call.onUpdate(message, dialog);
    else core.replyStateless(message, { statusCode: 481 });
    return true;
  }

  private emit(signal: LineSignal): void {
    this.tell(() => {
      this.options.sink.line(signal);
    });
  }

  /** Never within a command: whoever gave it has not finished its own step. */
  private tell(run: () => void): void {
    queueMicrotask(() => {
      if (!this.closed) run();
    });
  }
}

/** `null`: nothing more is known. */
function causeOf(problem: ServerProblem | null): LineCause {
  if (problem === null) return { kind: 'unreachable' };
  return problem === 'no-such-name' ? { kind: problem } : { kind: 'certificate', problem };
}
