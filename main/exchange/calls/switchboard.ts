/** Takes what the phones send and brings it where it belongs: registrar, another phone, or a number of the exchange. */
import type { Clock } from '../clock';
import { EventServer } from '../events/event-server';
import type { Digest, SipSecret } from '../sip/digest';
import type { Flows } from '../sip/flows';
import type { HeaderList } from '../sip/headers';
import type { Link } from '../sip/link';
import { ALLOW, responseText, token, type SipRequest } from '../sip/message';
import { parse } from '../sip/parse';
import type { Proxy } from '../sip/proxy';
import type { Registrar } from '../sip/registrar';
import type { ServerTransaction, Transactions } from '../sip/transactions';
import { IncomingCall } from './incoming';
import type { Behaviour, Desk } from './behaviour';
import type { Call } from './call';
import type { Surroundings } from './surroundings';
import { OutgoingCall, type OutgoingOptions } from './outgoing';
import { Transfers } from './transfers';

/** What to do with a request in place of the usual. */
export type Fault =
  | { kind: 'drop' }
  | { kind: 'respond'; status: number; reason?: string; headers?: HeaderList }
  | { kind: 'delay'; ms: number };

export interface SwitchboardOptions {
  domain: string;
  /** `host:port` of ours, also a name for the domain. */
  address: string;
  /** Seconds; of subscriptions. */
  minExpires: number;
  maxExpires: number;
  /** See EventServerOptions. */
  unsolicitedVoicemail: boolean;
  /** Each out-of-dialog request is challenged, not only those of phones that have not registered. */
  challengeCalls: boolean;
  passwordOf(user: string): SipSecret | undefined;
  behaviourOf(number: string): Behaviour | undefined;
  fault(request: SipRequest, user: string | null): Fault | undefined;
  oncall(call: IncomingCall | OutgoingCall): void;
  onended(call: IncomingCall | OutgoingCall): void;
  ondtmf(call: IncomingCall, digits: string): void;
  log(message: string): void;
}

const OUT_OF_DIALOG = new Set(['INVITE', 'OPTIONS', 'MESSAGE', 'REFER', 'INFO', 'NOTIFY', 'SUBSCRIBE']);
const KNOWN = new Set([...OUT_OF_DIALOG, 'REGISTER', 'ACK', 'CANCEL', 'BYE', 'UPDATE', 'PRACK', 'PUBLISH']);

export class Switchboard implements Surroundings {
  readonly events: EventServer;
  private readonly calls = new Set<IncomingCall | OutgoingCall>();
  private readonly transfers: Transfers;

  constructor(
    private readonly parts: {
      clock: Clock;
      transactions: Transactions;
      flows: Flows;
      registrar: Registrar;
      proxy: Proxy;
      digest: Digest;
    },
    private readonly options: SwitchboardOptions,
  ) {
    this.events = new EventServer(this, {
      minExpires: options.minExpires,
      maxExpires: options.maxExpires,
      unsolicitedVoicemail: options.unsolicitedVoicemail,
      isKnown: (number) => options.passwordOf(number) !== undefined || options.behaviourOf(number) !== undefined,
      targetsOf: (user) => this.targetsOf(user),
    });
    this.transfers = new Transfers(this, {
      call: (user, callOptions, targets) => this.call(user, callOptions, targets && [...targets]),
      phoneAt: (uri) => {
        const link = this.flows.find(uri);
        return link && { link, uri };
      },
      isPhone: (user) => options.passwordOf(user) !== undefined,
      isNumber: (number) => options.behaviourOf(number) !== undefined,
      all: () => this.all(),
      keep: (call) => {
        this.keep(call);
      },
    });
  }

  get clock(): Clock {
    return this.parts.clock;
  }

  get transactions(): Transactions {
    return this.parts.transactions;
  }

  get flows(): Flows {
    return this.parts.flows;
  }

  get domain(): string {
    return this.options.domain;
  }

  contactOf(number: string): string {
    return `<sip:${encodeURIComponent(number)}@${this.options.address};transport=ws>`;
  }

