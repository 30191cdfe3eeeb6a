/** Subscriptions of the phones (RFC 6665): what they asked to be told, and telling it. */
import type { Surroundings } from '../calls/surroundings';
import { Headers } from '../sip/headers';
import type { Link } from '../sip/link';
import { MAX_FORWARDS, SERVER, token, type SipRequest } from '../sip/message';
import type { ServerTransaction } from '../sip/transactions';

export const EVENTS = {
  dialog: 'application/dialog-info+xml',
  presence: 'application/pidf+xml',
  'message-summary': 'application/simple-message-summary',
} as const;
export type EventName = keyof typeof EVENTS;

export interface SubscriptionView {
  /** Who subscribed. */
  subscriber: string;
  event: EventName;
  /** About whom. */
  target: string;
  /** ms since the epoch */
  expiresAt: number;
}

export interface NotifierOptions {
  /** Seconds. */
  minExpires: number;
  maxExpires: number;
  /** Why somebody is not told: a status; null: they are. */
  refusal(event: EventName, target: string, subscriber: string): number | null;
  document(event: EventName, target: string, version: number): string;
}

/** Which subscriptions are meant; all where nothing is said. */
export interface SubscriptionFilter {
  subscriber?: string;
  event?: EventName;
  target?: string;
}

interface Subscription extends SubscriptionView {
  callId: string;
  local: string;
  localTag: string;
  remote: string;
  remoteTarget: string;
  remoteSequence: number;
  sequence: number;
  version: number;
  link: Link;
  stopTimer: () => void;
}

export class Notifier {
  private readonly live = new Set<Subscription>();

  constructor(
    private readonly surroundings: Surroundings,
    private readonly options: NotifierOptions,
  ) {}

  /** A SUBSCRIBE outside a dialog, of somebody who has proved who they are. */
  subscribe(transaction: ServerTransaction): void {
    const { request, link } = transaction;
    const event = eventOf(request);
    const target = request.target?.user ?? '';
    if (event === null) {
      transaction.respond(489, { headers: [['Allow-Events', Object.keys(EVENTS).join(', ')]] });
      return;
    }
    const refusal = this.options.refusal(event, target, request.from.user) ?? this.expiryProblem(transaction);
    if (refusal === 423) return;
    if (refusal !== null || request.contacts.length === 0) {
      transaction.respond(refusal ?? 400);
      return;
    }
    const subscription: Subscription = {
      subscriber: request.from.user,
      event,
      target,
      expiresAt: 0,
      callId: request.callId,
      local: `${request.headers.get('To') ?? ''};tag=${transaction.toTag}`,
      localTag: transaction.toTag,
      remote: request.headers.get('From') ?? '',
      remoteTarget: '',
      remoteSequence: request.cseq,
      sequence: 0,
      version: 0,
      link,
      stopTimer: () => {},
    };
    this.live.add(subscription);
    this.accept(transaction, subscription);
  }

  /** A SUBSCRIBE in a dialog; false: it is of no subscription. */
  refresh(transaction: ServerTransaction): boolean {
    const { request } = transaction;
    const subscription = [...this.live].find(
      ({ callId, localTag }) => callId === request.callId && localTag === request.to.tag,
    );
    if (subscription === undefined) return false;
    if (request.cseq <= subscription.remoteSequence) transaction.respond(500);
    else if (eventOf(request) !== subscription.event) transaction.respond(489);
    else if (this.expiryProblem(transaction) === null) {
      subscription.remoteSequence = request.cseq;
      subscription.link = transaction.link;
      this.accept(transaction, subscription);
    }
    return true;
  }

  /** Tells everybody who wants to know. */
  changed(event: EventName, target: string): void {
    for (const subscription of this.matching({ event, target })) this.notify(subscription);
  }

  has(filter: SubscriptionFilter): boolean {
    return this.matching(filter).length > 0;
  }

  all(): SubscriptionView[] {
    return [...this.live].map(({ subscriber, event, target, expiresAt }) => ({ subscriber, event, target, expiresAt }));
  }

  /** Ends them from this side. Returns how many there were. */
  terminate(filter: SubscriptionFilter, reason: string, retryAfter?: number): number {
    const found = this.matching(filter);
    const wait = retryAfter === undefined ? '' : `;retry-after=${retryAfter}`;
    for (const subscription of found) this.end(subscription, `terminated;reason=${reason}${wait}`);
    return found.length;
  }

  /** What a WebSocket carried is gone with it. */
  lost(link: Link): void {
    for (const subscription of [...this.live]) if (subscription.link === link) this.forget(subscription);
  }

