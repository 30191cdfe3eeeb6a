/** Topping up: payments at a checkout page, and vouchers. */
import * as v from 'valibot';
import type { Clock } from '../clock';
import type { Accounts, PortalAccount } from './accounts';
import type { Api } from './api';
import type { Limits } from './limits';
import { hundredths, money } from './money';
import { notFound, Problem } from './problem';
import { hashOf, randomId } from './secrets';
import { number, text, type Row, type Store } from './store';

const MINUTE = 60_000;
const CHECKOUT_TIME = 30 * MINUTE;
const RETURN_URL = /^(sidetone:|https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/;

export const NewPayment = v.object({
  method: v.pipe(v.string(), v.nonEmpty('This is needed.')),
  amount: v.pipe(
    v.number('This is not an amount.'),
    v.gtValue(0, 'More than nothing, please.'),
    v.maxValue(100_000, 'That is too much.'),
  ),
  currency: v.pipe(v.string(), v.regex(/^[A-Za-z]{3}$/, 'This is not a currency.')),
  returnUrl: v.optional(v.pipe(v.string(), v.regex(RETURN_URL, 'One cannot come back there.'))),
});
export const Voucher = v.object({
  code: v.pipe(v.string(), v.nonEmpty('This is needed.'), v.maxLength(64, 'This is too long.')),
});

export type Outcome = 'paid' | 'failed' | 'cancelled';

/** What the checkout page shows. */
export interface Checkout {
  payment: Api['Payment'];
  /** Where the browser goes afterwards. */
  back: string | null;
}

const USUAL_VOUCHERS = [
  { code: 'TALK-MORE-10', amount: 1000, until: null },
  { code: 'TALK-MORE-25', amount: 2500, until: null },
  { code: 'LAST-SUMMER', amount: 500, until: 1 },
];

export class Payments {
  constructor(
    private readonly parts: { store: Store; accounts: Accounts; limits: Limits; clock: Clock },
    private readonly rules: {
      methods(): Api['PaymentMethods'];
      currency(): string;
      checkoutUrl(id: string): string;
    },
  ) {
    if (parts.store.count('vouchers') > 0) return;
    for (const { code, amount, until } of USUAL_VOUCHERS) this.addVoucher(code, amount, until);
  }

  addVoucher(code: string, amount: number, until: number | null = null): void {
    this.parts.store.run('INSERT INTO vouchers VALUES (?, ?, ?, NULL)', [voucherHash(code), amount, until]);
  }

  begin({ user }: PortalAccount, wanted: v.InferOutput<typeof NewPayment>): Api['Payment'] {
    const { store, limits, clock } = this.parts;
    const method = Object.entries(this.rules.methods()).find(([name]) => name === wanted.method)?.[1];
    if (!method) throw new Problem('method-unknown', 422, 'No such method', 'One cannot pay in this way here.');
    const currency = wanted.currency.toUpperCase();
    if (!method.currencies.some((taken) => taken.toUpperCase() === currency)) {
      const detail = `${method.label} takes ${method.currencies.join(', ').toUpperCase()} only.`;
      throw new Problem('currency-not-taken', 422, 'Another currency, please', detail);
    }
    if (wanted.amount < method.min_payment) {
      const detail = `With ${method.label}, the least is ${method.min_payment.toFixed(2)} ${currency}.`;
      throw new Problem('amount-too-small', 422, 'Amount too small', detail);
    }
    limits.check(`pay ${user}`, 10, 10 * MINUTE);
    limits.note(`pay ${user}`);
    const id = randomId();
    store.run("INSERT INTO payments VALUES (?, ?, ?, ?, ?, 'pending', NULL, ?, ?)", [
      id,
      user,
      wanted.method,
      hundredths(wanted.amount),
      currency,
      wanted.returnUrl ?? null,
      clock.now() + CHECKOUT_TIME,
    ]);
    return this.payment(this.row(id));
  }

  find(id: string, { user }: PortalAccount): Api['Payment'] {
    const row = this.row(id);
    if (text(row, 'user') !== user) throw notFound('payment');
    return this.payment(row);
  }

  checkout(id: string): Checkout {
    const row = this.row(id);
    const returnUrl = text(row, 'return_url');
    return { payment: this.payment(row), back: returnUrl && withPayment(returnUrl, id) };
  }

  /** What the provider says. Only a pending payment changes, and the money comes once. */
  settle(id: string, outcome: Outcome): void {
    const { store, accounts } = this.parts;
    const row = this.row(id);
    if (this.payment(row).status !== 'pending') return;
    store.together(() => {
      const reason = outcome === 'failed' ? 'The card was refused.' : null;
      store.run('UPDATE payments SET status = ?, reason = ? WHERE id = ?', [outcome, reason, id]);
      if (outcome === 'paid') accounts.changeBalance(text(row, 'user'), number(row, 'amount'));
    });
  }

  redeem({ user }: PortalAccount, code: string): Api['Redeemed'] {
    const { store, accounts, limits, clock } = this.parts;
    limits.check(`voucher ${user}`, 5, 10 * MINUTE);
    const hash = voucherHash(code);
    const row = store.get('SELECT * FROM vouchers WHERE hash = ?', [hash]);
    if (!row) {
      limits.note(`voucher ${user}`);
      throw new Problem('voucher-unknown', 404, 'No such voucher', 'There is no voucher with this code.');
    }
    if (row['user'] !== null)
      throw new Problem('voucher-used', 409, 'Voucher used', 'This voucher has been used already.');
    if (row['until'] !== null && number(row, 'until') <= clock.now())
      throw new Problem('voucher-expired', 410, 'Voucher expired', 'This voucher is no longer valid.');
    store.together(() => {
      store.run('UPDATE vouchers SET user = ? WHERE hash = ?', [user, hash]);
      accounts.changeBalance(user, number(row, 'amount'));
    });
    const balance = money(accounts.find(user)?.balance ?? 0);
    return { amount: money(number(row, 'amount')), currency: this.rules.currency(), balance };
  }

  private row(id: string): Row {
    const row = this.parts.store.get('SELECT * FROM payments WHERE id = ?', [id]);
    if (!row) throw notFound('payment');
    return row;
  }

  private payment(row: Row): Api['Payment'] {
    const [id, reason, until] = [text(row, 'id'), text(row, 'reason'), number(row, 'until')];
    const status = text(row, 'status') as Api['Payment']['status'];
    return {
      id,
      status: status === 'pending' && until <= this.parts.clock.now() ? 'expired' : status,
      method: text(row, 'method'),
      amount: money(number(row, 'amount')),
      currency: text(row, 'currency'),
      checkoutUrl: this.rules.checkoutUrl(id),
      expiresAt: new Date(until).toISOString(),
      ...(reason && { reason }),
    };
  }
}

function withPayment(returnUrl: string, id: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment', id);
  return url.href;
}

/** Letter case and separators do not matter. */
function voucherHash(code: string): string {
  return hashOf(code.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''));
}
