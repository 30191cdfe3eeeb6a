import type { SessionDialog } from 'sip.js/lib/core/dialogs/session-dialog.js';
import type { IncomingMessage } from 'sip.js/lib/core/messages/incoming-message.js';
import type { IncomingNotifyRequest } from 'sip.js/lib/core/messages/methods/notify.js';
import type { CallSignal } from '../phone/call';
import type { ReferTarget } from '../phone/ports';
import type { LineContext } from './context';
import { referToWithReplaces } from './replaces';
import { targetUri } from './uri';

/** How long the first NOTIFY may take after a 2xx, in ms (RFC 6665, section 4.1.2.4, Timer N). */
const FIRST_NOTIFY = 32_000;
/** The longest that the other side may keep us waiting for the outcome, and where it says nothing, in s. */
const LONGEST_WAIT = 300;
const USUAL_WAIT = 180;

/**
 * A REFER of ours inside a call (RFC 3515), from the request to the outcome. SIP.js sends it and forgets it: the NOTIFYs
 * are the application's, and so is the end of the call (FACTS, fault 11).
 */
export class Transfer {
  private readonly cseq: number;
  private state: 'asked' | 'accepted' | 'over' = 'asked';
  private timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    private readonly context: LineContext,
    dialog: SessionDialog,
    referTo: string,
    private readonly emit: (signal: CallSignal) => void,
  ) {
    const { aor, contact } = context.core.configuration;
    const refused = ({ message }: { message: IncomingMessage & { statusCode?: number | undefined } }) => {
      this.finish(message.statusCode ?? 0);
    };
    const request = dialog.refer(
      {
        onAccept: ({ message }) => {
          this.accepted(message);
        },
        onReject: refused,
        onRedirect: refused,
      },
      {
        // A REFER refreshes the target of its dialog (RFC 3515, section 2.2): without a Contact Asterisk refuses it.
        extraHeaders: [`Refer-To: ${referTo}`, `Referred-By: <${aor.toString()}>`, `Contact: ${contact.toString()}`],
      },
    );
    this.cseq = request.message.cseq;
  }

  /** Sends the REFER; undefined where the target is no address, or there is no connection: that has been told then. */
  static send(
    context: LineContext,
    dialog: SessionDialog,
    to: ReferTarget,
    emit: (signal: CallSignal) => void,
  ): Transfer | undefined {
    const uri = to.kind === 'blind' ? targetUri(to.target, context.account.domain) : undefined;
    const referTo = to.kind === 'attended' ? referToWithReplaces(to.with) : uri && `<${uri.toString()}>`;
    if (referTo === undefined) emit({ kind: 'transfer', status: 484, final: true });
    // An order that the user gave minutes ago must not be carried out when the line comes back.
    else if (!context.outbox.isConnected) emit({ kind: 'transfer', status: 503, final: true });
    else return new Transfer(context, dialog, referTo, emit);
    return undefined;
  }

  get isOver(): boolean {
    return this.state === 'over';
  }

  /** A NOTIFY of the package `refer`; false: it is not about this REFER. */
  onNotify({ message }: IncomingNotifyRequest): boolean {
    const id = /;\s*id\s*=\s*(\d+)/i.exec(message.getHeader('event') ?? '')?.[1];
    if (this.state === 'over' || (id !== undefined && Number(id) < this.cseq)) return false;
    const status = Number(/^\s*SIP\/2\.0\s+(\d{3})/i.exec(message.body)?.[1] ?? 0);
    const subscription = message.getHeader('subscription-state') ?? '';
    if (status >= 200) {
      this.finish(status);
      return true;
    }
    this.state = 'accepted';
    if (status >= 100) this.emit({ kind: 'transfer', status, final: false });
    // Some switches, and SIP.js, end the subscription with each NOTIFY: only a final status or silence is an end.
    const expires = Number(/;\s*expires\s*=\s*(\d{1,6})/i.exec(subscription)?.[1] ?? USUAL_WAIT);
    this.wait(Math.max(1, Math.min(expires, LONGEST_WAIT)) * 1000);
    return true;
  }

  stop(): void {
    this.state = 'over';
    clearTimeout(this.timer);
  }

  private accepted(message: IncomingMessage): void {
    // RFC 4488: nothing more will be said. It has taken the order; what became of it only the other side knows.
    if (/^\s*false/i.test(message.getHeader('refer-sub') ?? '')) this.finish(202);
    else if (this.state === 'asked') {
      this.state = 'accepted';
      this.wait(FIRST_NOTIFY);
    }
  }

  /**
   * Nobody tells the outcome. The call is still there, and whoever is in it may be too: it is given back to the user and
   * not ended.
   */
  private wait(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.context.log.warn('sip', 'Nothing was told of what became of a REFER');
      this.finish(408);
    }, ms);
  }

  private finish(status: number): void {
    if (this.state === 'over') return;
    this.stop();
    this.emit({ kind: 'transfer', status, final: true });
  }
}