  private matching(filter: SubscriptionFilter): Subscription[] {
    return [...this.live].filter(
      ({ subscriber, event, target }) =>
        (filter.subscriber ?? subscriber) === subscriber &&
        (filter.event ?? event) === event &&
        (filter.target ?? target) === target,
    );
  }

  private expiryProblem(transaction: ServerTransaction): 423 | null {
    const wish = this.wishOf(transaction.request);
    if (wish === 0 || wish >= this.options.minExpires) return null;
    transaction.respond(423, { headers: [['Min-Expires', String(this.options.minExpires)]] });
    return 423;
  }

  private wishOf(request: SipRequest): number {
    const header = request.headers.get('Expires') ?? '';
    return Math.min(/^\d{1,9}$/.test(header) ? Number(header) : this.options.maxExpires, this.options.maxExpires);
  }

  private accept(transaction: ServerTransaction, subscription: Subscription): void {
    const { request } = transaction;
    const expires = this.wishOf(request);
    const contact = request.contacts[0];
    if (contact) {
      subscription.remoteTarget = contact.uri;
      this.surroundings.flows.learn(contact.uri, transaction.link);
    }
    subscription.expiresAt = this.surroundings.clock.now() + expires * 1000;
    transaction.respond(200, {
      headers: [
        ['Expires', String(expires)],
        ['Contact', this.surroundings.contactOf(subscription.target)],
      ],
    });
    subscription.stopTimer();
    if (expires === 0) {
      this.end(subscription, 'terminated;reason=timeout');
      return;
    }
    subscription.stopTimer = this.surroundings.clock.after(expires * 1000, () => {
      this.end(subscription, 'terminated;reason=timeout');
    });
    this.notify(subscription);
  }

  private end(subscription: Subscription, state: string): void {
    this.forget(subscription);
    this.notify(subscription, state);
  }

  private forget(subscription: Subscription): void {
    subscription.stopTimer();
    this.live.delete(subscription);
  }

  private notify(subscription: Subscription, state?: string): void {
    const { event, target, local, remote, remoteTarget, callId } = subscription;
    const link = this.surroundings.flows.find(remoteTarget);
    if (!link) {
      this.forget(subscription);
      return;
    }
    const remaining = Math.max(0, Math.round((subscription.expiresAt - this.surroundings.clock.now()) / 1000));
    subscription.sequence += 1;
    const headers = new Headers([
      ['From', local],
      ['To', remote],
      ['Call-ID', callId],
      ['CSeq', `${subscription.sequence} NOTIFY`],
      ['Max-Forwards', String(MAX_FORWARDS)],
      ['User-Agent', SERVER],
      ['Contact', this.surroundings.contactOf(target)],
      ['Event', event],
      ['Subscription-State', state ?? `active;expires=${remaining}`],
      ['Content-Type', EVENTS[event]],
    ]);
    const body = this.options.document(event, target, subscription.version);
    subscription.version += 1;
    this.surroundings.transactions.send(
      link,
      { method: 'NOTIFY', uri: remoteTarget, headers, body },
      ({ status }) => {
        // The phone knows nothing of it any more (RFC 6665, section 4.2.2).
        if (status === 481 || status === 489) this.forget(subscription);
      },
      () => {
        this.forget(subscription);
      },
    );
  }
}

/** Nobody asked: a message-summary as many switches send it to whoever has registered (RFC 3842, section 2.1). */
export function sendUnsolicited(
  surroundings: Surroundings,
  user: string,
  targets: readonly { link: Link; uri: string }[],
  body: string,
): void {
  const address = `<sip:${encodeURIComponent(user)}@${surroundings.domain}>`;
  for (const { link, uri } of targets) {
    const headers = new Headers([
      ['From', `${address};tag=${token()}`],
      ['To', address],
      ['Call-ID', `${token()}@${surroundings.domain}`],
      ['CSeq', '1 NOTIFY'],
      ['Max-Forwards', String(MAX_FORWARDS)],
      ['User-Agent', SERVER],
      ['Contact', surroundings.contactOf(user)],
      ['Event', 'message-summary'],
      ['Subscription-State', 'terminated'],
      ['Content-Type', EVENTS['message-summary']],
    ]);
    surroundings.transactions.send(link, { method: 'NOTIFY', uri, headers, body }, () => {});
  }
}

function eventOf(request: SipRequest): EventName | null {
  const name = (request.headers.get('Event') ?? request.headers.get('o') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  return name !== undefined && Object.hasOwn(EVENTS, name) ? (name as EventName) : null;
}
