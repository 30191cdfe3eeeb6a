import type { IncomingInviteRequest } from 'sip.js/lib/core/messages/methods/invite.js';
import type { IncomingAckRequest } from 'sip.js/lib/core/messages/methods/ack.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import type { OutgoingRequestMessage } from 'sip.js/lib/core/messages/outgoing-request-message.js';
import type { SessionDialog } from 'sip.js/lib/core/dialogs/session-dialog.js';
import type { CallAudio } from '../phone/ports';
import type { LineContext } from './context';
import { ALLOW, isMadeUp, lists, sdpBody, sdpOf, seconds } from './headers';
import { agree, MIN_SE, parseSessionExpires, sessionExpiresHeaders, type SessionTimer } from './session-timer';

/** ms from an ACK that was late to the next try. */
const afterLateAck = 200;

export interface RenegotiationEvents {
  localHold(on: boolean): void;
  remoteHold(on: boolean): void;
  /** A 2xx to a re-INVITE of ours, for what it says of the other side. */
  answered(message: IncomingResponseMessage): void;
  /** The other side knows nothing of this call any more (481), or its media cannot be joined with ours. */
  broken(status: number): void;
}

/**
 * Offers and answers inside a confirmed dialog, both ways: hold, ICE restart after a network change, session refresh.
 * What is wanted is kept, and sent when it can be: one re-INVITE at a time, again after 491 (RFC 3261, section 14.1),
 * and when the connection is back.
 */
export class Renegotiation {
  private held = false;
  private remoteHeld = false;
  private wanted = { hold: false, restart: false, refresh: false };
  private offering = false;
  private answering = false;
  /** An offer of ours went out in a 200 to an INVITE without one; the answer is due in the ACK. */
  private answerDue = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  /** Our re-INVITE that was not refused, and the one before it: of that they may not have heard our ACK. */
  private sent: OutgoingRequestMessage | undefined;
  private before: OutgoingRequestMessage | undefined;
  /** Counts re-INVITEs, so that an answer to one that was abandoned is not taken for the next one's. */
  private round = 0;

  constructor(
    private readonly context: LineContext,
    private readonly dialog: SessionDialog,
    private readonly audio: CallAudio,
    private readonly sessionTimer: SessionTimer,
    /** We sent the first INVITE: decides who waits longer after a glare. */
    private readonly owner: boolean,
    private readonly events: RenegotiationEvents,
  ) {}

  /** An offer of ours is under way, or theirs is being answered: a second one has to wait. */
  get busy(): boolean {
    return this.offering || this.answering || this.answerDue;
  }

  setHold(on: boolean): void {
    this.wanted.hold = on;
    this.pump();
  }

  restore(): void {
    this.wanted.restart = true;
    this.pump();
  }

  refresh(): void {
    this.wanted.refresh = true;
    this.pump();
  }

