import { SessionDialog } from 'sip.js/lib/core/dialogs/session-dialog.js';
import { SessionState as SessionDialogState } from 'sip.js/lib/core/session/session.js';
import type { Session } from 'sip.js/lib/api/session.js';
import type { IncomingResponse } from 'sip.js/lib/core/messages/incoming-response.js';
import type { IncomingMessage } from 'sip.js/lib/core/messages/incoming-message.js';
import { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { CallSignal } from '../phone/call';
import type { CallAudio, DialogReference, Party, ReferTarget } from '../phone/ports';
import type { LineContext } from './context';
import { isMadeUp, lists, reasonCause } from './headers';
import { InfoDigits } from './info-digits';
import { assertedParty, fromParty } from './party';
import { Referrals, type Referral } from './referral';
import { Renegotiation } from './renegotiation';
import { referenceTo } from './replaces';
import { SessionTimer, type SessionExpires } from './session-timer';
import { Transfer } from './transfer';
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
  private readonly referrals: Referrals;
  private transfer: Transfer | undefined;
  private ended = false;
  /** Sends a BYE again that the old connection may have swallowed; undefined while there is none under way. */
  private repeatBye: (() => void) | undefined;

  constructor(
    private readonly context: LineContext,
    private readonly session: Session,
    private readonly audio: CallAudio,
    role: 'uac' | 'uas',
    /** The message that the other side's abilities are read from: their INVITE or their 200. */
    theirs: IncomingMessage,
    agreed: SessionExpires | undefined,
    /** Who the other side is, as far as it was told. */
    private known: Party,
    private readonly emit: (signal: CallSignal) => void,
  ) {
    const { dialog } = session;
    if (!(dialog instanceof SessionDialog)) throw new Error('No dialog');
    this.dialog = dialog;
    this.digits = new InfoDigits(dialog);
    this.referrals = new Referrals(dialog, context.core.configuration.contact.toString(), context.log, emit);
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
      answered: (message) => {
        this.readParty(message);
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
    this.repeatBye?.();
  }

  /** What their first description said; signals follow only when it is a hold. */
  readRemoteHold(): void {
    this.renegotiation.readRemoteHold();
  }

  sendDtmf(digits: string): void {
    const { dtmf } = this.context.account;
    if (dtmf === 'in-band') this.audio.sendInBandDtmf(digits);
    else if (dtmf === 'info' || !this.audio.sendDtmf(digits)) this.digits.send(digits);
  }

  get reference(): DialogReference {
    return referenceTo(this.dialog);
  }

  refer(to: ReferTarget): void {
    this.transfer?.stop();
    this.transfer = Transfer.send(this.context, this.dialog, to, this.emit);
  }

  acceptReferral(): Referral | null {
    return this.referrals.accept();
  }

  refuseReferral(): void {
    this.referrals.refuse();
  }

  /**
   * The switch may connect the call with somebody else and tell so in an answer of its or a request (RFC 3325), or, where
   * it is not trusted to assert identities, by another From (RFC 4916).
   */
  readParty(message: IncomingMessage): void {
    const asserted = this.context.account.trustIdentity ? assertedParty(message) : undefined;
    // The From of an answer is our own; that of a request is as it was unless somebody changed it.
    const said = asserted ?? (message instanceof IncomingRequestMessage ? fromParty(message) : undefined);
    if (said === undefined || (said.uri === this.known.uri && (said.name === this.known.name || !asserted))) return;
    this.known = said;
    this.emit({ kind: 'party', party: said });
  }

  /** Their UPDATE in this dialog (RFC 3311). */
  onUpdate(message: IncomingRequestMessage): void {
    this.readParty(message);
    void answerUpdate(this.context, this.dialog, message, this.audio, this.renegotiation, this.timer);
  }

  /** Sends BYE, now or when the connection is back, again if it was lost under it; `done` once there is no more to do. */
  bye(done: () => void): void {
    if (this.ended) {
      done();
      return;
    }
    this.stop();
    const finish = () => {
      this.repeatBye = undefined;
      done();
    };
    const answered = ({ message }: IncomingResponse) => {
      if (isMadeUp(message) && message.statusCode === 503) this.repeatBye?.();
      else finish();
    };
    const requestDelegate = { onAccept: answered, onReject: answered, onRedirect: answered };
    const repeat = () => {
      this.repeatBye = undefined;
      this.context.outbox.deliver(again, done, () => {});
    };
    // The session counts as ended with its first BYE, delivered or not; a second one only the dialog can send.
    const again = () => {
      this.repeatBye = repeat;
      this.dialog.bye(requestDelegate);
    };
    const first = () => {
      this.repeatBye = repeat;
      // It waits for the ACK of a call that we answered (RFC 3261, section 15).
      this.session.bye({ requestDelegate }).catch((error: unknown) => {
        this.context.log.warn('sip', `Cannot send BYE: ${String(error)}`);
        finish();
      });
    };
    this.context.outbox.deliver(first, done, () => {
      this.forget();
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
    this.transfer?.stop();
    this.referrals.stop();
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
        this.readParty(request.message);
        this.renegotiation.onInvite(request).catch((error: unknown) => {
          this.context.log.warn('sip', `Cannot answer a re-INVITE: ${String(error)}`);
        });
      },
      onNotify: (request) => {
        const ofReferral = /^\s*refer\s*(?:;|$)/i.test(request.message.getHeader('event') ?? '');
        // RFC 6665, section 4.1.3: there is no such subscription.
        if (ofReferral && this.transfer?.onNotify(request) !== true) request.reject({ statusCode: 481 });
        else request.accept();
      },
      onPrack: (request) => {
        request.accept();
      },
      // A REFER is an order to call somebody (toll fraud): it is only told, the phone decides.
      onRefer: (request) => {
        if (this.ended) request.reject({ statusCode: 481 });
        else this.referrals.onRefer(request);
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
