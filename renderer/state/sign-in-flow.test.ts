import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invitation } from '../../preload/invitation';
import { PortalError, type PortalFailure } from '../operator/model';
import { fakeBrand, noOperator } from './fakes/fake-operator';
import type { OperatorView } from './operator';
import { SignInFlow } from './sign-in-flow.svelte';
import { SignInForm } from './sign-in-form.svelte';

const problem = (
  type: string,
  status: number,
  detail: string,
  more: Partial<Extract<PortalFailure, { kind: 'problem' }>> = {},
): PortalError => new PortalError({ kind: 'problem', type, status, detail, retryAfter: null, problem: {}, ...more });
const link = (domain: string, user = ''): Invitation => ({ domain, user, from: 'link' });

describe('signing in at an operator', () => {
  let now: number;
  const choose = vi.fn<OperatorView['choose']>();
  const leave = vi.fn<OperatorView['leave']>();
  const signIn = vi.fn<OperatorView['signIn']>();
  let operator: { -readonly [Key in keyof OperatorView]: OperatorView[Key] };
  let flow: SignInFlow;
  let form: SignInForm;
  let correcting: boolean;

  beforeEach(() => {
    vi.resetAllMocks();
    now = 1_000_000;
    correcting = false;
    choose.mockImplementation((domain) => {
      Object.assign(operator, { phase: 'found', domain, brand: fakeBrand });
      return Promise.resolve();
    });
    leave.mockImplementation(() => {
      Object.assign(operator, { phase: 'none', domain: '', brand: null });
      return Promise.resolve();
    });
    operator = { ...noOperator, choose, leave, signIn };
    form = new SignInForm();
    flow = new SignInFlow({ operator, own: () => correcting, ownForm: form, now: () => now });
  });

  const find = async (): Promise<void> => {
    flow.address = 'northwind.example';
    await flow.look();
  };
  const typePassword = (): void => {
    flow.user = ' lena ';
    flow.password = 'secret';
  };

  it('asks for the address, then for user and password', async () => {
    expect(flow.step).toBe('address');
    await find();
    expect(choose).toHaveBeenCalledWith('northwind.example');
    expect(flow.step).toBe('credentials');
    typePassword();
    signIn.mockResolvedValue('signed-in');
    await flow.signIn();
    expect(signIn).toHaveBeenCalledWith('lena', 'secret');
    expect(flow.password).toBe('');
  });

  it('goes to the own system where an account of one is to be corrected', () => {
    correcting = true;
    expect(flow.step).toBe('own');
  });

  it.each([
    ['sidetone://provision?domain=Northwind.example&user=lena', 'northwind.example', 'lena'],
    ['{"domain":"northwind.example:8443","user":"lena"}', 'northwind.example:8443', 'lena'],
    ['https://northwind.example/login?x=1', 'northwind.example', ''],
    [' Northwind.example ', 'northwind.example', ''],
  ])('takes %s for an address', async (typed, domain, user) => {
    flow.address = typed;
    await flow.look();
    expect(choose).toHaveBeenCalledWith(domain);
    expect(flow.user).toBe(user);
  });

  it.each(['', '   ', 'no address', 'javascript:alert(1)', 'sidetone://provision?user=lena', '{"a":1}', 'a@b.example'])(
    'asks nobody for “%s”',
    async (typed) => {
      flow.address = typed;
      await flow.look();
      expect(choose).not.toHaveBeenCalled();
      expect(flow.looking.errors.address).toBeTruthy();
      flow.looking.corrected('address');
      expect(flow.looking.errors.address).toBeUndefined();
    },
  );

  it('checks the connection to whatever was typed', async () => {
    expect(flow.checkTarget).toEqual({ origin: '', account: null });
    flow.address = 'https://northwind.example/login';
    expect(flow.checkTarget.origin).toBe('https://northwind.example');
    await find();
    expect(flow.checkTarget.origin).toBe('https://northwind.example');
    correcting = true;
    expect(flow.checkTarget).toEqual({ origin: '', account: null });
    form.values.server = 'wss://pbx.test/ws';
    expect(flow.checkTarget).toMatchObject({ origin: '', account: { servers: ['wss://pbx.test/ws'] } });
  });

  it('says why there is no operator', async () => {
    choose.mockRejectedValue(new PortalError({ kind: 'certificate', problem: 'expired' }));
    await find();
    expect(flow.step).toBe('address');
    expect(flow.looking.problem).toMatch(/northwind\.example has expired/u);
  });

  it('opens a file of the provider, and only such a one', async () => {
    const file = (text: string, size = text.length) => ({ size, text: () => Promise.resolve(text) });
    await flow.open(file('not an invitation at all'));
    expect(flow.looking.errors.address).toMatch(/this file/u);
    await flow.open(file('{"domain":"northwind.example"}', 10_000_000));
    expect(choose).not.toHaveBeenCalled();
    await flow.open(file('{"domain":"northwind.example","user":"lena"}'));
    expect(flow.step).toBe('credentials');
    expect(flow.user).toBe('lena');
  });

  it('gives up, and the next address waits until the first is forgotten', async () => {
    let found: () => void = () => {};
    const order: string[] = [];
    choose.mockImplementation((domain) => {
      order.push(`choose ${domain}`);
      if (domain === 'slow.example') return new Promise((resolve) => (found = resolve));
      Object.assign(operator, { phase: 'found', domain });
      return Promise.resolve();
    });
    leave.mockImplementation(() => {
      order.push('leave');
      return Promise.resolve();
    });
    flow.address = 'slow.example';
    const first = flow.look();
    await vi.waitFor(() => {
      expect(choose).toHaveBeenCalledOnce();
    });
    flow.cancel();
    expect(flow.looking.busy).toBe(false);
    await find();
    expect(order).toEqual(['choose slow.example', 'leave', 'choose northwind.example']);
    found();
    await first;
    expect(operator.domain).toBe('northwind.example');
    expect(flow.step).toBe('credentials');
  });

  describe('invited', () => {
    it('by a link: fills the form in and asks nobody', () => {
      flow.invite(link('other.example', 'lena'));
      expect(flow.step).toBe('address');
      expect([flow.address, flow.user]).toEqual(['other.example', 'lena']);
      expect(choose).not.toHaveBeenCalled();
      flow.decline();
      expect(flow.address).toBe('');
    });

    it('by an administrator: goes there', async () => {
      flow.invite({ ...link('northwind.example'), from: 'command-line' });
      await vi.waitFor(() => {
        expect(flow.step).toBe('credentials');
      });
    });

    it('to the operator that is there: only the user is new', async () => {
      await find();
      flow.invite(link('northwind.example', 'lena'));
      expect(flow.step).toBe('credentials');
      expect(flow.user).toBe('lena');
    });

    it('to another one than the administrator allows: nothing changes', async () => {
      await find();
      operator.fixedDomain = true;
      flow.invite(link('other.example', 'eve'));
      expect(flow.step).toBe('credentials');
      expect(flow.user).toBe('');
    });

    it('to another one: the one that is there stays until it is agreed', async () => {
      await find();
      flow.invite(link('other.example'));
      expect(flow.step).toBe('address');
      expect(operator.domain).toBe('northwind.example');
      flow.decline();
      expect(flow.step).toBe('credentials');
    });
  });

  describe('the password', () => {
    beforeEach(find);

    it('needs both fields', async () => {
      await flow.signIn();
      expect(Object.keys(flow.signingIn.errors)).toEqual(['user', 'password']);
      expect(signIn).not.toHaveBeenCalled();
    });

    it('is blamed in the words of the portal', async () => {
      typePassword();
      signIn.mockRejectedValue(problem('wrong-credentials', 401, 'The password is not right.'));
      await flow.signIn();
      expect(flow.signingIn.errors).toEqual({ password: 'The password is not right.' });
      expect(flow.password).toBe('secret');
    });

    it('tries nothing before the portal wants it again', async () => {
      typePassword();
      signIn.mockRejectedValueOnce(
        problem('too-many-requests', 429, 'Too many tries. Please wait 5 minutes.', { retryAfter: 300 }),
      );
      await flow.signIn();
      expect(flow.signingIn.problem).toMatch(/wait 5 minutes/u);
      expect(flow.signingIn.waits).toBe(300_000);
      await flow.signIn();
      expect(signIn).toHaveBeenCalledOnce();
      now += 300_000;
      expect(flow.signingIn.waits).toBe(0);
      signIn.mockResolvedValueOnce('signed-in');
      await flow.signIn();
      expect(signIn).toHaveBeenCalledTimes(2);
      expect(flow.signingIn.problem).toBe('');
    });

    it('is forgotten with the operator', async () => {
      typePassword();
      flow.useAnother();
      expect(flow.password).toBe('');
      await vi.waitFor(() => {
        expect(leave).toHaveBeenCalledOnce();
      });
      expect(flow.step).toBe('address');
    });
  });

  describe('the one-time code', () => {
    beforeEach(async () => {
      await find();
      typePassword();
      signIn.mockResolvedValueOnce({ needsCode: 6, detail: 'We have sent a code to l•••@northwind.example.' });
      await flow.signIn();
    });

    it('is asked for, read from what was pasted, and sent with the password', async () => {
      expect(flow.step).toBe('code');
      expect(flow.asked).toEqual({ length: 6, detail: 'We have sent a code to l•••@northwind.example.' });
      flow.code = 'Your code: 402 913';
      signIn.mockResolvedValueOnce('signed-in');
      await flow.submitCode();
      expect(signIn).toHaveBeenLastCalledWith('lena', 'secret', '402913');
      expect([flow.password, flow.code]).toEqual(['', '']);
    });

    it('is not sent half', async () => {
      flow.code = '4029';
      await flow.submitCode();
      expect(flow.signingIn.errors.code).toMatch(/6 digits/u);
      expect(signIn).toHaveBeenCalledOnce();
    });

    it('wrong, with the tries that are left', async () => {
      flow.code = '000000';
      signIn.mockRejectedValueOnce(problem('wrong-code', 401, 'Not this one.', { problem: { triesLeft: 4 } }));
      await flow.submitCode();
      expect(flow.step).toBe('code');
      expect(flow.signingIn.errors.code).toBe('Not this one. 4 tries are left.');
    });

    it('another one, not at once and not too often', async () => {
      await flow.resend();
      expect(signIn).toHaveBeenCalledOnce();
      now += 30_000;
      expect(flow.resendWaits).toBe(0);
      signIn.mockResolvedValueOnce({ needsCode: 6, detail: '' });
      await flow.resend();
      expect(signIn).toHaveBeenLastCalledWith('lena', 'secret');
      expect(flow.resent).toBe(true);
      now += 30_000;
      signIn.mockRejectedValueOnce(problem('too-many-requests', 429, 'Too many codes.', { retryAfter: 60 }));
      await flow.resend();
      expect(flow.resent).toBe(false);
      expect(flow.resending.problem).toBe('Too many codes.');
      expect(flow.resendWaits).toBe(60_000);
      // The last one can still be typed.
      flow.code = '402913';
      signIn.mockResolvedValueOnce('signed-in');
      await flow.submitCode();
      expect(signIn).toHaveBeenLastCalledWith('lena', 'secret', '402913');
    });

    it('goes back to the password without it', () => {
      flow.backToPassword();
      expect(flow.step).toBe('credentials');
      expect(flow.password).toBe('');
    });
  });
});
