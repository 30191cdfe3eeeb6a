import type { CallSignal } from '../phone/call';
import type { CallAudio, CallId, DialogReference, MediaStats, ReferTarget } from '../phone/ports';
import { MicrophoneError } from '../phone/ports';
import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import type { Dialog } from 'sip.js/lib/core/dialogs/dialog.js';
import type { Confirmed } from './confirmed';
import type { LineContext } from './context';
import type { Referral } from './referral';
import { answerEarlyUpdate } from './update';

/**
 * One call from its first message to its last, seen from the line. A wish that comes too early (hold, digits, hang-up
 * while it is being answered) is kept until it can be done; SIP.js drops it (FACTS, fault 11).
 */
export abstract class CallLeg {
  protected confirmed: Confirmed | null = null;
  private made: CallAudio | null = null;
  private hold = false;
  private digits = '';
  private hangUp = false;
  private over = false;
  private restart = false;

  constructor(
    protected readonly context: LineContext,
    readonly id: CallId,
    private readonly removed: () => void,
  ) {}

  /** Made when it is first asked for: a 180 does not wait for it. */
  protected get audio(): CallAudio {
    this.made ??= this.context.media.createAudio(this.context.account, this.id);
    return this.made;
  }

  /** Whether a message with this Call-ID is one of this call's. */
  abstract owns(callId: string): boolean;
  /** CANCEL or refusal: whatever ends a call that was not answered. */
  protected abstract giveUp(status: number): void;

  setHold(on: boolean): void {
    this.hold = on;
    this.confirmed?.setHold(on);
  }

  setMuted(on: boolean): void {
    this.audio.setMuted(on);
  }

  sendDtmf(digits: string): void {
    if (this.confirmed) this.confirmed.sendDtmf(digits);
    else this.digits += digits;
  }

  refer(to: ReferTarget): void {
    if (this.confirmed) this.confirmed.refer(to);
    else this.emit({ kind: 'transfer', status: 481, final: true });
  }

  acceptReferral(): Referral | null {
    return this.confirmed?.acceptReferral() ?? null;
  }

  refuseReferral(): void {
    this.confirmed?.refuseReferral();
  }

  /** Null until the dialog is confirmed. */
  get reference(): DialogReference | null {
    return this.confirmed?.reference ?? null;
  }

  restore(): void {
    // An early media of another fork asks for it before the call is established.
    if (this.confirmed) this.confirmed.restore();
    else this.restart = true;
  }

  connectionLost(): void {
    this.confirmed?.connectionLost();
  }

  stats(): Promise<MediaStats | null> {
    return this.over ? Promise.resolve(null) : this.audio.stats();
  }

  /** Hangs up, whatever the call is doing: BYE, CANCEL or a refusal, now or when it becomes possible. */
  end(status: number): void {
    if (this.hangUp) return;
    this.hangUp = true;
    this.deafen();
    this.audio.close();
    if (this.confirmed) this.sendBye(this.confirmed);
    else this.giveUp(status);
  }

  /** Their UPDATE in one of the call's dialogs. */
  onUpdate(message: IncomingRequestMessage, dialog: Dialog): void {
    if (this.confirmed) this.confirmed.onUpdate(message);
    else answerEarlyUpdate(this.context, dialog, message);
  }

  /** A response to one of this call's requests is about to be taken. */
  sawResponse(_message: IncomingResponseMessage): void {}

  /** Lets go of everything without a word to the other side. */
  dispose(): void {
    this.confirmed?.forget();
    this.finish();
  }

  /** Over, or about to be. */
  get isEnding(): boolean {
    return this.over || this.hangUp;
  }

  get isOver(): boolean {
    return this.over;
  }

  /** The call is over. */
  protected finished(): void {}

  /** From now on its media has a meaning for the call: not while an incoming one rings. */
  protected heedMedia(): void {
    this.audio.onflow = (flowing) => {
      this.emit({ kind: flowing ? 'media-flowing' : 'media-interrupted' });
    };
    this.audio.onfailed = (closed) => {
      this.emit({ kind: 'media-failed', closed });
    };
    this.audio.onrestart = () => {
      this.restore();
    };
  }

  private deafen(): void {
    this.audio.onflow = this.audio.onfailed = this.audio.onrestart = null;
  }

  protected get wantsToEnd(): boolean {
    return this.hangUp;
  }

  protected established(confirmed: Confirmed): void {
    this.confirmed = confirmed;
    if (this.hangUp) {
      this.sendBye(confirmed);
      return;
    }
    this.emit({ kind: 'established' });
    confirmed.readRemoteHold();
    if (this.hold) confirmed.setHold(true);
    if (this.restart) confirmed.restore();
    if (this.digits !== '') confirmed.sendDtmf(this.digits);
    this.digits = '';
    this.readParty(confirmed);
  }

  /** What their 2xx says of who answered. */
  protected readParty(_confirmed: Confirmed): void {}

  /** Tells the machine; what ends the call also ends this leg. */
  protected emit(signal: CallSignal): void {
    if (this.over) return;
    if (FINAL.has(signal.kind)) this.finish();
    this.context.call(this.id, signal);
  }

  /** The microphone or their description stood in the way. */
  protected emitMediaError(error: unknown): void {
    if (error instanceof MicrophoneError) this.emit({ kind: 'no-microphone', problem: error.problem });
    else this.emit({ kind: 'failed', status: 488 });
  }

  private sendBye(confirmed: Confirmed): void {
    confirmed.bye(() => {
      this.emit({ kind: 'gone' });
    });
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    this.deafen();
    this.audio.close();
    this.finished();
    this.removed();
  }
}

const FINAL: ReadonlySet<CallSignal['kind']> = new Set<CallSignal['kind']>([
  'rejected',
  'cancelled',
  'bye',
  'no-microphone',
  'gone',
  'failed',
]);
