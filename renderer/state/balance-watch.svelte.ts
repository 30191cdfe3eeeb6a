import { waitOf } from '../operator/failure';
import { PortalError, type Balance, type PortalPort } from '../operator/model';
import type { ClockPort } from '../phone/ports';
import { balanceEvery as every } from './portal-times';

/** ms */
const afterCall = 5_000;

/** The balance as it was last told: asked for every 300 s, and 5 s after a call. */
export class BalanceWatch {
  #balance = $state.raw<Balance | null>(null);
  #stop: (() => void) | null = null;
  #watching = false;

  constructor(
    private readonly portal: Pick<PortalPort, 'balance'>,
    private readonly clock: Pick<ClockPort, 'after'>,
  ) {}

  get current(): Balance | null {
    return this.#balance;
  }

  /** What the configuration says, until the portal is asked. */
  told(balance: Balance): void {
    this.#balance ??= balance;
  }

  start(): void {
    if (this.#watching) return;
    this.#watching = true;
    this.refresh().catch(() => {});
  }

  stop(): void {
    this.#watching = false;
    this.#stop?.();
    this.#stop = null;
    this.#balance = null;
  }

  callEnded(): void {
    if (this.#watching) this.#askIn(afterCall);
  }

  /** Asks now. Rejects with PortalError; the one that was told stays. */
  async refresh(): Promise<void> {
    this.#askIn(every);
    try {
      const balance = await this.portal.balance();
      if (this.#watching) this.#balance = balance;
    } catch (error) {
      if (error instanceof PortalError) this.#askIn(Math.max(every, waitOf(error.failure)));
      throw error;
    }
  }

  #askIn(ms: number): void {
    this.#stop?.();
    this.#stop = this.#watching
      ? this.clock.after(ms, () => {
          this.refresh().catch(() => {});
        })
      : null;
  }
}
