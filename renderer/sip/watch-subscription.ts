import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import type { ResponseOptions } from 'sip.js/lib/core/messages/outgoing-response.js';
import type { NameAddrHeader } from 'sip.js/lib/grammar/name-addr-header.js';
import type { URI } from 'sip.js/lib/grammar/uri.js';
import type { Watch, WatchSignal } from '../phone/ports';
import { endsSubscription } from '../phone/watch-policy';
import type { LineContext } from './context';
import { EVENT_PACKAGES, type EventReader } from './event-packages';
import { eventOf, mediaType, subscriptionState } from './event-headers';
import { ALLOW, seconds } from './headers';
import { sendRequest } from './send-request';
import { token } from './tokens';
import { LONGEST_DOCUMENT } from './xml-document';

/** How long the last NOTIFY of a subscription that was given up is waited for: Timer F, in ms. */
const LINGER = 32_000;
/** How long the first NOTIFY may take (RFC 6665, section 4.1.2.4, Timer N), in ms. */
const FIRST_NOTIFY = 32_000;
/** Longer than a day is asked for by nobody who means it; in seconds. */
const LONGEST_EXPIRES = 86_400;

/** The other end of the dialog, from the first NOTIFY, and until it comes from the 2xx (RFC 6665, section 4.4.1). */
interface Notifier {
  tag: string;
  target: URI;
  routes: readonly string[];
  /** A NOTIFY has come from there. */
  notified: boolean;
}

export interface SubscriptionEvents {
  signal(signal: WatchSignal): void;
  /** Nothing more comes or goes: it can be forgotten. */
  over(): void;
}

/**
 * One subscription and its dialog (RFC 6665), one SUBSCRIBE at a time and each on command: SIP.js's own `Subscriber`
 * repeats a refused one without pause (FACTS, fault 9). It decides nothing: when to try again is the watch machine's
 * business. What it does by itself, once for each command, is what the answer asks for: credentials, a longer time
 * (423), a new dialog where the server has forgotten the old one (481).
 */
