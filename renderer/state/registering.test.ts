import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PortalError, type PortalFailure, type PortalPort } from '../operator/model';
import { fakeBrand, fakeOperator } from './fakes/fake-operator';
import type { OperatorView } from './operator';
import { Registering } from './registering.svelte';

const problem = (
  type: string,
  status: number,
  detail: string,
  more: Partial<Extract<PortalFailure, { kind: 'problem' }>> = {},
): PortalError => new PortalError({ kind: 'problem', type, status, detail, retryAfter: null, problem: {}, ...more });

describe('registering', () => {
  let now: number;
  const register = vi.fn<PortalPort['register']>();
  const validate = vi.fn<PortalPort['validate']>();
  const enter = vi.fn<OperatorView['enter']>();
  let registering: Registering;

  beforeEach(() => {
    vi.resetAllMocks();
    now = 0;
    register.mockResolvedValue({ id: 'one', codeLength: 6, expiresIn: 600, resendIn: 30 });
    const base = fakeOperator({
      phase: 'found',
      provisioned: null,
      brand: { ...fakeBrand, registerSuccessHtml: '<p>Hi</p>' },
    });
    const operator = { ...base, portal: { ...base.portal, register, validate }, enter };
    registering = new Registering({ operator, domain: () => 'northwind.example', now: () => now });
    registering.email = ' lena@example.org ';
    registering.displayName = 'Lena';
  });

  it('e-mail, code, welcome, phone', async () => {
    await registering.ask();
    expect(register).toHaveBeenCalledWith('lena@example.org', 'Lena');
    expect(registering.step).toBe('code');
    registering.code = '402 913';
    registering.password = 'correct horse';
    validate.mockResolvedValue({ successHtml: '<p>Welcome</p>', credit: { amount: 5, currency: 'EUR' } });
    await registering.validate();
    expect(validate).toHaveBeenCalledWith('one', '402913', 'correct horse');
    expect(registering.done).toEqual({ html: '<p>Welcome</p>', credit: { amount: 5, currency: 'EUR' } });
    expect([registering.code, registering.password]).toEqual(['', '']);
    enter.mockRejectedValueOnce(new PortalError({ kind: 'offline' }));
    expect(await registering.enter()).toBe(false);
    expect(registering.entering.problem).toMatch(/no network/u);
    enter.mockResolvedValueOnce();
    expect(await registering.enter()).toBe(true);
    expect(enter).toHaveBeenLastCalledWith('lena@example.org');
  });

  it.each(['', 'lena', 'lena@', 'lena@example', 'a b@example.org'])('sends nothing to “%s”', async (email) => {
    registering.email = email;
    await registering.ask();
    expect(register).not.toHaveBeenCalled();
    expect(registering.asking.errors.email).toBeTruthy();
  });

  it('blames the field that the portal names', async () => {
    register.mockRejectedValue(
      problem('invalid', 422, 'E-mail: no.', { problem: { errors: [{ field: 'email', detail: 'No.' }] } }),
    );
    await registering.ask();
    expect(registering.asking.errors).toEqual({ email: 'No.' });
    expect(registering.asking.problem).toBe('');
  });

  it('too often: in the words of the portal, and not again before', async () => {
    register.mockRejectedValueOnce(problem('too-many-requests', 429, 'Please wait 10 minutes.', { retryAfter: 600 }));
    await registering.ask();
    expect(registering.step).toBe('email');
    expect(registering.asking.problem).toBe('Please wait 10 minutes.');
    await registering.ask();
    expect(register).toHaveBeenCalledOnce();
  });

  describe('with a code on its way', () => {
    beforeEach(() => registering.ask());

    it('wrong and used ones are told, and the form stays', async () => {
      for (const [type, detail] of [
        ['wrong-code', 'Not this one. 4 tries are left.'],
        ['code-expired', 'Too old.'],
        ['code-used', 'Used already.'],
      ] as const) {
        registering.code = '000000';
        validate.mockRejectedValueOnce(problem(type, 401, detail, { problem: { triesLeft: 4 } }));
        await registering.validate();
        expect(registering.step).toBe('code');
        expect(registering.validating.errors.code).toContain(detail);
      }
    });

    it('a short password is not sent, none is', async () => {
      registering.code = '402913';
      registering.password = 'short';
      await registering.validate();
      expect(validate).not.toHaveBeenCalled();
      expect(registering.validating.errors.password).toBeTruthy();
      registering.password = '';
      validate.mockResolvedValue({ successHtml: '' });
      await registering.validate();
      expect(validate).toHaveBeenCalledWith('one', '402913', undefined);
      expect(registering.done).toEqual({ html: '<p>Hi</p>', credit: null });
    });

    it('expires, and another one takes its place', async () => {
      now = 599_999;
      expect(registering.expired).toBe(false);
      now = 600_000;
      expect(registering.expired).toBe(true);
      register.mockResolvedValue({ id: 'two', codeLength: 6, expiresIn: 600, resendIn: 30 });
      await registering.resend();
      expect(registering.expired).toBe(false);
      expect(registering.resent).toBe(true);
      registering.code = '111111';
      validate.mockResolvedValue({ successHtml: '' });
      await registering.validate();
      expect(validate).toHaveBeenCalledWith('two', '111111', undefined);
    });

    it('another one is not asked for before the portal wants it', async () => {
      now = 29_999;
      expect(registering.resendWaits).toBe(1);
      await registering.resend();
      expect(register).toHaveBeenCalledOnce();
    });

    it('stays good while another address is tried', async () => {
      registering.sendElsewhere(true);
      expect(registering.step).toBe('email');
      register.mockRejectedValueOnce(problem('too-many-requests', 429, 'Wait.', { retryAfter: 20 }));
      await registering.ask();
      expect(registering.step).toBe('email');
      registering.sendElsewhere(false);
      expect(registering.step).toBe('code');
      expect(registering.asking.problem).toBe('');
      expect(registering.asking.waits).toBe(20_000);
    });

    it('begins anew with another address', () => {
      registering.code = '402913';
      registering.begin();
      expect(registering.step).toBe('email');
      expect(registering.code).toBe('');
    });
  });
});
