import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PortalError } from '../operator/model';
import { noPortal } from '../operator/no-portal';
import { fakeOperator } from './fakes/fake-operator';
import { Payments, type Payment } from './payment.svelte';
import { Toasts } from './toasts.svelte';

const payment = (status: Payment['status'], more: Partial<Payment> = {}): Payment => ({
  id: 'p1',
  status,
  method: 'stripe',
  amount: 20,
  currency: 'EUR',
  checkoutUrl: 'https://pay.example/p1',
  expiresAt: new Date(Date.now() + 30 * 60_000).toISOString(),
  ...more,
});
const refusal = (status: number, detail: string): PortalError =>
  new PortalError({ kind: 'problem', status, type: '', detail, retryAfter: null, problem: {} });

function begin(opens = true) {
  let came: (id: string) => void = () => {};
  const portal = {
    ...noPortal,
    pay: vi.fn(() => Promise.resolve(payment('pending'))),
    payment: vi.fn((_id: string) => Promise.resolve(payment('pending'))),
    redeem: vi.fn(() => Promise.resolve({ amount: 10, currency: 'EUR', balance: 22.5 })),
  };
  const refreshBalance = vi.fn(() => Promise.resolve());
  const open = vi.fn(() => Promise.resolve(opens));
  const toasts = new Toasts();
  const payments = new Payments({
    operator: fakeOperator({ portal, refreshBalance }),
    links: {
      open,
      paymentReturn: 'sidetone://payment',
      onPayment: (listener) => {
        came = listener;
        return () => {};
      },
    },
    toasts,
  });
  payments.show();
  return { payments, portal, open, refreshBalance, toasts, back: (id: string) => came(id) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a payment', () => {
  it('goes to the provider’s page in the browser, and is asked for until it is over', async () => {
    const { payments, portal, open, refreshBalance } = begin();
    await payments.pay('stripe', 20, 'EUR');
    expect(portal.pay).toHaveBeenCalledWith('stripe', 20, 'EUR', 'sidetone://payment');
    expect(open).toHaveBeenCalledWith('https://pay.example/p1');
    expect(payments.pending?.id).toBe('p1');

    await vi.advanceTimersByTimeAsync(9_000);
    expect(portal.payment).toHaveBeenCalledTimes(2);
    expect(refreshBalance).not.toHaveBeenCalled();
    portal.payment.mockResolvedValue(payment('paid'));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(payments.step).toEqual({ kind: 'over', payment: expect.objectContaining({ status: 'paid' }) as Payment });
    expect(refreshBalance).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(portal.payment).toHaveBeenCalledTimes(3);
  });

  it('is asked for at once when the browser comes back', async () => {
    const { payments, portal, back } = begin();
    await payments.pay('stripe', 20, 'EUR');
    payments.hide();
    portal.payment.mockResolvedValue(payment('failed', { reason: 'The card was refused.' }));
    back('p1');
    await vi.advanceTimersByTimeAsync(0);
    expect(payments.shown).toBe(true);
    expect(payments.step).toMatchObject({ kind: 'over', payment: { reason: 'The card was refused.' } });
  });

  it('that was begun before this start is shown too; one that the portal does not know is not', async () => {
    const { payments, portal, back } = begin();
    payments.hide();
    portal.payment.mockRejectedValueOnce(refusal(404, 'There is no such payment.'));
    back('made-up');
    await vi.advanceTimersByTimeAsync(0);
    expect([payments.shown, payments.step.kind]).toEqual([false, 'choosing']);
    portal.payment.mockResolvedValueOnce(payment('paid', { id: 'old' }));
    back('old');
    await vi.advanceTimersByTimeAsync(0);
    expect([payments.shown, payments.step.kind]).toEqual([true, 'over']);
  });

  it('is told by a toast when nobody looks', async () => {
    const { payments, portal, toasts } = begin();
    await payments.pay('stripe', 20, 'EUR');
    payments.hide();
    portal.payment.mockResolvedValue(payment('paid'));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(toasts.shown?.text).toContain('€20.00');
    expect(payments.step.kind).toBe('choosing');
  });

  it('shows what the portal refused, and can be tried again', async () => {
    const { payments, portal } = begin();
    portal.pay.mockRejectedValueOnce(refusal(422, 'With Card, the least is 10.00 EUR.'));
    await payments.pay('stripe', 1, 'EUR');
    expect(payments.step.kind).toBe('choosing');
    expect(payments.problem).toBeInstanceOf(PortalError);
    await payments.pay('stripe', 20, 'EUR');
    expect([payments.step.kind, payments.problem]).toEqual(['open', null]);
  });

  it('says when the browser could not be opened, and stays open while the portal is away', async () => {
    const { payments, portal } = begin(false);
    await payments.pay('stripe', 20, 'EUR');
    expect(payments.notOpened).toBe(true);
    portal.payment.mockRejectedValueOnce(new PortalError({ kind: 'offline' }));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(payments.problem).toBeInstanceOf(PortalError);
    expect(payments.pending?.id).toBe('p1');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(payments.problem).toBeNull();
  });

  it('is asked for less often later, and no more when it has long expired', async () => {
    const { payments, portal } = begin();
    const expiresAt = new Date(Date.now() + 30 * 60_000).toISOString();
    portal.payment.mockResolvedValue(payment('pending', { expiresAt }));
    await payments.pay('stripe', 20, 'EUR');
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    const early = portal.payment.mock.calls.length;
    expect(early).toBeGreaterThan(50);
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(portal.payment.mock.calls.length - early).toBeLessThanOrEqual(11);
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    const last = portal.payment.mock.calls.length;
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(portal.payment.mock.calls.length).toBe(last);
  });

  it('that was given up for another way is no longer followed', async () => {
    const { payments, portal } = begin();
    await payments.pay('stripe', 20, 'EUR');
    payments.again();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(portal.payment).not.toHaveBeenCalled();
  });
});

describe('a voucher', () => {
  it('adds to the balance', async () => {
    const { payments, refreshBalance } = begin();
    await payments.redeem('TALK-MORE-10');
    expect(payments.redeemed?.balance).toBe(22.5);
    expect(refreshBalance).toHaveBeenCalled();
  });

  it('says why it does not', async () => {
    const { payments, portal } = begin();
    portal.redeem.mockRejectedValueOnce(refusal(409, 'This voucher has been used already.'));
    await payments.redeem('TALK');
    expect([payments.redeemed, payments.redeeming]).toEqual([null, false]);
    expect(payments.voucherProblem).toBeInstanceOf(PortalError);
  });
});
