import { Inviter } from 'sip.js/lib/api/inviter.js';
import { SessionState } from 'sip.js/lib/api/session-state.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import type { URI } from 'sip.js/lib/grammar/uri.js';
import type { CallId, InviteOptions, Party } from '../phone/ports';
import { AudioHandler } from './audio-handler';
import { CallLeg } from './call';
import { Confirmed } from './confirmed';
import { KEEP_FOR, type LineContext } from './context';
import { isMadeUp, sdpOf, seconds } from './headers';
import { inviteHeaders } from './invite-headers';
import { partyOf } from './party';
import { ProgressBook } from './progress';
import { MOST_REDIRECTS, redirectTargets } from './redirect';
import { MIN_SE, parseSessionExpires, SESSION_EXPIRES } from './session-timer';

/** A call of ours. The user hung up before it was answered: RFC 3326, for the callee's log of missed calls. */
const GAVE_UP = { statusCode: 487, reasonPhrase: 'Request Terminated' };

export class OutgoingCall extends CallLeg {
  readonly handler = new AudioHandler(this.audio);
  private inviter: Inviter | null = null;
  private cancelTimer: ReturnType<typeof setTimeout> | undefined;
  private answer: IncomingResponseMessage | null = null;
  private progress = new ProgressBook();
  private redirects = 0;
  private redirected = false;

  constructor(
    context: LineContext,
    id: CallId,
    private target: URI,
    private options: InviteOptions,
    removed: () => void,
  ) {
    super(context, id, removed);
    this.heedMedia();
  }

