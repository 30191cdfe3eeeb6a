/**
 * Transactions (RFC 3261, section 17) over WebSocket only: the transport is reliable, so nothing is sent twice and the
 * timers that remain are B, C and F.
 */
import type { Clock } from '../clock';
import type { Headers, HeaderList } from './headers';
import type { Link } from './link';
import {
  newBranch,
  requestText,
  responseText,
  token,
  type ResponseOptions,
  type SipRequest,
  type SipResponse,
} from './message';

/** 64 × T1: timers B and F, and how long a finished transaction answers repetitions. */
const TIMEOUT = 32_000;
/** Timer C: how long an INVITE may ring. */
const RING_LIMIT = 180_000;

/** A request that a phone sent and that is to be answered once. */
export class ServerTransaction {
  /** Tag of the To in answers of the exchange's own. */
  readonly toTag = token();
  /** Status of the final answer, once sent. */
  final: number | null = null;
  /** The phone gave up (RFC 3261, section 9); `reason` is its Reason header. */
  oncancel: ((reason: string | undefined) => void) | null = null;
  /** The final answer is none of success. */
  onfailure: (() => void) | null = null;
  private last: string | null = null;

  constructor(
    readonly request: SipRequest,
    readonly link: Link,
    private readonly onfinal: () => void,
  ) {}

  /** Answers; a second final answer is dropped, except a 2xx of another fork (RFC 3261, section 16.7). */
  respond(status: number, options: ResponseOptions = {}): void {
    this.relay(status, responseText(this.request, status, { toTag: this.toTag, ...options }));
  }

  relay(status: number, text: string): void {
    const forked = this.final !== null && isSuccess(this.final) && isSuccess(status);
    if (this.final !== null && !forked) return;
    this.last = text;
    this.link.send(text);
    if (status < 200 || forked) return;
    this.final = status;
    this.onfinal();
    if (!isSuccess(status)) this.onfailure?.();
  }

  repeat(): void {
    if (this.last) this.link.send(this.last);
  }
}

/** A request that the exchange sends to a phone, its own or another phone's. */
export class ClientTransaction {
  readonly branch = newBranch();
  private provisional = false;
  private final = false;
  /** CANCEL must wait for a provisional response (RFC 3261, section 9.1). */
  private cancelWith: HeaderList | null = null;
  private stopTimer: () => void = () => {};

  constructor(
    private readonly options: {
      link: Link;
      method: string;
      uri: string;
      /** Without the Via of the exchange. */
      headers: Headers;
      body: string;
      via: string;
      clock: Clock;
      onresponse: (response: SipResponse) => void;
      /** No answer came: the flow is gone, or the time is over. */
      onfailure: (status: 408 | 430) => void;
      onend: (transaction: ClientTransaction) => void;
    },
  ) {}

  get link(): Link {
    return this.options.link;
  }

  start(): void {
    const { link, method, uri, headers, body } = this.options;
    if (!link.open) {
      this.fail(430);
      return;
    }
    this.startTimer(TIMEOUT);
    link.send(requestText(method, uri, headers.clone().prepend('Via', this.via), body));
  }

  receive(response: SipResponse): void {
    const invite = this.options.method === 'INVITE';
    if (response.status < 200) {
      if (this.final) return;
      this.provisional = true;
      if (invite) this.startTimer(RING_LIMIT);
      if (this.cancelWith) this.sendCancel(this.cancelWith);
      this.cancelWith = null;
    } else {
      if (invite && response.status >= 300) this.acknowledge(response);
      if (this.final && !isSuccess(response.status)) return;
      this.end();
    }
    this.options.onresponse(response);
  }

  /** CANCEL, at once or as soon as it may go out. */
  cancel(headers: HeaderList): void {
    if (this.final) return;
    if (this.provisional) this.sendCancel(headers);
    else this.cancelWith = headers;
  }

  /** The WebSocket is gone. */
  lost(): void {
    if (!this.final) this.fail(430);
  }

  private get via(): string {
    return `${this.options.via};branch=${this.branch}`;
  }

