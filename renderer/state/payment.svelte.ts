import type { Host } from '../host/host';
import { t } from '../locales/messages';
import type { Api } from '../operator/api';
import { PortalError } from '../operator/model';
import { money } from './money';
import type { OperatorView } from './operator';
import type { Toasts } from './toasts.svelte';

export type Payment = Api['Payment'];

/**
 * `choosing`: method and amount are asked for. `beginning`: the portal is asked for a checkout. `open`: the checkout is
 * in the system's browser, and nobody knows yet. `over`: paid, failed, cancelled or expired.
 */
export type PaymentStep =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'beginning' }
  | { readonly kind: 'open'; readonly payment: Payment }
  | { readonly kind: 'over'; readonly payment: Payment };

export interface PaymentNeeds {
  operator: OperatorView;
  links: Pick<Host['links'], 'open' | 'paymentReturn' | 'onPayment'>;
  toasts: Toasts;
  now?: (() => number) | undefined;
}

/** How often the portal is asked about an open payment: at first often, for the user looks; in ms. */
const soon = 4_000;
const later = 30_000;
/** From then on it is asked less often, in ms after its begin. */
const hurry = 5 * 60_000;

/** Topping up: by the provider's page in the system's browser, where no card number is seen here; and by vouchers. */
export class Payments {
  #step = $state.raw<PaymentStep>({ kind: 'choosing' });
  #shown = $state(false);
  #redeeming = $state(false);
  #redeemed = $state.raw<Api['Redeemed'] | null>(null);
  /** What was thrown last, for the screens to say; null: nothing. */
  problem = $state.raw<unknown>(null);
  voucherProblem = $state.raw<unknown>(null);
  /** The system's browser could not be opened. */
  notOpened = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #begun = 0;
  readonly #now: () => number;

  constructor(private readonly needs: PaymentNeeds) {
    this.#now = needs.now ?? Date.now;
    needs.links.onPayment((id) => {
      void this.#returned(id);
    });
  }

  get step(): PaymentStep {
    return this.#step;
  }
  /** The sheet is to be seen. */
  get shown(): boolean {
    return this.#shown;
  }
  /** A checkout that is open, whether the sheet shows it or not. */
  get pending(): Payment | null {
    return this.#step.kind === 'open' ? this.#step.payment : null;
  }
  get redeeming(): boolean {
    return this.#redeeming;
  }
  get redeemed(): Api['Redeemed'] | null {
    return this.#redeemed;
  }

  show(): void {
    this.#shown = true;
  }

  /** An open payment goes on being asked for; what is over is put away. */
  hide(): void {
    this.#shown = false;
    this.#redeemed = null;
    this.voucherProblem = null;
    if (this.#step.kind === 'over') this.again();
  }

  /** Back to the choice; an open checkout is no longer followed. */
  again(): void {
    clearTimeout(this.#timer);
    this.#step = { kind: 'choosing' };
    this.problem = null;
  }

  /** Begins a payment and opens the provider's page. `amount` in units of `currency`. */
  async pay(method: string, amount: number, currency: string): Promise<void> {
    if (this.#step.kind === 'beginning') return;
    const { operator, links } = this.needs;
    this.problem = null;
    this.#step = { kind: 'beginning' };
    try {
      const payment = await operator.portal.pay(method, amount, currency, links.paymentReturn);
      this.#begun = this.#now();
      this.#take(payment);
      await this.open();
    } catch (error) {
      this.#step = { kind: 'choosing' };
      this.problem = error;
    }
  }

  /** Opens the provider's page, again. */
  async open(): Promise<void> {
    const payment = this.pending;
    if (payment) this.notOpened = !(await this.needs.links.open(payment.checkoutUrl));
  }

  /** Asks now what has become of the open payment. */
  async check(): Promise<void> {
    const payment = this.pending;
    if (!payment) return;
    clearTimeout(this.#timer);
    try {
      const answer = await this.needs.operator.portal.payment(payment.id);
      if (this.pending?.id !== payment.id) return;
      this.problem = null;
      this.#take(answer);
    } catch (error) {
      if (this.pending?.id !== payment.id) return;
      this.problem = error;
      // The portal does not know it any more: there is nothing to wait for.
      if (error instanceof PortalError && error.failure.kind === 'problem' && error.failure.status === 404)
        this.#step = { kind: 'choosing' };
      else this.#askLater(payment);
    }
  }

  async redeem(code: string): Promise<void> {
    if (this.#redeeming) return;
    this.voucherProblem = null;
    this.#redeemed = null;
    this.#redeeming = true;
    try {
      this.#redeemed = await this.needs.operator.portal.redeem(code);
      this.#askBalance();
    } catch (error) {
      this.voucherProblem = error;
    } finally {
      this.#redeeming = false;
    }
  }

  /** The browser came back: of the open payment, or of one that was begun before this program started. */
  async #returned(id: string): Promise<void> {
    if (this.needs.operator.phase !== 'signed-in') return;
    if (this.pending?.id === id) {
      this.#shown = true;
      await this.check();
      return;
    }
    try {
      const payment = await this.needs.operator.portal.payment(id);
      this.#begun = this.#now();
      this.#shown = true;
      this.#take(payment);
    } catch {
      // Not ours, or not to be had: a link may come from anywhere.
    }
  }

  #take(payment: Payment): void {
    if (payment.status === 'pending') {
      this.#step = { kind: 'open', payment };
      this.#askLater(payment);
      return;
    }
    clearTimeout(this.#timer);
    this.#step = { kind: 'over', payment };
    this.notOpened = false;
    if (payment.status === 'paid') this.#askBalance();
    if (!this.#shown) this.#tell(payment);
  }

  /** Nobody looks at the sheet. */
  #tell({ status, amount, currency }: Payment): void {
    this.again();
    const values = { amount: money(amount, currency) };
    if (status === 'paid') this.needs.toasts.show({ text: t('payment.told.paid', values), tone: 'plain' });
    else if (status !== 'expired') this.needs.toasts.show({ text: t('payment.told.failed', values), tone: 'end' });
  }

  #askLater({ expiresAt }: Payment): void {
    clearTimeout(this.#timer);
    // Some time longer than it may take: the provider may tell the portal late.
    if (this.#now() > Date.parse(expiresAt) + hurry) return;
    this.#timer = setTimeout(
      () => {
        void this.check();
      },
      this.#now() - this.#begun < hurry ? soon : later,
    );
  }

  #askBalance(): void {
    // It will be asked for again anyway: its screens say when it was.
    this.needs.operator.refreshBalance().catch(() => {});
  }
}
