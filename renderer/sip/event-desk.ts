import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { ResponseOptions } from 'sip.js/lib/core/messages/outgoing-response.js';
import type { Watch } from '../phone/ports';
import type { LineContext } from './context';
import { eventOf, mediaType } from './event-headers';
import { EVENT_PACKAGES } from './event-packages';
import { messageText, OutgoingMessages } from './message-text';
import { readMessageSummary } from './message-summary';
import { callerOf } from './party';
import { targetUri } from './uri';
import { Subscription } from './watch-subscription';

/** Subscriptions and messages of one line; see LineEvents, which loads it. */
export class EventDesk {
  /** By the id of the watch; one that is given up is only among `all`, until the server has ended it too. */
  private readonly watched = new Map<string, Subscription>();
  private readonly all = new Set<Subscription>();
  private readonly outgoing: OutgoingMessages;

  constructor(private readonly context: LineContext) {
    this.outgoing = new OutgoingMessages(context);
  }

  watch(watch: Watch, expires: number): void {
    const subscription = this.watched.get(watch.id) ?? this.begin(watch);
    subscription?.subscribe(expires);
  }

  unwatch(id: string): void {
    const subscription = this.watched.get(id);
    this.watched.delete(id);
    subscription?.unsubscribe();
  }

  sendMessage(id: string, target: string, text: string): void {
    this.outgoing.send(id, target, text);
  }

  onMessage(message: IncomingRequestMessage): void {
    const read = messageText(message);
    if ('refusal' in read) {
      this.context.core.replyStateless(message, read.refusal);
      return;
    }
    this.context.core.replyStateless(message, { statusCode: 200 });
    if (read.text === '') return;
    const from = callerOf(message, this.context.account.trustIdentity);
    this.context.tell((sink) => {
      sink.message({ from, text: read.text });
    });
  }

  onNotify(message: IncomingRequestMessage): void {
    const subscription = [...this.all].find((candidate) => candidate.owns(message));
    this.context.core.replyStateless(
      message,
      subscription ? subscription.onNotify(message) : this.unsolicited(message),
    );
  }

  /** The server has forgotten how to reach us, and a dialog that nothing comes through is worth nothing. */
  connectionLost(): void {
    this.watched.clear();
    for (const subscription of [...this.all]) subscription.dispose();
    this.outgoing.connectionLost();
  }

  private begin(watch: Watch): Subscription | null {
    const { account, core } = this.context;
    const target = watch.event === 'message-summary' ? core.configuration.aor : targetUri(watch.target, account.domain);
    if (target === undefined) {
      this.context.tell((sink) => {
        sink.watch(watch.id, { kind: 'refused', status: 484, retryAfter: 0 });
      });
      return null;
    }
    const subscription: Subscription = new Subscription(this.context, watch, target, {
      signal: (signal) => {
        if (this.watched.get(watch.id) !== subscription) return;
        this.context.tell((sink) => {
          sink.watch(watch.id, signal);
        });
      },
      over: () => {
        this.all.delete(subscription);
        if (this.watched.get(watch.id) === subscription) this.watched.delete(watch.id);
      },
    });
    this.watched.set(watch.id, subscription);
    this.all.add(subscription);
    return subscription;
  }

  /**
   * Of what nobody asked for only the count of one's own voicemail is taken: many switches tell it so to whoever has
   * registered. It came over the connection to our registrar, which answers for it; there is no other connection.
   */
  private unsolicited(message: IncomingRequestMessage): ResponseOptions {
    const { contentType } = EVENT_PACKAGES['message-summary'];
    if (eventOf(message) !== 'message-summary' || message.toTag) return { statusCode: 481 };
    const { aor, contact } = this.context.core.configuration;
    if (![aor.user, contact.uri.user].includes(message.ruri?.user)) return { statusCode: 404 };
    if (mediaType(message) !== contentType) return { statusCode: 415, extraHeaders: [`Accept: ${contentType}`] };
    const count = readMessageSummary(message.body);
    if (count) {
      this.context.tell((sink) => {
        sink.voicemail(count);
      });
    }
    return { statusCode: 200 };
  }
}