  /**
   * The connection is gone: an answer to what is on the wire will never come, and must not keep the next one waiting
   * until its transaction times out.
   */
  async connectionLost(): Promise<void> {
    if (this.closed) return;
    // Nor will the ACK to our 200: they have the 200, or send their re-INVITE again.
    this.dialog.reinviteUserAgentServer = undefined;
    this.answerDue = false;
    const client = this.dialog.reinviteUserAgentClient;
    if (client === undefined) return;
    this.round++;
    client.dispose();
    const { userAgentClients } = this.context.core;
    for (const [id, other] of userAgentClients) if (other === client) userAgentClients.delete(id);
    this.dialog.reinviteUserAgentClient = undefined;
    this.dialog.signalingStateRollback();
    await this.audio.rollback().catch(() => {});
    this.offering = false;
    this.wanted.refresh = true;
    this.context.outbox.whenConnected(
      () => {
        this.pump();
      },
      () => {},
    );
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** Tells of a hold of theirs that their last description brought. */
  readRemoteHold(): void {
    if (this.audio.remoteHold === this.remoteHeld) return;
    this.remoteHeld = this.audio.remoteHold;
    this.events.remoteHold(this.remoteHeld);
  }

  /** Their re-INVITE. SIP.js has refused it already when one of ours is on the wire. */
  async onInvite(request: IncomingInviteRequest): Promise<void> {
    if (this.busy) {
      request.reject({ statusCode: 491 });
      return;
    }
    const { message } = request;
    if (message.body && sdpOf(message) === undefined) {
      request.reject({ statusCode: 415, extraHeaders: ['Accept: application/sdp'] });
      return;
    }
    const asked = parseSessionExpires(message.getHeader('session-expires'));
    const theyCanRefresh = lists(message, 'supported', 'timer');
    if (asked && theyCanRefresh && asked.interval < MIN_SE) {
      request.reject({ statusCode: 422, extraHeaders: [`Min-SE: ${MIN_SE}`] });
      return;
    }
    const theirs = sdpOf(message);
    this.answering = true;
    let ours: string;
    try {
      ours = theirs === undefined ? await this.audio.offer() : await this.audio.answer(theirs);
    } catch (error) {
      this.context.log.warn('sip', `Cannot answer a re-INVITE: ${String(error)}`);
      this.answering = false;
      if (!this.closed) request.reject({ statusCode: 488 });
      this.pump();
      return;
    }
    this.answering = false;
    if (this.closed) return;
    this.answerDue = theirs === undefined;
    const agreed = agree(asked, theyCanRefresh);
    request.accept({
      statusCode: 200,
      extraHeaders: [this.contact(), `Allow: ${ALLOW}`, ...sessionExpiresHeaders(agreed)],
      body: sdpBody(ours),
    });
    this.sessionTimer.agreed(agreed, 'uas');
    this.readRemoteHold();
    this.pump();
  }

  /** Makes an answer while nothing else is negotiated. */
  async answer(make: () => Promise<string>): Promise<string> {
    this.answering = true;
    try {
      return await make();
    } finally {
      this.answering = false;
      queueMicrotask(() => {
        this.pump();
      });
    }
  }

  async onAck({ message }: IncomingAckRequest): Promise<void> {
    if (!this.answerDue) {
      this.pump();
      return;
    }
    this.answerDue = false;
    const answer = sdpOf(message);
    try {
      if (answer === undefined) throw new Error('no answer in the ACK');
      await this.audio.applyAnswer(answer, 'answer');
      this.readRemoteHold();
    } catch (error) {
      this.context.log.warn('sip', `Cannot use the answer of an ACK: ${String(error)}`);
      this.events.broken(488);
    }
    this.pump();
  }

  /** Sends the next re-INVITE if something is wanted and nothing stands in its way. */
  private pump(): void {
    const { hold, restart, refresh } = this.wanted;
    if (this.closed || this.busy || this.timer !== undefined || (hold === this.held && !restart && !refresh)) return;
    if (this.dialog.reinviteUserAgentServer) {
      // Theirs waits for its ACK; without one it would block ours for ever.
      this.retryAfter(this.dialog.reinviteUserAgentServer.transaction.state === 'Terminated' ? 0 : 500, () => {
        if (this.dialog.reinviteUserAgentServer?.transaction.state === 'Terminated')
          this.dialog.reinviteUserAgentServer = undefined;
      });
      return;
    }
    this.wanted.restart = this.wanted.refresh = false;
    void this.offer(hold, restart);
  }

  private async offer(hold: boolean, iceRestart: boolean): Promise<void> {
    this.offering = true;
    this.audio.setHold(hold);
    let ours: string;
    try {
      ours = await this.audio.offer({ iceRestart });
    } catch (error) {
      this.context.log.warn('sip', `Cannot make an offer: ${String(error)}`);
      this.giveUp(hold);
      return;
    }
    if (this.closed) return;
    const again = () => {
      this.wanted.restart ||= iceRestart;
      this.wanted.refresh = true;
    };
    this.context.outbox.whenConnected(
      () => {
        if (this.closed) return;
        const round = ++this.round;
        const refused = ({ message }: { message: IncomingResponseMessage }) => {
          if (round === this.round) void this.refused(message, hold, again);
        };
        try {
          const { message } = this.dialog.invite(
            {
              onAccept: ({ message, ack }) => {
                ack();
                if (round === this.round) void this.accepted(message, hold);
              },
              onReject: refused,
              onRedirect: refused,
            },
            { extraHeaders: [this.contact(), `Allow: ${ALLOW}`, ...this.sessionTimer.header()], body: sdpBody(ours) },
          );
          this.before = this.sent ?? this.before;
          this.sent = message;
        } catch (error) {
          // SIP.js still has a re-INVITE of theirs open: once more when that is over.
          this.context.log.warn('sip', `Cannot send a re-INVITE: ${String(error)}`);
          void this.audio.rollback().catch(() => {});
          this.offering = false;
          again();
          this.retryAfter(500);
        }
      },
      () => {
        this.giveUp(hold);
      },
    );
  }

  private async accepted(message: IncomingResponseMessage, hold: boolean): Promise<void> {
    const answer = sdpOf(message);
    try {
      if (answer === undefined) throw new Error('no answer in the 200');
      await this.audio.applyAnswer(answer, 'answer');
    } catch (error) {
      this.context.log.warn('sip', `Cannot use the answer to a re-INVITE: ${String(error)}`);
      this.offering = false;
      if (!this.closed) this.events.broken(488);
      return;
    }
    this.offering = false;
    if (this.closed) return;
    this.sessionTimer.agreed(parseSessionExpires(message.getHeader('session-expires')), 'uac');
    this.settle(hold);
    this.readRemoteHold();
    this.events.answered(message);
    this.pump();
  }

  private async refused(message: IncomingResponseMessage, hold: boolean, again: () => void): Promise<void> {
    try {
      await this.audio.rollback();
    } catch (error) {
      this.context.log.warn('sip', `Cannot take an offer back: ${String(error)}`);
    }
    this.offering = false;
    if (this.closed) return;
    this.sent = undefined;
    const status = message.statusCode ?? 0;
    if (status === 491) {
      again();
      this.retryAfter(this.owner ? 2100 + Math.random() * 1900 : Math.random() * 2000);
    } else if (status === 422) {
      this.sessionTimer.lengthen(seconds(message, 'min-se') ?? MIN_SE);
      again();
      this.pump();
    } else if (status === 500 && message.hasHeader('retry-after')) {
      again();
      const wait = Math.min(seconds(message, 'retry-after') ?? 1, 10) * 1000;
      this.retryAfter(this.acknowledgeBefore() ? afterLateAck : wait);
    } else if (isMadeUp(message) && status === 503) {
      // The connection went away under it: again when it is back.
      again();
      this.context.outbox.whenConnected(
        () => {
          this.pump();
        },
        () => {},
      );
    } else if (status === 481) {
      this.events.broken(status);
    } else {
      this.giveUp(hold);
    }
  }

  /**
   * They are still busy with an earlier re-INVITE of ours (RFC 3261, section 14.2): it reached them over a connection that
   * was given up, and the ACK to their answer did not, or there was none because the answer never came. Until then they
   * take no other, and hang up after 32 s. What was offered in it is replaced by the next one.
   */
  private acknowledgeBefore(): boolean {
    const { before, dialog } = this;
    if (!before) return false;
    this.before = undefined;
    const { core } = this.context;
    const ack = dialog.createOutgoingRequestMessage('ACK', { cseq: before.cseq });
    ack.setViaHeader(`z9hG4bK${crypto.randomUUID()}`, core.transport.protocol);
    core.transport.send(ack.toString()).catch((error: unknown) => {
      this.context.log.warn('sip', `Cannot send an ACK: ${String(error)}`);
    });
    return true;
  }

  /**
   * The wish did not go through. A return leaves things as they were. A hold holds on this side all the same, though the
   * other one does not know: what is said on another call must not be heard on this one.
   */
  private giveUp(hold: boolean): void {
    this.offering = false;
    if (this.closed) return;
    if (hold) {
      this.settle(true);
    } else if (this.held) {
      this.wanted.hold = true;
      this.audio.setHold(true);
      this.events.localHold(true);
    }
    this.pump();
  }

  private settle(hold: boolean): void {
    if (hold === this.held) return;
    this.held = hold;
    this.events.localHold(hold);
  }

  private retryAfter(ms: number, first: () => void = () => {}): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      first();
      this.pump();
    }, ms);
  }

  private contact(): string {
    return `Contact: ${this.context.core.configuration.contact.toString()}`;
  }
}
