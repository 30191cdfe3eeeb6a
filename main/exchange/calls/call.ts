import { Emitter } from '../emitter';
import { IncompatibleError, sends } from '../media/sdp';
import type { MediaSession, Source } from '../media/session';
import type { MediaStats } from '../media/stream-meter';
import { Headers, type HeaderList } from '../sip/headers';
import { reasonPhrase } from '../sip/reason-phrases';
import { ALLOW, MAX_FORWARDS, SERVER, token, type SipRequest, type SipResponse } from '../sip/message';
import type { ServerTransaction } from '../sip/transactions';
import type { Surroundings } from './surroundings';

export interface CallEnd {
  by: 'phone' | 'exchange';
  /** The final answer of a call that was not answered; null after an answered one. */
  status: number | null;
  /** The Reason header of the CANCEL or BYE that ended it (RFC 3326), or what went wrong. */
  reason: string | null;
  media: MediaStats | null;
}

export interface CallEvents {
  /** A provisional answer of the phone, from 180 on. */
  ringing: [status: number];
  answered: [];
  /** Sound can flow: ICE and DTLS are up. */
  connected: [];
  /** A key of the phone, by RTP or INFO. */
  dtmf: [digit: string, how: 'rtp' | 'info'];
  /** The phone holds us, or no longer. */
  held: [on: boolean];
  /** Any request of the phone within the dialog, before it is dealt with. */
  request: [request: SipRequest];
  ended: [CallEnd];
}

/** 64 × T1 (RFC 3261, section 13.3.1.4). */
const ACK_LIMIT = 32_000;
/** How long a call outlives the WebSocket of its phone. */
const GONE_LIMIT = 120_000;

/** A call that ends in the exchange itself: the dialog and its sound. */
export abstract class Call extends Emitter<CallEvents> {
  abstract readonly direction: 'to-phone' | 'from-phone';
  readonly id: string;
  state: 'calling' | 'ringing' | 'answered' | 'ended' = 'calling';
  media: MediaSession | null = null;
  /** How it ended; null before. */
  end: CallEnd | null = null;
  localTag = token();
  protected remoteTag: string | undefined;
  protected remoteTarget = '';
  protected localSequence = 0;
  private remoteSequence = 0;
  private remoteHold = false;
  private awaitsAnswer = false;
  private referSequence = 0;
  private stopAckTimer: () => void = () => {};

  protected constructor(
    protected readonly surroundings: Surroundings,
    /** The phone's account. */
    readonly user: string,
    /** The number at the exchange's end. */
    readonly number: string,
    id: string,
    /** From and To of requests that the exchange sends, without tags. */
    private readonly addresses: { local: string; remote: string },
  ) {
    super();
    this.id = id;
  }

  stats(): MediaStats | null {
    return this.end ? this.end.media : (this.media?.stats() ?? null);
  }

  abstract hangup(options?: { reason?: string }): void;

  /** True after so many ms, on the exchange's clock; false as soon as the call has ended. */
  wait(ms: number): Promise<boolean> {
    if (this.end) return Promise.resolve(false);
    return new Promise((resolve) => {
      const cancel = this.surroundings.clock.after(ms, () => {
        off();
        resolve(true);
      });
      const off = this.on('ended', () => {
        cancel();
        off();
        resolve(false);
      });
    });
  }

  /** Plays something else from now on; resolves when a tone that ends has ended, with whether the call still lives. */
  async play(source: Source): Promise<boolean> {
    await this.media?.play(source);
    return this.end === null;
  }

  /** Keys to the phone: RTP events, or INFO where those were not negotiated. */
  sendDtmf(digits: string): void {
    if (this.media?.sendDtmf(digits)) return;
    for (const digit of digits) {
      this.send('INFO', [['Content-Type', 'application/dtmf-relay']], `Signal=${digit}\r\nDuration=160\r\n`);
    }
  }

  /** re-INVITE that puts the phone on hold or takes it back. Resolves with the status of the answer. */
  async setHold(on: boolean): Promise<number> {
    if (!this.media || this.state !== 'answered') return 481;
    this.media.setHold(on);
    return this.reinvite(await this.media.offer());
  }

  /** re-INVITE with this SDP, or without any. Resolves with the status of the answer. */
  reinvite(sdp: string): Promise<number> {
    return new Promise((resolve) => {
      const sequence = this.send('INVITE', sdp ? [['Content-Type', 'application/sdp']] : [], sdp, (response) => {
        if (response.status < 200) return;
        resolve(response.status);
        if (response.status >= 300) return;
        this.refreshTarget(response);
        this.acknowledge(sequence);
        if (sdp) this.media?.applyAnswer(response.body).catch(() => {});
      });
    });
  }