  private sendCancel(extra: HeaderList): void {
    this.sendHopByHop('CANCEL', undefined, extra);
    // A phone that does not answer a CANCEL with 487 must not hold the caller up.
    this.startTimer(TIMEOUT);
  }

  /** ACK of a failure answer belongs to the transaction (RFC 3261, section 17.1.1.3). */
  private acknowledge(response: SipResponse): void {
    this.sendHopByHop('ACK', response.headers.get('To'), []);
  }

  private sendHopByHop(method: 'ACK' | 'CANCEL', to: string | undefined, extra: HeaderList): void {
    const { link, uri, headers } = this.options;
    const own = headers.clone();
    for (const [name] of headers) if (!/^(from|to|call-id|max-forwards|route)$/i.test(name)) own.delete(name);
    if (to) own.set('To', to);
    own.prepend('Via', this.via).add('CSeq', `${Number.parseInt(headers.get('CSeq') ?? '1', 10)} ${method}`);
    for (const [name, value] of extra) own.add(name, value);
    link.send(requestText(method, uri, own, ''));
  }

  private startTimer(ms: number): void {
    this.stopTimer();
    this.stopTimer = this.options.clock.after(ms, () => {
      if (this.provisional && !this.final) this.sendCancel([]);
      this.fail(408);
    });
  }

  private fail(status: 408 | 430): void {
    this.end();
    this.options.onfailure(status);
  }

  private end(): void {
    this.stopTimer();
    if (this.final) return;
    this.final = true;
    this.options.onend(this);
  }
}

export class Transactions {
  private readonly servers = new Map<string, ServerTransaction>();
  private readonly clients = new Map<string, ClientTransaction>();

  constructor(
    private readonly clock: Clock,
    /** `SIP/2.0/WS host:port` */
    private readonly via: string,
  ) {}

  /** The transaction this request belongs to: a repetition, its ACK or its CANCEL. */
  find(request: SipRequest, link: Link): ServerTransaction | undefined {
    const method = request.method === 'ACK' || request.method === 'CANCEL' ? 'INVITE' : request.method;
    return this.servers.get(key(link, request.branch, method));
  }

  open(request: SipRequest, link: Link): ServerTransaction {
    const id = key(link, request.branch, request.method);
    const transaction = new ServerTransaction(request, link, () => {
      this.clock.after(TIMEOUT, () => this.servers.delete(id));
    });
    this.servers.set(id, transaction);
    return transaction;
  }

  send(
    link: Link,
    request: { method: string; uri: string; headers: Headers; body: string },
    onresponse: (response: SipResponse) => void,
    onfailure: (status: 408 | 430) => void = () => {},
  ): ClientTransaction {
    const transaction = new ClientTransaction({
      link,
      ...request,
      via: this.via,
      clock: this.clock,
      onresponse,
      onfailure,
      // Kept for a while: a late 2xx of a call that was cancelled must still find its way.
      onend: ({ branch }) => this.clock.after(TIMEOUT, () => this.clients.delete(branch)),
    });
    this.clients.set(transaction.branch, transaction);
    transaction.start();
    return transaction;
  }

  /** Without a transaction: ACK of a 2xx (RFC 3261, section 17.1). */
  sendStateless(link: Link, request: { method: string; uri: string; headers: Headers; body: string }): void {
    const headers = request.headers.clone().prepend('Via', `${this.via};branch=${newBranch()}`);
    link.send(requestText(request.method, request.uri, headers, request.body));
  }

  /** False when nothing waits for this response. */
  receive(response: SipResponse): boolean {
    const transaction = this.clients.get(response.branch);
    // The answer to a CANCEL has the branch of its INVITE and says nothing about it.
    if (response.method === 'CANCEL') return transaction !== undefined;
    transaction?.receive(response);
    return transaction !== undefined;
  }

  lost(link: Link): void {
    for (const transaction of [...this.clients.values()]) if (transaction.link === link) transaction.lost();
    for (const transaction of [...this.servers.values()]) {
      if (transaction.link === link && transaction.final === null && transaction.request.method === 'INVITE') {
        transaction.oncancel?.(undefined);
      }
    }
  }
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function key(link: Link, branch: string, method: string): string {
  return `${link.id} ${branch} ${method}`;
}
