import type { Headers, HeaderList } from './headers';
import type { Link } from './link';
import { statusText, type SipResponse } from './message';
import { isSuccess, type ClientTransaction, type Transactions } from './transactions';

export interface ForkTarget {
  link: Link;
  /** Request-URI: the Contact as the phone wrote it. */
  uri: string;
}

/** What comes of a fork. Responses have the exchange's own Via removed. */
export interface ForkSink {
  provisional(response: SipResponse, target: ForkTarget): void;
  /** May come more than once, when two phones are answered at the same moment. */
  success(response: SipResponse, target: ForkTarget): void;
  /** All have failed; `response` is null when none of them said anything. */
  failure(status: number, response: SipResponse | null): void;
}

const ELSEWHERE: HeaderList = [['Reason', 'SIP;cause=200;text="Call completed elsewhere"']];

/** One request to several phones at once; the first that answers has the call (RFC 3261, section 16.7). */
export class Fork {
  private readonly branches = new Map<ClientTransaction, ForkTarget>();
  private readonly failures: { status: number; response: SipResponse | null }[] = [];
  private waiting = 0;
  private done = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly sink: ForkSink,
  ) {}

  start(targets: readonly ForkTarget[], request: { method: string; headers: Headers; body: string }): void {
    this.waiting = targets.length;
    if (targets.length === 0) this.sink.failure(480, null);
    for (const target of targets) this.send(target, request);
  }

  /** Ends all that still ring. */
  cancel(headers: HeaderList): void {
    for (const transaction of this.branches.keys()) transaction.cancel(headers);
  }

  private send(target: ForkTarget, request: { method: string; headers: Headers; body: string }): void {
    const headers = request.headers.clone();
    const transaction: { current: ClientTransaction | null } = { current: null };
    const over = () => {
      if (transaction.current) this.branches.delete(transaction.current);
    };
    transaction.current = this.transactions.send(
      target.link,
      { ...request, headers, uri: target.uri },
      (response) => {
        const own = { ...response, headers: response.headers.clone().removeFirst('Via') };
        if (own.status < 200) {
          if (own.status > 100 && !this.done) this.sink.provisional(own, target);
          return;
        }
        over();
        if (isSuccess(own.status)) this.succeed(own, target);
        else this.fail(own.status, own);
      },
      (status) => {
        over();
        // A phone whose connection is gone is not there: 430 is between edge proxies (RFC 5626), not for callers.
        this.fail(status === 430 ? 480 : status, null);
      },
    );
    this.branches.set(transaction.current, target);
  }

  private succeed(response: SipResponse, target: ForkTarget): void {
    this.waiting -= 1;
    this.done = true;
    this.cancel(ELSEWHERE);
    this.sink.success(response, target);
  }

  private fail(status: number, response: SipResponse | null): void {
    this.waiting -= 1;
    this.failures.push({ status, response });
    if (this.done) return;
    // 6xx speaks for all of the user's phones (RFC 3261, section 16.7).
    if (status >= 600) this.cancel([['Reason', `SIP;cause=${status}`]]);
    if (this.waiting > 0) return;
    this.done = true;
    const best = [...this.failures].sort((a, b) => rank(a.status) - rank(b.status))[0];
    if (best) this.sink.failure(best.status, best.response);
  }
}

/** Which failure tells the caller most: a decision of the callee, then "busy", then the rest, the phone that is off last. */
function rank(status: number): number {
  if (status >= 600) return 0;
  if (status === 486) return 1;
  if (status >= 500) return 4;
  return status === 408 || status === 480 || status === 487 ? 3 : 2;
}

export function forwardText(response: SipResponse): string {
  return statusText(response.status, response.reason, response.headers, response.body);
}
