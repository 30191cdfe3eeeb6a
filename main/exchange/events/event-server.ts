/** What phones can be told of each other, of their voicemail, and what they write to each other. */
import type { Surroundings } from '../calls/surroundings';
import type { IncomingCall } from '../calls/incoming';
import type { OutgoingCall } from '../calls/outgoing';
import { Fork, type ForkTarget } from '../sip/fork';
import { Headers } from '../sip/headers';
import type { Link } from '../sip/link';
import { MAX_FORWARDS, SERVER, token, type SipRequest, type SipResponse } from '../sip/message';
import type { ServerTransaction } from '../sip/transactions';
import { DialogBook } from './dialog-book';
import { dialogInfo, messageSummary, presenceDocument, type Presence } from './documents';
import { Mailboxes } from './mailboxes';
import { Notifier, sendUnsolicited, type EventName } from './notifier';
import { VOICEMAIL_NUMBER } from './voicemail-numbers';

/** How long a phone that left may come back to its calls, ms. */
const GONE_LIMIT = 120_000;

export interface EventServerOptions {
  minExpires: number;
  maxExpires: number;
  /** Message-summaries go to whoever has registered and did not subscribe. */
  unsolicitedVoicemail: boolean;
  isKnown(number: string): boolean;
  targetsOf(user: string): readonly ForkTarget[];
}

export interface TextMessage {
  /** The sender's number; `600` unless given. */
  from?: string;
  name?: string;
  /** `text/plain;charset=utf-8` unless given. */
  type?: string;
}

export class EventServer {
  readonly mailboxes = new Mailboxes((user) => {
    this.voicemailChanged(user);
  });
  readonly notifier: Notifier;
  private readonly book = new DialogBook((user) => {
    this.notifier.changed('dialog', user);
    this.notifier.changed('presence', user);
  });
  private readonly wishes = new Map<string, Presence>();
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly surroundings: Surroundings,
    private readonly options: EventServerOptions,
  ) {
    this.notifier = new Notifier(surroundings, {
      minExpires: options.minExpires,
      maxExpires: options.maxExpires,
      refusal: (event, target, subscriber) => {
        if (!options.isKnown(target)) return 404;
        // Voicemail is nobody else's business.
        return event === 'message-summary' && target !== subscriber ? 403 : null;
      },
      document: (event, target, version) => this.document(event, target, version),
    });
  }

  /** Each SUBSCRIBE that arrives, also one that is refused or dropped by order. */
  count(user: string): void {
    this.counts.set(user, this.subscribeCount(user) + 1);
  }

  subscribeCount(user: string): number {
    return this.counts.get(user) ?? 0;
  }

  setPresence(user: string, presence: Presence): void {
    this.wishes.set(user, presence);
    this.notifier.changed('presence', user);
  }

  registrationChanged(user: string, registered: boolean): void {
    // The phone hears that it has registered before it hears what that leads to.
    queueMicrotask(() => {
      this.notifier.changed('presence', user);
      if (registered && this.options.unsolicitedVoicemail) this.tellUnasked(user);
    });
  }

  /** A phone begins a call: to another phone, or to a number of the exchange. */
  invited(request: SipRequest): void {
    this.book.invited(request);
  }

  /** A call with an end in the exchange itself. */
  follow(call: IncomingCall | OutgoingCall): void {
    const uri = `sip:${encodeURIComponent(call.number)}@${this.surroundings.domain}`;
    const exchange = {
      user: call.number,
      name: call.direction === 'to-phone' ? call.callerName : '',
      uri,
      tag: call.localTag,
      target: /<([^>]*)>/.exec(this.surroundings.contactOf(call.number))?.[1] ?? uri,
    };
    if (call.direction === 'to-phone') {
      this.book.begin(call.id, exchange, {
        user: call.user,
        uri: `sip:${encodeURIComponent(call.user)}@${this.surroundings.domain}`,
      });
    } else {
      call.on('ringing', (status) => {
        this.book.reached(call.id, { ...exchange, tag: call.localTag }, status);
      });
      call.on('answered', () => {
        this.book.reached(call.id, { ...exchange, tag: call.localTag }, 200);
      });
    }
    call.on('ended', () => {
      this.book.ended(call.id);
    });
  }

  response(response: SipResponse, user: string | null): void {
    this.book.response(response, user);
  }

  callEnded(callId: string): void {
    this.book.ended(callId);
  }

  lost(link: Link): void {
    this.notifier.lost(link);
    const { user } = link;
    if (user === null) return;
    this.surroundings.clock.after(GONE_LIMIT, () => {
      if (this.options.targetsOf(user).length === 0) this.book.gone(user);
    });
  }

  /** A MESSAGE to a number of the exchange: 600 says it again, as it does with sound. */
  messageToNumber(transaction: ServerTransaction, number: string): void {
    const { request } = transaction;
    transaction.respond(200);
    if (number !== '600') return;
    const type = request.headers.get('Content-Type');
    void this.sendMessage(request.from.user, request.body, { from: number, ...(type && { type }) });
  }

  /** Resolves with the status of the phone's answer; 480 when there is no phone. */
  sendMessage(user: string, text: string, options: TextMessage = {}): Promise<number> {
    const { from = '600', name = 'Practice', type = 'text/plain;charset=utf-8' } = options;
    const { domain, transactions } = this.surroundings;
    const headers = new Headers([
      ['From', `"${name.replace(/[\\"]/g, '\\$&')}" <sip:${encodeURIComponent(from)}@${domain}>;tag=${token()}`],
      ['To', `<sip:${encodeURIComponent(user)}@${domain}>`],
      ['Call-ID', `${token()}@${domain}`],
      ['CSeq', '1 MESSAGE'],
      ['Max-Forwards', String(MAX_FORWARDS)],
      ['User-Agent', SERVER],
      ['Content-Type', type],
    ]);
    return new Promise((resolve) => {
      const fork = new Fork(transactions, {
        provisional: () => {},
        success: ({ status }) => {
          resolve(status);
        },
        failure: resolve,
      });
      fork.start(this.options.targetsOf(user), { method: 'MESSAGE', headers, body: text });
    });
  }

  private voicemailChanged(user: string): void {
    this.notifier.changed('message-summary', user);
    if (this.options.unsolicitedVoicemail) this.tellUnasked(user);
  }

  private tellUnasked(user: string): void {
    if (this.notifier.has({ event: 'message-summary', target: user })) return;
    sendUnsolicited(this.surroundings, user, this.options.targetsOf(user), this.document('message-summary', user, 0));
  }

  private document(event: EventName, user: string, version: number): string {
    const { domain } = this.surroundings;
    const entity = `sip:${encodeURIComponent(user)}@${domain}`;
    const dialogs = this.book.of(user);
    if (event === 'dialog') return dialogInfo(entity, version, dialogs);
    if (event === 'message-summary')
      return messageSummary(this.mailboxes.of(user), `sip:${VOICEMAIL_NUMBER}@${domain}`);
    return presenceDocument(entity, {
      registered: this.options.targetsOf(user).length > 0,
      onThePhone: dialogs.some(({ state }) => state !== 'trying'),
      wish: this.wishes.get(user) ?? { activity: null, note: '' },
    });
  }
}