  /** NOTIFY of what becomes of the REFER that came last (RFC 3515, section 2.4.4). */
  tellReferrer(status: number): void {
    const headers: HeaderList = [
      ['Event', `refer;id=${this.referSequence}`],
      ['Subscription-State', status < 200 ? 'active;expires=60' : 'terminated;reason=noresource'],
      ['Contact', this.surroundings.contactOf(this.number)],
      ['Content-Type', 'message/sipfrag;version=2.0'],
    ];
    this.send('NOTIFY', headers, `SIP/2.0 ${status} ${reasonPhrase(status)}\r\n`);
  }

  /** UPDATE that names somebody else as the other side (RFC 3325). */
  tellIdentity(address: string): void {
    this.send('UPDATE', [['P-Asserted-Identity', address]], '');
  }

  /** UPDATE that says that the call is still there (RFC 4028); in seconds. */
  refresh(interval: number): void {
    this.send(
      'UPDATE',
      [
        ['Session-Expires', `${interval};refresher=uac`],
        ['Supported', 'timer'],
      ],
      '',
      (response) => {
        if (response.status === 408 || response.status === 481) this.hangup();
      },
    );
  }

  /** A request of the phone within this dialog (RFC 3261, section 12.2.2). */
  handle(transaction: ServerTransaction): void {
    const { request } = transaction;
    if (request.cseq < this.remoteSequence) {
      transaction.respond(500, { reason: 'CSeq out of order' });
      return;
    }
    this.remoteSequence = request.cseq;
    this.emit('request', request);
    switch (request.method) {
      case 'BYE':
        transaction.respond(200);
        this.finish({ by: 'phone', status: null, reason: request.headers.get('Reason') ?? null });
        return;
      case 'INVITE':
      case 'UPDATE':
        this.refreshTarget(request);
        void this.renegotiate(transaction);
        return;
      case 'INFO':
        transaction.respond(200);
        this.readInfo(request);
        return;
      case 'OPTIONS':
      case 'MESSAGE':
      case 'NOTIFY':
        transaction.respond(200, { headers: [['Allow', ALLOW]] });
        return;
      case 'PRACK':
        transaction.respond(200);
        return;
      case 'REFER':
        this.referSequence = request.cseq;
        this.surroundings.refer(this, transaction);
        return;
      default:
        transaction.respond(405, { headers: [['Allow', ALLOW]] });
    }
  }

  /** ACK of our 2xx; it has their answer when the offer was ours. */
  acknowledged(request: SipRequest): void {
    this.stopAckTimer();
    if (!this.awaitsAnswer || !request.body) return;
    this.awaitsAnswer = false;
    this.media?.applyAnswer(request.body).catch(() => {
      this.hangup({ reason: 'SIP;cause=488' });
    });
  }

  /** The phone's WebSocket is gone. It may come back with a re-INVITE; if it does not, the call ends in time. */
  linkLost(): void {
    this.surroundings.clock.after(GONE_LIMIT, () => {
      if (!this.end && !this.surroundings.flows.find(this.remoteTarget)) {
        this.finish({ by: 'phone', status: null, reason: 'the connection of the phone did not come back' });
      }
    });
  }

  /** 2xx with SDP to an INVITE or UPDATE, first or later; 488 where nothing fits. */
  protected async describe(transaction: ServerTransaction, media: MediaSession, toTag: string): Promise<boolean> {
    const { request } = transaction;
    try {
      const sdp = request.body ? await media.answer(request.body) : await media.offer();
      if (this.end) return false;
      this.awaitsAnswer = !request.body;
      if (request.body) this.noticeHold(request.body);
      transaction.respond(200, { toTag, body: sdp, headers: this.answerHeaders() });
      if (request.method === 'INVITE') this.awaitAck();
      return true;
    } catch (error) {
      const status = error instanceof IncompatibleError ? 488 : 500;
      transaction.respond(status, {
        toTag,
        headers: [['Warning', `399 ${this.surroundings.domain} "${warning(error)}"`]],
      });
      return false;
    }
  }

  protected answerHeaders(): HeaderList {
    return [
      ['Contact', this.surroundings.contactOf(this.number)],
      ['Allow', ALLOW],
    ];
  }

  protected watchMedia(media: MediaSession): void {
    this.media = media;
    media.on('connected', () => {
      this.emit('connected');
    });
    media.on('dtmf', (digit) => {
      this.emit('dtmf', digit, 'rtp');
    });
    media.on('failed', () => {
      if (this.state === 'answered') this.hangup({ reason: 'Q.850;cause=41;text="media failed"' });
    });
  }

