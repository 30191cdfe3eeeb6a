import type { SessionDialog } from 'sip.js/lib/core/dialogs/session-dialog.js';
import type { IncomingReferRequest } from 'sip.js/lib/core/messages/methods/refer.js';
import type { CallSignal } from '../phone/call';
import type { LogPort } from '../phone/ports';
import { REFER_TO } from './legible';
import { nameAddrs } from './name-addr';
import { referredByOf } from './party';
import { readReferTo } from './replaces';

/** How long the answer to a REFER is held back for the phone or the user to decide, in ms: its client gives up after 32 s. */
const DECIDE = 5000;
/** The longest that a referral may take, in s; what the NOTIFYs say. */
const EXPIRES = 180;
/** More than this in one call are no longer put to the user. */
const MOST_REFERRALS = 3;

/** What the other side wants (RFC 3515), and that it waits no longer. */
type ReferralSignal = Extract<CallSignal, { kind: 'referred' | 'referral-over' }>;

/** The REFERs that arrive in one call: one at a time, and not without end. SIP.js would follow them all (FACTS, fault 8). */
export class Referrals {
  private current: Referral | null = null;
  private count = 0;

  constructor(
    private readonly dialog: SessionDialog,
    private readonly contact: string,
    private readonly log: LogPort,
    private readonly emit: (signal: ReferralSignal) => void,
  ) {}

  onRefer(request: IncomingReferRequest): void {
    const { message } = request;
    const asked = nameAddrs(message.getHeaders(REFER_TO));
    const wanted = asked.length === 1 ? readReferTo(asked[0]?.uri ?? '') : undefined;
    if (wanted === undefined) {
      request.reject({ statusCode: 400 });
      return;
    }
    if ((this.current !== null && !this.current.isOver) || this.count >= MOST_REFERRALS) {
      this.log.warn('sip', 'Declined one REFER of many');
      request.reject({ statusCode: 603 });
      return;
    }
    this.count++;
    const silent = /^\s*false/i.test(message.getHeader('refer-sub') ?? '');
    const id = this.count > 1 ? `;id=${message.cseq}` : '';
    this.current = new Referral(request, this.dialog, `refer${id}`, this.contact, silent, () => {
      this.emit({ kind: 'referral-over' });
    });
    const { target, replaces } = wanted;
    this.emit({ kind: 'referred', target, attended: replaces !== null, referredBy: referredByOf(message), replaces });
  }

  /** The call that follows the referral: what is told of it goes to `follow`. Null: there is nothing to accept. */
  accept(): Referral | null {
    return this.current?.accept() ? this.current : null;
  }

  refuse(): void {
    this.current?.refuse();
  }

  stop(): void {
    this.current?.stop();
  }
}

/** One REFER of theirs, and what they are told of it. */
export class Referral {
  private state: 'undecided' | 'pending' | 'accepted' | 'over' = 'undecided';
  private timer: ReturnType<typeof setTimeout>;
  private told = 0;

  constructor(
    private readonly request: IncomingReferRequest,
    private readonly dialog: SessionDialog,
    private readonly event: string,
    private readonly contact: string,
    /** RFC 4488: the other side does not want to be told. */
    private readonly silent: boolean,
    /** It ended undecided. */
    private readonly lapsed: () => void,
  ) {
    this.timer = setTimeout(() => {
      // RFC 3515, section 2.4.2: the user is still being asked, for as long as the subscription lasts.
      this.answer('pending');
      this.timer = setTimeout(() => {
        this.refuse();
        this.lapsed();
      }, EXPIRES * 1000);
    }, DECIDE);
  }

  get isOver(): boolean {
    return this.state === 'over';
  }

  accept(): boolean {
    if (this.state === 'undecided') this.answer('accepted');
    else if (this.state === 'pending') {
      clearTimeout(this.timer);
      this.state = 'accepted';
    } else return false;
    return true;
  }

  refuse(): void {
    clearTimeout(this.timer);
    if (this.state === 'undecided') this.request.reject({ statusCode: 603 });
    else if (this.state === 'pending') this.notify(603);
    else return;
    this.state = 'over';
  }

  /** Something happened to the call that follows this referral. */
  heard(signal: CallSignal): void {
    if (this.state !== 'accepted') return;
    const status = statusOf(signal);
    if (status > this.told) this.notify(status);
    if (status >= 200) this.state = 'over';
  }

  /** The call with the other side is over, and nothing can be told any more. */
  stop(): void {
    clearTimeout(this.timer);
    if (this.state === 'undecided') this.request.reject({ statusCode: 481 });
    this.state = 'over';
  }

  private answer(state: 'pending' | 'accepted'): void {
    clearTimeout(this.timer);
    this.state = state;
    this.request.accept({ statusCode: 202, ...(this.silent && { extraHeaders: ['Refer-Sub: false'] }) });
    this.notify(100);
  }

  private notify(status: number): void {
    this.told = status;
    if (this.silent) return;
    const subscription = status < 200 ? `active;expires=${EXPIRES}` : 'terminated;reason=noresource';
    this.dialog.notify(
      {
        onReject: ({ message }) => {
          // The other side has closed its books on it.
          if (message.statusCode !== 481) return;
          const undecided = this.state === 'pending';
          clearTimeout(this.timer);
          this.state = 'over';
          if (undecided) this.lapsed();
        },
      },
      {
        // RFC 6665, section 4.2.1: it is a request that makes a dialog, and so has a Contact.
        extraHeaders: [`Event: ${this.event}`, `Subscription-State: ${subscription}`, `Contact: ${this.contact}`],
        body: {
          contentDisposition: 'render',
          contentType: 'message/sipfrag;version=2.0',
          content: `SIP/2.0 ${status} ${PHRASES[status] ?? 'Call'}\r\n`,
        },
      },
    );
  }
}

const PHRASES: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  182: 'Queued',
  183: 'Session Progress',
  200: 'OK',
  480: 'Temporarily Unavailable',
  486: 'Busy Here',
  487: 'Request Terminated',
  603: 'Decline',
};

const PROGRESS = { ringing: 180, forwarded: 181, queued: 182, progress: 183 } as const;

/** In the words of SIP; 0 where it changes nothing. */
function statusOf(signal: CallSignal): number {
  switch (signal.kind) {
    case 'ringing':
      return PROGRESS[signal.progress];
    case 'early-media':
      return 183;
    case 'established':
      return 200;
    case 'rejected':
      return signal.status >= 300 ? signal.status : 480;
    case 'failed':
      return signal.status >= 300 ? signal.status : 500;
    case 'no-microphone':
      return 480;
    case 'gone':
    case 'cancelled':
    case 'bye':
      return 487;
    default:
      return 0;
  }
}
