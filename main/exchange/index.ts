/**
 * The practice exchange: a small telephone exchange inside this machine, for trying out the phone and for tests, and
 * for nothing else. It speaks SIP over WebSocket (RFC 7118) with a registrar, brings calls from phone to phone as a
 * record-routing proxy, and has numbers that echo, play tones or fail in known ways (calls/numbers.ts). It listens on
 * the loopback only.
 */
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { IncomingCall } from './calls/incoming';
import type { Behaviour } from './calls/behaviour';
import { numbers } from './calls/numbers';
import type { OutgoingCall, OutgoingOptions } from './calls/outgoing';
import { Switchboard, type Fault } from './calls/switchboard';
import type { Presence } from './events/documents';
import type { TextMessage } from './events/event-server';
import type { Mailbox } from './events/mailboxes';
import type { SubscriptionFilter, SubscriptionView } from './events/notifier';
import { voicemailNumbers } from './events/voicemail-numbers';
import { realClock, ScopedClock, type Clock } from './clock';
import { Emitter } from './emitter';
import { loopbackAddress } from './loopback';
import { MediaSession } from './media/session';
import { preciseNow } from './media/stream-meter';
import { Digest, type DigestAlgorithm, type SipSecret } from './sip/digest';
import { Flows } from './sip/flows';
import { Link } from './sip/link';
import { SERVER, token, type SipRequest } from './sip/message';
import { Proxy } from './sip/proxy';
import { Registrar, type Registration } from './sip/registrar';
import { Transactions } from './sip/transactions';

export { ManualClock, type Clock } from './clock';
export { NotLoopbackError } from './loopback';
export { testTone, holdMusic, dtmfTones, type Tone } from './media/tones';
export type { MediaStats } from './media/stream-meter';
export type { ToneMeasurement } from './media/measure';
export type { Source } from './media/session';
export type { Codec } from './media/sdp';
export type { CallEnd, CallEvents } from './calls/call';
export type { IncomingCall, MediaChoice } from './calls/incoming';
export type { OutgoingCall, OutgoingOptions } from './calls/outgoing';
export type { Behaviour, Desk } from './calls/behaviour';
export type { Fault } from './calls/switchboard';
export type { Presence } from './events/documents';
export type { TextMessage } from './events/event-server';
export type { Mailbox } from './events/mailboxes';
export type { EventName, SubscriptionFilter, SubscriptionView } from './events/notifier';
export type { DigestAlgorithm } from './sip/digest';
export type { SipRequest } from './sip/message';
export type { Registration } from './sip/registrar';

export type ExchangeCall = IncomingCall | OutgoingCall;

export interface ExchangeAccount {
  user: string;
  password: string;
  displayName: string;
}

/** Hooks for tests that want a bad exchange. Can be replaced while it runs. */
export interface Faults {
  /** Asked for each new request of a phone; undefined: as usual. `user`: who registered over that WebSocket. */
  request?(request: SipRequest, user: string | null): Fault | undefined;
  /** The last word on each text that goes to a phone; null: it is not sent. */
  outgoing?(text: string, user: string | null): string | null;
}

export interface ExchangeOptions {
  /** `127.0.0.1` unless given; anything but the loopback is refused. */
  host?: string;
  /** 0, which is usual: any that is free. */
  port?: number;
  /** PEM; makes it `wss`. */
  tls?: { cert: string; key: string };
  /** 1001 to 1004 with passwords of their own for each start, unless given. */
  users?: readonly ExchangeAccount[];
  domain?: string;
  /** Seconds; of registrations and of subscriptions. */
  minExpires?: number;
  maxExpires?: number;
  /** Offered for digest, the preferred one first. */
  algorithms?: readonly DigestAlgorithm[];
  /** ms after which a nonce is stale. */
  nonceLifetime?: number;
  /** Challenges each call too, as Asterisk does; else only phones that have not registered. */
  challengeCalls?: boolean;
  /** Tells of voicemail (RFC 3842) whoever has registered and did not subscribe, as many switches do. */
  unsolicitedVoicemail?: boolean;
  /** More numbers, or others in place of the usual ones. */
  behaviours?: Readonly<Record<string, Behaviour>>;
  faults?: Faults;
  clock?: Clock;
  log?: (message: string) => void;
}

export interface SeenMessage {
  /** As the exchange sees it: `in` is from a phone. */
  direction: 'in' | 'out';
  /** Who registered over that WebSocket; null before. */
  user: string | null;
  /** Number of the WebSocket. */
  link: number;
  /** ms since the epoch with fractions. */
  at: number;
  text: string;
}