  protected adopt(message: SipRequest | SipResponse): void {
    this.remoteTag = message.kind === 'request' ? message.from.tag : message.to.tag;
    if (message.kind === 'request') this.remoteSequence = message.cseq;
    this.refreshTarget(message);
  }

  protected finish(end: Omit<CallEnd, 'media'>): void {
    if (this.end) return;
    this.stopAckTimer();
    this.end = { ...end, media: this.media?.stats() ?? null };
    this.state = 'ended';
    this.media?.close();
    this.emit('ended', this.end);
  }

  protected bye(reason: string | undefined): void {
    this.send('BYE', reason ? [['Reason', reason]] : [], '');
    this.finish({ by: 'exchange', status: null, reason: reason ?? null });
  }

  /** Sends within the dialog and gives its CSeq back. */
  protected send(
    method: string,
    headers: HeaderList,
    body: string,
    onresponse: (response: SipResponse) => void = () => {},
  ): number {
    this.localSequence += 1;
    const link = this.surroundings.flows.find(this.remoteTarget);
    if (link) {
      const request = {
        method,
        uri: this.remoteTarget,
        headers: this.requestHeaders(method, this.localSequence, headers),
        body,
      };
      this.surroundings.transactions.send(link, request, onresponse);
    }
    return this.localSequence;
  }

  protected acknowledge(sequence: number): void {
    const link = this.surroundings.flows.find(this.remoteTarget);
    const headers = this.requestHeaders('ACK', sequence, []);
    if (link)
      this.surroundings.transactions.sendStateless(link, { method: 'ACK', uri: this.remoteTarget, headers, body: '' });
  }

  protected requestHeaders(method: string, sequence: number, extra: HeaderList): Headers {
    const headers = new Headers([
      ['From', `${this.addresses.local};tag=${this.localTag}`],
      ['To', this.addresses.remote + (this.remoteTag ? `;tag=${this.remoteTag}` : '')],
      ['Call-ID', this.id],
      ['CSeq', `${sequence} ${method}`],
      ['Max-Forwards', String(MAX_FORWARDS)],
      ['User-Agent', SERVER],
    ]);
    if (method === 'INVITE' || method === 'UPDATE') {
      headers.add('Contact', this.surroundings.contactOf(this.number)).add('Allow', ALLOW);
    }
    for (const [name, value] of extra) headers.add(name, value);
    return headers;
  }

  private awaitAck(): void {
    this.stopAckTimer();
    this.stopAckTimer = this.surroundings.clock.after(ACK_LIMIT, () => {
      this.hangup({ reason: 'SIP;cause=408;text="no ACK"' });
    });
  }

  private async renegotiate(transaction: ServerTransaction): Promise<void> {
    if (!this.media || this.state !== 'answered') {
      // UPDATE of an early dialog, without SDP as a rule.
      transaction.respond(transaction.request.body ? 491 : 200, { headers: this.answerHeaders() });
    } else if (transaction.request.method === 'UPDATE' && !transaction.request.body) {
      transaction.respond(200, { headers: this.refreshHeaders(transaction.request) });
    } else await this.describe(transaction, this.media, this.localTag);
  }

  /** The interval as the phone wants it: it is its business to refresh. */
  private refreshHeaders(request: SipRequest): HeaderList {
    const asked = request.headers.get('Session-Expires');
    const own = this.answerHeaders().filter(([name]) => !/^(session-expires|require)$/i.test(name));
    return asked === undefined ? own : [...own, ['Session-Expires', asked], ['Require', 'timer']];
  }

  private refreshTarget(message: SipRequest | SipResponse): void {
    const contact = message.contacts[0];
    if (contact) this.remoteTarget = contact.uri;
  }

  private noticeHold(offer: string): void {
    const held = !sends(offer) || /^a=sendonly\s*$/m.test(offer);
    if (held !== this.remoteHold) {
      this.remoteHold = held;
      this.emit('held', held);
    }
  }

  private readInfo(request: SipRequest): void {
    const type = request.headers.get('Content-Type') ?? '';
    const digit = /dtmf-relay/i.test(type)
      ? /^Signal\s*=\s*([0-9A-D*#])/im.exec(request.body)?.[1]
      : /^[0-9A-D*#]/i.exec(request.body)?.[0];
    if (digit && /dtmf/i.test(type)) this.emit('dtmf', digit, 'info');
  }
}

function warning(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/["\\\r\n]/g, ' ');
}