  /** One WebSocket message. Never throws: whatever a phone sends, the others go on. */
  receive(link: Link, text: string): void {
    try {
      this.read(link, text);
    } catch (error) {
      this.options.log(
        `a message could not be dealt with: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }

  lost(link: Link): void {
    this.flows.lost(link);
    this.parts.registrar.lost(link);
    this.events.lost(link);
    this.transactions.lost(link);
    for (const call of [...this.calls]) call.linkLost();
  }

  refer(call: Call, transaction: ServerTransaction): void {
    this.transfers.refer(call, transaction);
  }

  call(user: string, options: OutgoingOptions, targets = this.targetsOf(user)): OutgoingCall {
    const call = new OutgoingCall(this, user, options);
    this.keep(call);
    call.start(targets).catch((error: unknown) => {
      this.options.log(`a call could not be made: ${String(error)}`);
      call.cancel();
    });
    return call;
  }

  all(): readonly (IncomingCall | OutgoingCall)[] {
    return [...this.calls];
  }

  private read(link: Link, text: string): void {
    // Keep-alive of RFC 5626, section 3.5.1.
    if (text === '\r\n\r\n') link.send('\r\n');
    if (/^[\r\n]*$/.test(text)) return;
    const message = parse(text.replace(/^(\r\n)+/, ''));
    if (message.kind === 'bad') {
      this.options.log(`malformed message of ${link.user ?? 'an unknown phone'} refused: ${message.problem}`);
      if (message.status)
        link.send(responseText(message, message.status, { reason: reasonOf(message.problem), toTag: token() }));
    } else if (message.kind === 'response') {
      for (const contact of message.contacts) this.flows.learn(contact.uri, link);
      this.events.response(message, link.user);
      if (!this.transactions.receive(message)) this.options.log(`a response that nobody waits for: ${message.status}`);
    } else this.request(link, message);
  }

  private request(link: Link, request: SipRequest): void {
    if (request.method === 'ACK') {
      this.acknowledge(link, request);
      return;
    }
    const existing = this.transactions.find(request, link);
    if (request.method === 'CANCEL') {
      link.send(responseText(request, existing ? 200 : 481, { toTag: existing?.toTag ?? token() }));
      if (existing?.final === null) {
        this.events.callEnded(request.callId);
        existing.oncancel?.(request.headers.get('Reason'));
      }
      return;
    }
    if (existing) {
      existing.repeat();
      return;
    }
    if (request.method === 'SUBSCRIBE') this.events.count(link.user ?? '');
    const transaction = this.transactions.open(request, link);
    const fault = this.options.fault(request, link.user);
    if (fault?.kind === 'drop') return;
    if (fault?.kind === 'respond') transaction.respond(fault.status, fault);
    else if (fault) this.clock.after(fault.ms, () => this.guarded(transaction));
    else this.guarded(transaction);
  }

  private guarded(transaction: ServerTransaction): void {
    try {
      this.dispatch(transaction);
    } catch (error) {
      transaction.respond(500);
      throw error;
    }
  }

  private dispatch(transaction: ServerTransaction): void {
    const { request, link } = transaction;
    const problem = this.problemOf(request);
    if (problem) {
      transaction.respond(problem.status, { headers: problem.headers ?? [] });
      return;
    }
    if (request.method === 'REGISTER') {
      this.parts.registrar.register(transaction);
      return;
    }
    if (request.method === 'INVITE') transaction.respond(100);
    for (const route of request.headers.all('Route').slice(0, 1)) {
      if (route.includes(this.options.address)) request.headers.removeFirst('Route');
    }
    if (request.method === 'INVITE' || request.method === 'UPDATE') {
      for (const contact of request.contacts) this.flows.learn(contact.uri, link);
    }
    if (request.to.tag) this.inDialog(transaction);
    else if (request.method === 'OPTIONS' && this.isOurs(request) && !request.target?.user) {
      transaction.respond(200, { headers: [['Allow', ALLOW]] });
    } else if (this.authorise(transaction)) this.outOfDialog(transaction);
  }

  private problemOf(request: SipRequest): { status: number; headers?: HeaderList } | null {
    if (!KNOWN.has(request.method)) return { status: 501, headers: [['Allow', ALLOW]] };
    if (!request.target) return { status: 416 };
    const forwards = request.headers.get('Max-Forwards');
    if (forwards !== undefined && !/^\d{1,3}$/.test(forwards)) return { status: 400 };
    if (forwards !== undefined && Number(forwards) === 0) return { status: 483 };
    const required = request.headers.get('Proxy-Require');
    if (required) return { status: 420, headers: [['Unsupported', required]] };
    return null;
  }

  private inDialog(transaction: ServerTransaction): void {
    const { request } = transaction;
    const call = this.find(request);
    if (request.method === 'BYE') this.events.callEnded(request.callId);
    if (call) call.handle(transaction);
    else if (request.method === 'SUBSCRIBE' && this.events.notifier.refresh(transaction)) return;
    else if (this.isOurs(request)) transaction.respond(481);
    else this.parts.proxy.forwardInDialog(transaction);
  }

  private outOfDialog(transaction: ServerTransaction): void {
    const { request } = transaction;
    const user = request.target?.user ?? '';
    if (request.method === 'INVITE') this.follow(transaction);
    const direct = this.isOurs(request) ? undefined : this.flows.find(request.uri);
    if (!OUT_OF_DIALOG.has(request.method)) {
      transaction.respond(request.method === 'PUBLISH' ? 489 : 481);
    } else if (request.method === 'SUBSCRIBE') {
      if (this.isOurs(request)) this.events.notifier.subscribe(transaction);
      else transaction.respond(404);
    } else if (request.method === 'NOTIFY') {
      // What somebody was not asked to tell comes from the exchange alone.
      transaction.respond(481);
    } else if (request.method === 'INVITE' && this.isOurs(request) && this.transfers.takes(request)) {
      this.transfers.replace(transaction);
    } else if (direct) this.parts.proxy.forward(transaction, [{ link: direct, uri: request.uri }]);
    else if (!this.isOurs(request)) transaction.respond(404);
    else if (this.options.behaviourOf(user)) this.toNumber(transaction, user);
    else if (this.options.passwordOf(user) === undefined) transaction.respond(404);
    else this.parts.proxy.forward(transaction, this.targetsOf(user));
  }

  /** Who is in the call, for those who watch them; until it fails. */
  private follow(transaction: ServerTransaction): void {
    const { request } = transaction;
    this.events.invited(request);
    transaction.onfailure = () => {
      this.events.callEnded(request.callId);
    };
  }

  private toNumber(transaction: ServerTransaction, number: string): void {
    const { request } = transaction;
    const behaviour = this.options.behaviourOf(number);
    if (request.method === 'MESSAGE') {
      this.events.messageToNumber(transaction, number);
      return;
    }
    if (request.method === 'OPTIONS') {
      transaction.respond(200, { headers: [['Allow', ALLOW]] });
      return;
    }
    if (request.method !== 'INVITE' || !behaviour) {
      transaction.respond(405, { headers: [['Allow', ALLOW]] });
      return;
    }
    // What the exchange itself asks for in its answers it also understands.
    const required = request.headers.get('Require')?.replace(/\b(?:timer|100rel)\b[\s,]*/g, '');
    if (required) {
      transaction.respond(420, { headers: [['Unsupported', required]] });
      return;
    }
    const call = new IncomingCall(this, transaction, number);
    this.keep(call);
    this.run(behaviour, call).catch((error: unknown) => {
      this.options.log(`number ${number} failed: ${error instanceof Error ? error.message : String(error)}`);
      if (call.state === 'answered') call.hangup({ reason: 'SIP;cause=500' });
      else call.reject(500);
    });
  }

  private keep(call: IncomingCall | OutgoingCall): void {
    this.calls.add(call);
    this.events.follow(call);
    call.on('ended', () => {
      this.calls.delete(call);
      this.options.onended(call);
    });
    this.options.oncall(call);
  }

  private async run(behaviour: Behaviour, call: IncomingCall): Promise<void> {
    const desk: Desk = {
      domain: this.domain,
      call: (user, options) => this.call(user, options),
      after: (ms, run) => this.clock.after(ms, run),
      dtmfRead: (from, digits) => {
        this.options.ondtmf(from, digits);
      },
    };
    await behaviour(call, desk);
  }

  private acknowledge(link: Link, request: SipRequest): void {
    const transaction = this.transactions.find(request, link);
    // The ACK of a failure goes no further (RFC 3261, section 17.2.1).
    if (transaction?.final && transaction.final >= 300) return;
    const call = this.find(request);
    if (call) call.acknowledged(request);
    else {
      if (request.headers.get('Route')?.includes(this.options.address)) request.headers.removeFirst('Route');
      this.parts.proxy.forwardAck(request);
    }
  }

  /** A phone that registered over this WebSocket may call in its own name; others have to prove it. */
  private authorise(transaction: ServerTransaction): boolean {
    const { request, link } = transaction;
    const user = request.from.user === 'anonymous' && link.user ? link.user : request.from.user;
    if (link.user === user && !this.options.challengeCalls) return true;
    const verdict = this.parts.digest.verify(request, 'Proxy-Authorization', user, this.options.passwordOf(user));
    if (verdict.kind === 'ok') return true;
    const challenges = this.parts.digest.challenges(verdict.kind === 'stale');
    transaction.respond(407, { headers: challenges.map((value) => ['Proxy-Authenticate', value]) });
    return false;
  }

  private find(request: SipRequest): IncomingCall | OutgoingCall | undefined {
    return [...this.calls].find((call) => call.id === request.callId && call.localTag === request.to.tag);
  }

  private isOurs(request: SipRequest): boolean {
    const host = request.target?.host.toLowerCase() ?? '';
    const own = this.options.address.replace(/:\d+$/, '');
    return host === this.options.domain.toLowerCase() || host === own || host === 'localhost';
  }

  private targetsOf(user: string): { link: Link; uri: string }[] {
    return this.parts.registrar.of(user).map(({ link, contact }) => ({ link, uri: contact }));
  }
}

/** The reason phrase says what was wrong, in the characters that a status line may have. */
function reasonOf(problem: string): string {
  return `Bad Request (${problem.replace(/[^\x20-\x7e]/g, ' ').slice(0, 100)})`;
}