export class Subscription {
  private callId = token(24);
  private localTag = token(10);
  private sequence = 0;
  private notifier: Notifier | null = null;
  private remoteSequence = -1;
  private abandon: (() => void) | null = null;
  private reader: EventReader;
  private expires = 0;
  /** What NOTIFYs said before the 2xx came. */
  private early: WatchSignal[] | null = [];
  /** The whole state has been asked for, and has not come. */
  private resyncing = false;
  private leaving = false;
  private isOver = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly context: LineContext,
    readonly watch: Watch,
    private readonly target: URI,
    private readonly events: SubscriptionEvents,
  ) {
    this.reader = EVENT_PACKAGES[watch.event].reader();
  }

  /** SUBSCRIBE, or a refresh; nothing while one is on its way. */
  subscribe(expires: number): void {
    this.expires = expires;
    this.resyncing = false;
    if (this.abandon === null && !this.isOver) this.send(expires);
  }

  /** Ends it at the server. Nothing more is told of it. */
  unsubscribe(): void {
    this.leaving = true;
    clearTimeout(this.timer);
    // Before the answer has come there is no dialog to end: `accepted` does it.
    if (this.abandon === null) this.leave();
  }

  /** At once and without a word: the connection is gone, and the server's way to us with it. */
  dispose(): void {
    clearTimeout(this.timer);
    this.abandon?.();
    this.abandon = null;
    this.isOver = true;
    this.events.over();
  }

  owns({ callId, toTag }: IncomingRequestMessage): boolean {
    return callId === this.callId && toTag === this.localTag;
  }

  /** A NOTIFY in this dialog; returns the answer to it. */
  onNotify(message: IncomingRequestMessage): ResponseOptions {
    const contentType = EVENT_PACKAGES[this.watch.event].contentType;
    if (eventOf(message) !== this.watch.event) return { statusCode: 489 };
    // Who forked the SUBSCRIBE has more to tell than can be shown of one person: the first counts.
    if (this.notifier?.notified && this.notifier.tag !== message.fromTag) return { statusCode: 481 };
    if (message.cseq < this.remoteSequence) return { statusCode: 500 };
    if (message.cseq === this.remoteSequence) return { statusCode: 200 };
    const state = subscriptionState(message);
    if (state === null) return { statusCode: 400, reasonPhrase: 'Bad Subscription-State' };
    if (message.body.length > LONGEST_DOCUMENT) return { statusCode: 413 };
    const ended = state.kind === 'terminated';
    if (message.body !== '' && mediaType(message) !== contentType && !ended) {
      return { statusCode: 415, extraHeaders: [`Accept: ${contentType}`] };
    }
    this.remoteSequence = message.cseq;
    // What it waited for is here; a last NOTIFY is still waited for.
    if (!this.leaving) clearTimeout(this.timer);
    this.adopt(message, message.fromTag, message.getHeaders('record-route'), true);
    if (message.body !== '' && mediaType(message) === contentType) this.read(message.body);
    if (ended) this.terminated(state);
    return { statusCode: 200 };
  }

  private read(body: string): void {
    let signal: WatchSignal | 'incomplete' | null;
    try {
      signal = this.reader.read(body);
    } catch (error) {
      this.context.log.warn('sip', `Cannot read what a NOTIFY says of ${this.watch.event}: ${String(error)}`);
      return;
    }
    if (signal === 'incomplete') this.resync();
    else if (signal) this.tell(signal);
  }

  /** A partial document was missed: the answer to a refresh is the full one. Asked once, whatever comes instead. */
  private resync(): void {
    if (this.resyncing || this.leaving || this.abandon !== null) return;
    this.resyncing = true;
    this.send(this.expires);
  }

  private terminated(signal: WatchSignal): void {
    this.tell(signal);
    if (this.abandon === null) this.finish();
    // Its SUBSCRIBE is still to be answered: the dialog is gone nevertheless.
    else this.isOver = true;
  }

  private send(expires: number, again = { longer: true, anew: true }): void {
    const { core } = this.context;
    const { aor, contact } = core.configuration;
    const { notifier } = this;
    const request = core.makeOutgoingRequestMessage(
      'SUBSCRIBE',
      notifier?.target ?? this.target,
      aor,
      this.target,
      {
        callId: this.callId,
        fromTag: this.localTag,
        cseq: ++this.sequence,
        ...(notifier && { toTag: notifier.tag, routeSet: [...notifier.routes] }),
      },
      [
        `Contact: ${contact.toString()}`,
        `Event: ${this.watch.event}`,
        `Accept: ${EVENT_PACKAGES[this.watch.event].contentType}`,
        `Expires: ${expires}`,
        `Allow: ${ALLOW}`,
      ],
    );
    this.context.sign(request);
    this.abandon = sendRequest(core, request, (response) => {
      this.abandon = null;
      this.sequence = request.cseq;
      if (response === null) this.refused(408, 0);
      else this.answered(response, expires, again);
    });
  }

  private answered(response: IncomingResponseMessage, asked: number, again: { longer: boolean; anew: boolean }): void {
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) {
      this.accepted(response, asked);
      return;
    }
    const longer = status === 423 ? seconds(response, 'min-expires') : undefined;
    if (again.longer && asked > 0 && longer !== undefined && longer > asked && longer <= LONGEST_EXPIRES) {
      this.send(longer, { ...again, longer: false });
    } else if (status === 481 && again.anew && this.notifier !== null && !this.leaving) {
      this.forgetDialog();
      this.send(asked, { ...again, anew: false });
    } else this.refused(status, seconds(response, 'retry-after') ?? 0);
  }

  private accepted(response: IncomingResponseMessage, asked: number): void {
    if (asked > 0) {
      const granted = seconds(response, 'expires') ?? asked;
      this.events.signal({ kind: 'accepted', expires: granted });
      for (const signal of this.early ?? []) this.events.signal(signal);
      this.early = null;
    }
    if (this.isOver) {
      this.finish();
      return;
    }
    if (this.notifier?.notified !== true || this.notifier.tag === response.toTag) {
      const routes = this.notifier?.routes ?? response.getHeaders('record-route').reverse();
      this.adopt(response, response.toTag, routes, this.notifier?.notified ?? false);
    }
    if (!this.leaving) {
      if (asked > 0) this.awaitNotify();
      return;
    }
    if (asked > 0) this.leave();
    else this.linger();
  }

  private refused(status: number, retryAfter: number): void {
    const goesOn = this.notifier !== null && !this.leaving && !this.isOver && !endsSubscription(status);
    // A NOTIFY may have told the end already, but not what was never accepted.
    if (!this.isOver || this.early) this.events.signal({ kind: 'refused', status, retryAfter });
    // A refresh that failed leaves the subscription as it was, as a rule.
    if (!goesOn) this.finish();
  }

  private leave(): void {
    if (this.notifier === null || this.isOver) this.finish();
    else this.send(0, { longer: false, anew: false });
  }

  /** One that is accepted and never told of is none (RFC 6665, section 4.1.2.4). A NOTIFY that still comes gets 481. */
  private awaitNotify(): void {
    clearTimeout(this.timer);
    if (this.notifier?.notified === true) return;
    this.timer = setTimeout(() => {
      this.context.log.warn('sip', `Accepted, and told of nothing: a subscription to ${this.watch.event}`);
      this.abandon?.();
      this.abandon = null;
      this.events.signal({ kind: 'terminated', reason: 'other', retryAfter: 0 });
      this.finish();
    }, FIRST_NOTIFY);
  }

  private linger(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.finish();
    }, LINGER);
  }

  private finish(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.events.over();
  }

  private forgetDialog(): void {
    this.callId = token(24);
    this.localTag = token(10);
    this.sequence = 0;
    this.remoteSequence = -1;
    this.notifier = null;
    this.reader = EVENT_PACKAGES[this.watch.event].reader();
  }

  /** The route set stays as it began; the Contact may change (RFC 3261, section 12.2). */
  private adopt(
    message: IncomingRequestMessage | IncomingResponseMessage,
    tag: string,
    routes: readonly string[],
    notified: boolean,
  ): void {
    const same = this.notifier?.tag === tag ? this.notifier : null;
    const contact = message.parseHeader('contact') as NameAddrHeader | undefined;
    this.notifier = {
      tag,
      target: contact?.uri ?? same?.target ?? this.target,
      routes: same?.routes ?? routes,
      notified,
    };
  }

  private tell(signal: WatchSignal): void {
    if (this.early) this.early.push(signal);
    else this.events.signal(signal);
  }
}
