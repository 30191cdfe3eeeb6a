import type { Invitation } from 'sip.js/lib/api/invitation.js';
import { SessionState } from 'sip.js/lib/api/session-state.js';
import type { URI } from 'sip.js/lib/grammar/uri.js';
import type { IncomingInviteRequest } from 'sip.js/lib/core/messages/methods/invite.js';
import { IncompatibleError, MicrophoneError, type CallId, type Party } from '../phone/ports';
import { AudioHandler } from './audio-handler';
import { answerAfter } from './auto-answer-headers';
import { CallLeg } from './call';
import { Confirmed } from './confirmed';
import type { LineContext } from './context';
import { lists, reasonCause, sdpOf } from './headers';
import { reasonHeader } from './invite-headers';
import { callerOf, calledOf, viaOf } from './party';
import { ReliableRinging } from './reliable-ringing';
import { ringStyle } from './ring-style';
import { takenBy } from './taken-by';
import { agree, parseSessionExpires, sessionExpiresHeaders } from './session-timer';

/** How long a call waits to be shown for its description to be read, in ms: one that we cannot speak must not ring. */
const LOOK = 100;

export class IncomingCall extends CallLeg {
  readonly handler: AudioHandler;
  private readonly offer: string | undefined;
  private readonly caller: Party;
  private readonly ringing: ReliableRinging | null = null;
  private refusal: string[] = [];
  private announced = false;

  constructor(
    context: LineContext,
    id: CallId,
    private readonly invitation: Invitation,
    request: IncomingInviteRequest,
    /** The call whose place it is to take (RFC 3891): it does not ring first. */
    private readonly replaces: CallId | null,
    removed: () => void,
  ) {
    super(context, id, removed);
    this.caller = callerOf(invitation.request, context.account.trustIdentity);
    if (replaces !== null) this.ringing = null;
    else if (lists(invitation.request, 'require', '100rel')) this.ringing = new ReliableRinging(request, context.log);
    else this.ring();
    this.handler = new AudioHandler(this.audio);
    invitation.data = this.handler;
    this.offer = sdpOf(invitation.request);
    invitation.delegate = {
      onCancel: (cancel) => {
        this.cancelled(
          reasonCause(cancel.request),
          takenBy(cancel.request, this.caller, this.context.account.trustIdentity),
        );
      },
    };
    invitation.stateChange.addListener((state) => {
      if (state === SessionState.Terminated) this.onTerminated();
    });
    this.watchEarlyDialog();
    void this.show();
  }

  owns(callId: string): boolean {
    return this.invitation.request.callId === callId;
  }

  /** The user's Answer. */
  accept(): void {
    if (this.isOver || this.wantsToEnd || this.invitation.state !== SessionState.Initial) return;
    this.heedMedia();
    this.answer().catch((error: unknown) => {
      this.context.log.error('sip', `Cannot answer: ${String(error)}`);
      this.emit({ kind: 'failed', status: 0 });
    });
  }

  /** The user's refusal, with words for the caller (RFC 3326). */
  reject(status: number, words = ''): void {
    this.refusal = [reasonHeader(status, words) ?? []].flat();
    this.end(status);
  }

  /** Sent on by the phone (RFC 3261, section 8.3). */
  redirect(target: URI): void {
    this.refusal = [`Contact: <${target.toString()}>`];
    this.end(302);
  }

  protected giveUp(status: number): void {
    // Our 200 is out, or about to be: `answer` sees to the BYE.
    if (this.invitation.state !== SessionState.Initial) return;
    const gone = () => {
      this.emit({ kind: 'gone' });
    };
    this.context.outbox.whenConnected(() => {
      this.refuse(status);
      gone();
    }, gone);
  }

  private ring(): void {
    this.invitation.progress({ statusCode: 180 }).catch((error: unknown) => {
      this.context.log.warn('sip', `Cannot ring: ${String(error)}`);
    });
  }

  private async show(): Promise<void> {
    if (this.offer !== undefined && this.audio.prepare) {
      const prepared = this.audio.prepare(this.offer).then(
        () => null,
        (error: unknown) => error,
      );
      const problem = await Promise.race([prepared, new Promise<null>((done) => setTimeout(done, LOOK, null))]);
      if (problem instanceof IncompatibleError) {
        this.context.log.warn('sip', `Refused a call that we cannot speak: ${problem.message}`);
        this.refuse(488);
        this.dispose();
        return;
      }
      if (this.isOver) return;
    }
    this.announce();
  }

  /** Once. */
  private announce(): void {
    if (this.announced) return;
    this.announced = true;
    const { request } = this.invitation;
    this.context.incoming({
      callId: this.id,
      from: this.caller,
      answerAfter: answerAfter((name) => request.getHeaders(name)),
      via: viaOf(request),
      called: calledOf(request, this.context.core.configuration.contact.uri.user ?? ''),
      ring: ringStyle(request.getHeaders('alert-info')),
      replaces: this.replaces,
    });
  }

  /** A caller who gives up while the call is still being looked at is a missed call too. */
  private cancelled(cause: number, by = ''): void {
    if (!this.isOver) this.announce();
    this.emit({ kind: 'cancelled', cause, ...(cause === 200 && by !== '' ? { by } : {}) });
  }

  private async answer(): Promise<void> {
    const { request } = this.invitation;
    try {
      this.handler.setPrepared(
        this.offer === undefined ? await this.handler.offer() : await this.audio.answer(this.offer),
      );
    } catch (error) {
      if (this.isOver) return;
      this.refuse(error instanceof MicrophoneError ? 480 : 488);
      this.emitMediaError(error);
      return;
    }
    // The caller or the user may have given up meanwhile.
    if (this.isOver || this.wantsToEnd) return;
    await this.ringing?.acknowledged;
    const theyCanRefresh = lists(request, 'supported', 'timer');
    const agreed = agree(parseSessionExpires(request.getHeader('session-expires')), theyCanRefresh);
    await this.invitation.accept({ extraHeaders: sessionExpiresHeaders(agreed) });
    if (this.isOver || this.invitation.state !== SessionState.Established) return;
    this.established(
      new Confirmed(this.context, this.invitation, this.audio, 'uas', request, agreed, this.caller, (signal) => {
        this.emit(signal);
      }),
    );
  }

  private refuse(statusCode: number): void {
    this.ringing?.stop();
    if (this.invitation.state !== SessionState.Initial) return;
    this.invitation.reject({ statusCode, extraHeaders: this.refusal }).catch((error: unknown) => {
      this.context.log.warn('sip', `Cannot refuse: ${String(error)}`);
    });
  }

  /** RFC 3261, section 15: a caller may take back its call with BYE before the answer; and PRACK comes here too. */
  private watchEarlyDialog(): void {
    const dialog = this.ringing?.dialog ?? this.invitation.dialog;
    if (dialog === undefined) return;
    dialog.delegate = {
      onBye: (request) => {
        request.accept();
        const cause = reasonCause(request.message);
        this.refuse(487);
        this.cancelled(cause);
      },
      onPrack: (request) => {
        request.accept();
        this.ringing?.onPrack(request.message);
      },
    };
  }

  private onTerminated(): void {
    this.ringing?.stop();
    this.confirmed?.endedBySipJs();
    queueMicrotask(() => {
      // Their Expires header ran out; everything else has been told.
      if (!this.isOver && this.confirmed === null && !this.wantsToEnd) this.cancelled(0);
    });
  }
}