export interface ExchangeEvents {
  registered: [registration: Registration, refreshed: boolean];
  unregistered: [registration: Registration, why: 'asked' | 'expired' | 'disconnected' | 'replaced'];
  connected: [link: number];
  disconnected: [link: number, user: string | null];
  message: [message: SeenMessage];
  /** A call to or from the exchange itself; calls between phones are seen as messages only. */
  call: [call: ExchangeCall];
  'call-ended': [call: ExchangeCall];
  /** 606 has read these digits. */
  dtmf: [digits: string, user: string];
}

/** ms */
const GOODBYE_LIMIT = 500;
const MAX_MESSAGE = 256 * 1024;
const DEFAULT_DOMAIN = 'practice.invalid';
const PURPOSE = 'This is the practice exchange of Sidetone: for trying out and for tests only.\n';

/** Starts it. Rejects with NotLoopbackError for an address that others could reach. */
export async function startExchange(options: ExchangeOptions = {}): Promise<Exchange> {
  const host = await loopbackAddress(options.host ?? '127.0.0.1');
  const answer = (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(426, { 'Content-Type': 'text/plain', Upgrade: 'websocket', Server: SERVER }).end(PURPOSE);
  };
  const server = options.tls ? createTlsServer(options.tls, answer) : createPlainServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const exchange = new Exchange(options, address);
  const sockets = new WebSocketServer({
    server,
    maxPayload: MAX_MESSAGE,
    autoPong: false,
    handleProtocols: () => 'sip',
    // RFC 7118, section 5: the subprotocol is not optional.
    verifyClient: ({ req }, accept) => {
      const offered = (req.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
      accept(offered.includes('sip'), 400, 'The subprotocol "sip" is needed');
    },
  });
  sockets.on('connection', (socket) => {
    exchange.accept(socket);
  });
  exchange.onclose = () =>
    new Promise((resolve) => {
      sockets.close();
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  options.log?.(`${PURPOSE.trim()} It listens on ${exchange.url}`);
  return exchange;
}

export class Exchange extends Emitter<ExchangeEvents> {
  readonly url: string;
  readonly domain: string;
  readonly accounts: readonly ExchangeAccount[];
  faults: Faults;
  /** Set by whoever listens. */
  onclose: () => Promise<void> = () => Promise.resolve();
  private readonly added = new Map<string, SipSecret>();
  private readonly links = new Set<Link>();
  private readonly clock: ScopedClock;
  private readonly registrar: Registrar;
  private readonly switchboard: Switchboard;
  private nextLink = 1;

  constructor(options: ExchangeOptions, address: string) {
    super();
    const scheme = options.tls ? 'wss' : 'ws';
    this.url = `${scheme}://${address}/ws`;
    this.domain = options.domain ?? DEFAULT_DOMAIN;
    this.accounts = options.users ?? ['1001', '1002', '1003', '1004'].map(practiceAccount);
    this.faults = options.faults ?? {};
    this.clock = new ScopedClock(options.clock ?? realClock);
    const { algorithms = ['SHA-256', 'MD5'], nonceLifetime = 300_000 } = options;
    const passwordOf = (user: string) =>
      this.accounts.find((account) => account.user === user)?.password ?? this.added.get(user);
    const digest = new Digest(this.domain, algorithms, nonceLifetime, this.clock);
    const { minExpires = 10, maxExpires = 3600 } = options;
    this.registrar = new Registrar(digest, this.clock, {
      minExpires,
      maxExpires,
      passwordOf,
      onregistered: (...event) => {
        this.emit('registered', ...event);
        if (!event[1]) this.switchboard.events.registrationChanged(event[0].user, true);
      },
      onunregistered: (...event) => {
        this.emit('unregistered', ...event);
        this.switchboard.events.registrationChanged(event[0].user, false);
      },
    });
    const flows = new Flows();
    const transactions = new Transactions(this.clock, `SIP/2.0/${scheme.toUpperCase()} ${address}`);
    const proxy = new Proxy(transactions, flows, `<sip:${address};transport=ws;lr>`);
    this.switchboard = new Switchboard(
      { clock: this.clock, transactions, flows, registrar: this.registrar, proxy, digest },
      {
        domain: this.domain,
        address,
        challengeCalls: options.challengeCalls ?? false,
        passwordOf,
        minExpires,
        maxExpires,
        unsolicitedVoicemail: options.unsolicitedVoicemail ?? false,
        behaviourOf: (number) =>
          ownEntry(options.behaviours ?? {}, number) ??
          ownEntry(numbers, number) ??
          ownEntry(voicemailNumbers(this.switchboard.events.mailboxes), number),
        fault: (request, user) => this.faults.request?.(request, user),
        oncall: (call) => {
          this.emit('call', call);
        },
        onended: (call) => {
          this.emit('call-ended', call);
        },
        ondtmf: (call, digits) => {
          this.emit('dtmf', digits, call.user);
        },
        log: options.log ?? (() => {}),
      },
    );
    warmUp();
  }

  /** For the server: a phone has connected. */
  accept(socket: WebSocket): void {
    const link: Link = new Link(this.nextLink, socket, {
      text: (text) => {
        this.seen('in', link, text);
        this.switchboard.receive(link, text);
      },
      outgoing: (text) => (this.faults.outgoing ? this.faults.outgoing(text, link.user) : text),
      sent: (text) => {
        this.seen('out', link, text);
      },
      closed: () => {
        this.links.delete(link);
        this.switchboard.lost(link);
        this.emit('disconnected', link.id, link.user);
      },
    });
    this.nextLink += 1;
    this.links.add(link);
    this.emit('connected', link.id);
  }

  /**
   * Lets one more user register, or gives one that was added another secret. What is registered stays so until its next
   * request. The users that the exchange was started with keep their passwords.
   */
  addAccount(user: string, secret: SipSecret): void {
    this.added.set(user, secret);
  }

  registrations(): Registration[] {
    return this.registrar.all();
  }

  /** Calls that end in the exchange and still live. */
  calls(): readonly ExchangeCall[] {
    return this.switchboard.all();
  }

  /** Calls all phones of that user. */
  call(user: string, options: OutgoingOptions = {}): OutgoingCall {
    return this.switchboard.call(user, options);
  }

  /** How many SUBSCRIBEs have come over WebSockets of that user, with those that were refused or dropped by order. */
  subscribeCount(user: string): number {
    return this.switchboard.events.subscribeCount(user);
  }

  /** Subscriptions that live. */
  subscriptions(): SubscriptionView[] {
    return this.switchboard.events.notifier.all();
  }

  /**
   * Ends subscriptions from the exchange's side, with this reason (RFC 6665, section 4.1.3) and, in seconds, Retry-After.
   * Returns how many there were. A SUBSCRIBE is refused or never answered by `faults.request`.
   */
  terminateSubscriptions(filter: SubscriptionFilter, reason: string, retryAfter?: number): number {
    return this.switchboard.events.notifier.terminate(filter, reason, retryAfter);
  }

  /** What lies in a user's mailbox from now on; the phones are told. */
  setMailbox(user: string, mailbox: Partial<Mailbox>): void {
    this.switchboard.events.mailboxes.set(user, mailbox);
  }

  mailbox(user: string): Mailbox {
    return this.switchboard.events.mailboxes.of(user);
  }

  /** What a user wants to be known of them, beside what their phones do. */
  setPresence(user: string, presence: Presence): void {
    this.switchboard.events.setPresence(user, presence);
  }

  /** A MESSAGE to all phones of a user; resolves with the status of the answer, 480 when there is no phone. */
  sendMessage(user: string, text: string, options: TextMessage = {}): Promise<number> {
    return this.switchboard.events.sendMessage(user, text, options);
  }

  /** This text, as it is, down each WebSocket of that user. Returns how many there were. */
  sendRaw(user: string, text: string): number {
    const links = this.linksOf(user);
    for (const link of links) link.send(text);
    return links.length;
  }

  /** Cuts WebSockets without a goodbye: of one user, or all. */
  dropSockets(user?: string): void {
    for (const link of this.linksOf(user)) link.drop();
  }

  /** Half-open: nothing goes through any more in either direction, and the phone is not told. */
  pauseSockets(user?: string): void {
    for (const link of this.linksOf(user)) link.pause();
  }

  resumeSockets(user?: string): void {
    for (const link of this.linksOf(user)) link.resume();
  }

  /** Hangs up, closes all WebSockets, stops listening. */
  async close(): Promise<void> {
    for (const call of this.calls()) call.hangup();
    for (const link of this.links) link.close();
    this.clock.cancelAll();
    // A phone that is half-open would never answer the goodbye.
    const impatience = setTimeout(() => {
      this.dropSockets();
    }, GOODBYE_LIMIT);
    await this.onclose();
    clearTimeout(impatience);
    for (const link of this.links) this.switchboard.lost(link);
    this.clock.cancelAll();
  }

  private linksOf(user: string | undefined): Link[] {
    return [...this.links].filter((link) => user === undefined || link.user === user);
  }

  private seen(direction: 'in' | 'out', link: Link, text: string): void {
    this.emit('message', { direction, user: link.user, link: link.id, at: preciseNow(), text });
  }
}

function practiceAccount(user: string): ExchangeAccount {
  return { user, password: token(12), displayName: `Practice ${user}` };
}

function ownEntry<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** werift makes its certificate for the first connection: not while a caller waits. */
function warmUp(): void {
  const session = new MediaSession('silence', ['PCMU']);
  void session.offer().finally(() => {
    session.close();
  });
}
