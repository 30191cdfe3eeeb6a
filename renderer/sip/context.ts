import type { UserAgent } from 'sip.js/lib/api/user-agent.js';
import type { OutgoingRequestMessage } from 'sip.js/lib/core/messages/outgoing-request-message.js';
import type { UserAgentCore } from 'sip.js/lib/core/user-agent-core/user-agent-core.js';
import type { Account } from '../phone/account';
import type { CallSignal } from '../phone/call';
import type { CallId, IncomingInvite, LogPort, MediaPort, SipSink } from '../phone/ports';

/** What the parts of one line share. */
export interface LineContext {
  readonly account: Account;
  readonly media: MediaPort;
  readonly log: LogPort;
  readonly ua: UserAgent;
  readonly core: UserAgentCore;
  readonly outbox: Outbox;
  call(id: CallId, signal: CallSignal): void;
  incoming(invite: IncomingInvite): void;
  /** Puts credentials into a request ahead, as the server took them last: it need not ask again. */
  sign(request: OutgoingRequestMessage): void;
  /** Tells the sink, never within a command; nothing any more once the line is closed. */
  tell(run: (sink: SipSink) => void): void;
}

/** How long a request waits for the connection to come back: as long as its transaction would (Timer F). In ms. */
export const KEEP_FOR = 32_000;
/** How long the end of a call waits: the other side may still be there, and hear nothing. In ms. */
const KEEP_END_FOR = 10 * 60_000;

/** Messages that must still reach the other side although the connection is down (FACTS, fault 11). */
export class Outbox {
  private readonly waiting = new Set<() => void>();
  private readonly cancels = new Set<() => void>();

  constructor(private readonly connected: () => boolean) {}

  get isConnected(): boolean {
    return this.connected();
  }

  /** The end of a call: `late` once nobody waits for it any more; it is sent all the same when the connection is back. */
  deliver(send: () => void, late: () => void, lapse: () => void): void {
    let sent = false;
    this.whenConnected(
      () => {
        sent = true;
        send();
      },
      lapse,
      KEEP_END_FOR,
    );
    if (!sent) this.whenConnected(() => {}, late);
  }

  /** Runs `send` now, or as soon as there is a connection; `lapse` when there was none in time. Returns a cancel. */
  whenConnected(send: () => void, lapse: () => void, keepFor = KEEP_FOR): () => void {
    if (this.connected()) {
      send();
      return () => {};
    }
    const cancel = () => {
      clearTimeout(timer);
      this.waiting.delete(run);
      this.cancels.delete(cancel);
    };
    const run = () => {
      cancel();
      send();
    };
    const timer = setTimeout(() => {
      cancel();
      lapse();
    }, keepFor);
    this.waiting.add(run);
    this.cancels.add(cancel);
    return cancel;
  }

  clear(): void {
    for (const cancel of [...this.cancels]) cancel();
  }

  /** The connection is there. */
  flush(): void {
    for (const run of [...this.waiting]) run();
  }
}
