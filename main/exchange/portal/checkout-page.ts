/** The provider's page, which the phone opens in the browser and never sees: pays, refuses or cancels as one clicks. */
import type { Checkout } from './payments';
import { escapeHtml } from './pages';

const WORDS = {
  pending: 'This is a practice payment: no money moves.',
  paid: 'Paid. You can go back to your phone.',
  failed: 'The card was refused. No money was taken.',
  cancelled: 'Cancelled. No money was taken.',
  expired: 'This payment is too old. Please begin again in your phone.',
} as const;

export function checkoutPage({ payment, back }: Checkout): string {
  const { amount, currency, status } = payment;
  const buttons =
    '<form method="post"><button name="outcome" value="paid">Pay</button> ' +
    '<button name="outcome" value="failed">Use a card that is refused</button> ' +
    '<button name="outcome" value="cancelled">Cancel</button></form>';
  const link = back === null || back === '' ? '' : `<p><a href="${escapeHtml(back)}">Back to the phone</a></p>`;
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title>' +
    '<style>body{font:16px/1.5 sans-serif;max-width:28rem;margin:4rem auto;padding:0 1rem}button{font:inherit}</style>' +
    `<h1>${amount.toFixed(2)} ${escapeHtml(currency)}</h1><p role="status">${WORDS[status]}</p>` +
    `${status === 'pending' ? buttons : link}</html>`
  );
}
