import { SessionDialog } from 'sip.js/lib/core/dialogs/session-dialog.js';
import { SessionState as SessionDialogState } from 'sip.js/lib/core/session/session.js';
import type { Session } from 'sip.js/lib/api/session.js';
import type { IncomingResponse } from 'sip.js/lib/core/messages/incoming-response.js';
import type { IncomingMessage } from 'sip.js/lib/core/messages/incoming-message.js';
import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { CallSignal } from '../phone/call';
import type { CallAudio } from '../phone/ports';
import type { LineContext } from './context';
import { isMadeUp, lists, reasonCause } from './headers';
import { InfoDigits } from './info-digits';
import { Renegotiation } from './renegotiation';
import { SessionTimer, type SessionExpires } from './session-timer';
import { answerUpdate, sendRefresh } from './update';

/**
 * An answered call: one confirmed dialog. It takes the dialog's requests over from SIP.js's session, which refuses
 * UPDATE, throws on PRACK, follows any REFER on its own and knows no session timer (FACTS, faults 7, 8).
 */
export class Confirmed {
  readonly dialog: SessionDialog;
  private readonly renegotiation: Renegotiation;
  private readonly timer: SessionTimer;
  private readonly theyUpdate: boolean;
  private readonly digits: InfoDigits;
  private ended = false;

  constructor(
    private readonly context: LineContext,
    private readonly session: Session,
    private readonly audio: CallAudio,
    role: 'uac' | 'uas',
    /** The message that the other side's abilities are read from: their INVITE or their 200. */
    theirs: IncomingMessage,
    agreed: SessionExpires | undefined,
    private readonly emit: (signal: CallSignal) => void,
  ) {
    const { dialog } = session;
    if (!(dialog instanceof SessionDialog)) throw new Error('No dialog');
    this.dialog = dialog;
    this.digits = new InfoDigits(dialog);
    this.theyUpdate = lists(theirs, 'allow', 'UPDATE');
    this.timer = new SessionTimer(
      () => {
        this.refresh();
      },
      () => {
        this.context.log.warn('sip', 'The session was not refreshed in time');
        this.broken(408);
      },
    );
    this.renegotiation = new Renegotiation(context, dialog, audio, this.timer, role === 'uac', {
      localHold: (on) => {
        emit({ kind: 'local-hold', on });
      },
      remoteHold: (on) => {
        emit({ kind: 'remote-hold', on });
      },
      broken: (status) => {
        this.broken(status);
      },
    });
    this.timer.agreed(agreed, role);
    this.takeOver();
  }

  setHold(on: boolean): void {
    this.renegotiation.setHold(on);
  }

  restore(): void {
    this.renegotiation.restore();
  }

  connectionLost(): void {
    void this.renegotiation.connectionLost();
  }

  /** What their first description said; signals follow only when it is a hold. */
  readRemoteHold(): void {
    this.renegotiation.readRemoteHold();
  }

  sendDtmf(digits: string): void {
    if (this.audio.sendDtmf(digits)) return;
    this.digits.send(digits);
  }

  /** Their UPDATE in this dialog (RFC 3311). */
  onUpdate(message: IncomingRequestMessage): void {
    void answerUpdate(this.context, this.dialog, message, this.audio, this.renegotiation, this.timer);
  }

  /** Sends BYE, now or when the connection is back, again if it was lost under it; `done` once there is no more to do. */
  bye(done: () => void): void {
    if (this.ended) {
      done();
      return;
    }
    this.stop();
    const answered = ({ message }: IncomingResponse) => {
      if (isMadeUp(message) && message.statusCode === 503) this.context.outbox.whenConnected(again, done);
      else done();
    };
    const requestDelegate = { onAccept: answered, onReject: answered, onRedirect: answered };
    // The session counts as ended with its first BYE, delivered or not; a second one only the dialog can send.
    const again = () => this.dialog.bye(requestDelegate);
    const first = () => {
      // It waits for the ACK of a call that we answered (RFC 3261, section 15).
      this.session.bye({ requestDelegate }).catch((error: unknown) => {
        this.context.log.warn('sip', `Cannot send BYE: ${String(error)}`);
        done();
      });
    };
    this.context.outbox.whenConnected(first, () => {
      this.forget();
      done();
    });
  }

  /** Takes a call out of SIP.js's books to which no more can be said. */
  forget(): void {
    this.stop();
    this.dialog.dispose();
    const { _sessions: sessions } = this.context.ua;
    for (const [id, session] of Object.entries(sessions))
      if (session === this.session) Reflect.deleteProperty(sessions, id);
  }

  /** Ends everything that runs by itself. */
  stop(): void {
    this.ended = true;
    this.timer.stop();
    this.digits.stop();
    this.renegotiation.close();
  }

  private takeOver(): void {
    const before = this.dialog.delegate;
    let first = this.dialog.sessionState === SessionDialogState.AckWait;
    this.dialog.delegate = {
      ...before,
      onAck: (request) => {
        if (!first) return this.renegotiation.onAck(request);
        // The answer to an offer that our 200 made is SIP.js's to apply.
        first = false;
        return before?.onAck?.(request);
      },
      onAckTimeout: () => {
        this.broken(408);
      },
      onBye: (request) => {
        if (this.ended) {
          request.accept();
          return;
        }
        this.stop();
        before?.onBye?.(request);
        this.emit({ kind: 'bye', cause: reasonCause(request.message) });
      },
      onInfo: (request) => {
        request.accept();
      },
      onInvite: (request) => {
        this.renegotiation.onInvite(request).catch((error: unknown) => {
          this.context.log.warn('sip', `Cannot answer a re-INVITE: ${String(error)}`);
        });
      },
      onNotify: (request) => {
        request.accept();
      },
      onPrack: (request) => {
        request.accept();
      },
      // A REFER is an order to call somebody: nobody but the user gives those (toll fraud).
      onRefer: (request) => {
        this.context.log.warn('sip', 'Declined a REFER');
        request.reject({ statusCode: 603 });
      },
    };
  }

  /** SIP.js has ended the session by itself: what the other side's ACK brought could not be used. */
  endedBySipJs(): void {
    if (this.ended) return;
    this.stop();
    this.emit({ kind: 'failed', status: 488 });
  }

  private refresh(): void {
    if (!this.theyUpdate) {
      this.renegotiation.refresh();
      return;
    }
    sendRefresh(this.context, this.dialog, this.timer, (status) => {
      if (status === 481) this.broken(status);
      // Timed out or refused: the end of the interval decides.
    });
  }

  /** The call is beyond repair: it is ended both ways. */
  private broken(status: number): void {
    if (this.ended) return;
    this.bye(() => {});
    this.emit({ kind: 'failed', status });
  }
}