  /** Opens the microphone, makes the offer and sends it; again with a longer session interval after a 422. */
  start(interval = SESSION_EXPIRES, minSe = MIN_SE): void {
    const inviter = new Inviter(this.context.ua, this.target, {
      // SIP.js would give up a call that another fork answers (fault 1): early media is applied here.
      earlyMedia: false,
      extraHeaders: [
        `Session-Expires: ${interval}`,
        `Min-SE: ${minSe}`,
        ...inviteHeaders(this.context.account, this.options),
      ],
    });
    this.inviter = inviter;
    inviter.data = this.handler;
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.onEstablished(inviter);
      if (state === SessionState.Terminated && this.inviter === inviter) this.onTerminated();
    });
    inviter
      .invite({
        requestDelegate: {
          onProgress: ({ message }) => void this.onProgress(message),
          onReject: ({ message }) => {
            this.onReject(message, interval);
          },
          onRedirect: ({ message }) => {
            this.onRedirect(message);
          },
        },
      })
      .then(() => {
        this.emit({ kind: 'invite-sent' });
      })
      .catch((error: unknown) => {
        if (this.wantsToEnd) this.emit({ kind: 'gone' });
        else this.emitMediaError(error);
      });
  }

  /** The call was redirected and goes on to another target, with the microphone and the offer that it has. */
  redirectTo(target: URI, options: InviteOptions): void {
    if (!this.redirected || this.wantsToEnd) return;
    this.redirected = false;
    this.target = target;
    this.options = options;
    this.progress = new ProgressBook();
    this.start();
  }

  owns(callId: string): boolean {
    return this.inviter?.request.callId === callId;
  }

  /** The 2xx that is about to be taken, for what it says of the other side. */
  override sawResponse(message: IncomingResponseMessage): void {
    const status = message.statusCode ?? 0;
    if (message.method !== 'INVITE') return;
    if (status >= 200 && status < 300) this.answer ??= message;
    // SIP.js drops an answer that makes no dialog, as 181, 182 and 199 of a proxy may be.
    const lone = message.toTag === '' || !message.hasHeader('contact');
    if (status > 100 && status < 200 && lone) void this.onProgress(message);
  }

  protected giveUp(): void {
    const { inviter } = this;
    if (inviter === null) return;
    if (this.redirected) {
      this.emit({ kind: 'gone' });
      return;
    }
    const late = () => {
      this.emit({ kind: 'gone' });
    };
    this.context.outbox.deliver(
      () => {
        if (inviter.state !== SessionState.Initial && inviter.state !== SessionState.Establishing) return;
        this.cancelTimer = setTimeout(() => {
          this.context.log.warn('sip', 'No final answer to a CANCEL');
          this.abandon(inviter);
          this.emit({ kind: 'gone' });
        }, KEEP_FOR);
        inviter.cancel(GAVE_UP).catch((error: unknown) => {
          this.context.log.warn('sip', `Cannot cancel: ${String(error)}`);
        });
      },
      late,
      () => {
        this.abandon(inviter);
      },
    );
  }

  override dispose(): void {
    super.dispose();
    if (this.inviter && this.confirmed === null) this.abandon(this.inviter);
  }

  protected override finished(): void {
    clearTimeout(this.cancelTimer);
  }

  /** Takes a call out of SIP.js's books that never got a final answer. */
  private abandon(inviter: Inviter): void {
    const { _sessions: sessions } = this.context.ua;
    Reflect.deleteProperty(sessions, inviter.id);
  }

  private async onProgress(message: IncomingResponseMessage): Promise<void> {
    const status = message.statusCode ?? 0;
    if (status <= 100 || status >= 200 || this.wantsToEnd || this.confirmed !== null) return;
    const sdp = status === 199 ? undefined : sdpOf(message);
    if (sdp === undefined) {
      const signal = this.progress.heard(status, message.toTag);
      if (signal) this.emit(signal);
      return;
    }
    if (!this.progress.isNew(message.toTag, sdp)) return;
    try {
      await this.handler.early(sdp);
      if (this.confirmed !== null || this.wantsToEnd) return;
      this.progress.plays(message.toTag);
      this.emit({ kind: 'early-media' });
    } catch (error) {
      // Their sound before the answer is a courtesy: without it the call just rings.
      this.context.log.warn('sip', `Cannot play early media: ${String(error)}`);
      this.emit({ kind: 'ringing', progress: 'ringing' });
    }
  }

  private onEstablished(inviter: Inviter): void {
    const { answer } = this;
    if (answer === null) return;
    const agreed = parseSessionExpires(answer.getHeader('session-expires'));
    this.established(
      new Confirmed(this.context, inviter, this.audio, 'uac', answer, agreed, this.dialled(), (signal) => {
        this.emit(signal);
      }),
    );
  }

  protected override readParty(confirmed: Confirmed): void {
    if (this.answer) confirmed.readParty(this.answer);
  }

  private dialled(): Party {
    return partyOf({ name: '', uri: this.target.toString(), params: new Map() });
  }

  /** RFC 3261, section 8.1.3.4: whether to follow is not for the one who sends us on to decide. */
  private onRedirect(message: IncomingResponseMessage): void {
    const targets = redirectTargets(message);
    if (this.wantsToEnd || targets.length === 0 || this.redirects >= MOST_REDIRECTS) {
      this.onReject(message, 0);
      return;
    }
    this.redirects++;
    this.redirected = true;
    this.emit({ kind: 'redirected', targets });
  }

  private onReject(message: IncomingResponseMessage, interval: number): void {
    const status = message.statusCode ?? 0;
    if (this.wantsToEnd) this.emit({ kind: 'gone' });
    else if (status === 422 && (seconds(message, 'min-se') ?? 0) > interval) {
      const minimum = seconds(message, 'min-se') ?? MIN_SE;
      this.start(minimum, minimum);
    } else if (isMadeUp(message) && status !== 408) this.emit({ kind: 'failed', status: 0 });
    else this.emit({ kind: 'rejected', status, phrase: message.reasonPhrase ?? '' });
  }

  /** SIP.js tells of the end before it tells why: what the reason is comes in the same turn, or not at all. */
  private onTerminated(): void {
    const { inviter } = this;
    this.confirmed?.endedBySipJs();
    queueMicrotask(() => {
      if (this.isOver || this.confirmed !== null || this.inviter !== inviter || this.redirected) return;
      if (this.wantsToEnd) this.emit({ kind: 'gone' });
      else if (this.handler.failure !== null) this.emitMediaError(this.handler.failure);
    });
  }
}
