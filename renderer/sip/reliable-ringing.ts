import type { IncomingInviteRequest } from 'sip.js/lib/core/messages/methods/invite.js';
import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { Session } from 'sip.js/lib/core/session/session.js';
import type { LogPort } from '../phone/ports';

/** RFC 3261, T1 and 64 × T1, in ms. */
const FIRST = 500;
const LIMIT = 32_000;

/**
 * A 180 that the caller wants acknowledged (RFC 3262, `Require: 100rel`). SIP.js would send a 183 with an answer in it,
 * which opens the microphone before anybody has picked up.
 */
export class ReliableRinging {
  /** Resolves with the PRACK, or when it is too late for one. */
  readonly acknowledged: Promise<void>;
  readonly dialog: Session;
  private readonly rseq = 1 + Math.floor(Math.random() * 2 ** 30);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private settle: () => void = () => {};

  constructor(
    private readonly request: IncomingInviteRequest,
    private readonly log: LogPort,
  ) {
    this.acknowledged = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.dialog = this.send().session;
    this.again(FIRST, FIRST);
  }

  /** RAck names the response that it acknowledges (RFC 3262, section 7.2). */
  onPrack(message: IncomingRequestMessage): void {
    if (/^\s*(\d+)/.exec(message.getHeader('rack') ?? '')?.[1] === String(this.rseq)) this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.settle();
  }

  private again(after: number, waited: number): void {
    this.timer = setTimeout(() => {
      if (waited >= LIMIT) {
        this.log.warn('sip', 'No PRACK for our 180');
        this.settle();
        return;
      }
      try {
        this.send();
        this.again(after * 2, waited + after * 2);
      } catch {
        // The INVITE has its final answer: there is nothing left to repeat.
        this.settle();
      }
    }, after);
  }

  private send() {
    return this.request.progress({ statusCode: 180, extraHeaders: ['Require: 100rel', `RSeq: ${this.rseq}`] });
  }
}
