/** Scenes of signing in, up and out at an operator, and of its account in the settings. */
import { PortalError, type PortalFailure, type Flag } from '../../renderer/operator/model';
import { noPortal } from '../../renderer/operator/no-portal';
import { fakeBrand, fakeOperator, fakeProvisioned, noOperator } from '../../renderer/state/fakes/fake-operator';
import type { OperatorView } from '../../renderer/state/operator';
import type { PhoneState } from '../../renderer/phone/phone-api';
import { call, ilka, now, talking } from './people';
import type { Scene } from './scenes';

const wait = new Promise<never>(() => {});
const fails = (failure: PortalFailure): Promise<never> => Promise.reject(new PortalError(failure));
const problem = (type: string, status: number, detail: string, retryAfter: number | null = null): PortalFailure => ({
  kind: 'problem',
  type,
  status,
  detail,
  retryAfter,
  problem: {},
});
const sentence = 'We have sent a code to l•••@northwind.example.';

/** Nobody has signed in yet. */
const found = (changes: Partial<OperatorView> = {}): OperatorView =>
  fakeOperator({ phase: 'found', provisioned: null, brand: fakeBrand, user: '', ...changes });
const strangest = 'Donaudampfschifffahrtsgesellschaft & Söhne Telekommunikationsdienstleistungen';
const address = { label: 'Web address from your provider', text: 'northwind.example' };
const lena = { label: 'Username', text: 'lena.hartmann' };
const password = { label: 'Password', text: 'correct horse' };
const signIn = { press: 'Sign in' };
const email = { label: 'E-mail address', text: 'lena@example.org' };
const registration = { id: '1', codeLength: 6, expiresIn: 600, resendIn: 30 };
const registers = (changes: Partial<OperatorView['portal']> = {}): OperatorView =>
  found({ portal: { ...noPortal, register: () => Promise.resolve(registration), ...changes } });

const northwind = fakeProvisioned.account;
const lines = (...all: (typeof northwind)[]): Partial<PhoneState> => ({
  lines: all.map((account) => ({
    account,
    state: {
      kind: 'ready',
      attempt: 1,
      server: 0,
      since: now - 60_000,
      expiresAt: now + 540_000,
      asked: 600,
      refreshing: false,
    },
    doNotDisturb: null,
    voicemail: null,
  })),
  chosen: all[0]?.id ?? null,
  account: all[0] ?? null,
});
const flagged = (...flags: Flag[]): OperatorView =>
  fakeOperator({
    provisioned: { ...fakeProvisioned, brand: { ...fakeBrand, flags: new Set(flags) } },
  });
const settings = `#settings/account/${northwind.id}`;

export const signInScenes: Record<string, Scene> = {
  'sign-in': { signedOut: 'form' },
  'sign-in-errors': { signedOut: 'errors', press: ['Use another phone system'] },
  'sign-in-checking': { signedOut: 'checking', press: ['Use another phone system'] },
  'sign-in-no-address': { signedOut: 'form', steps: [{ ...address, text: 'not an address' }, { press: 'Continue' }] },
  'sign-in-looking': {
    signedOut: 'form',
    operator: { ...noOperator, choose: () => wait },
    steps: [address, { press: 'Continue' }],
  },
  'sign-in-certificate': {
    signedOut: 'form',
    operator: { ...noOperator, choose: () => fails({ kind: 'certificate', problem: 'unknown-issuer' }) },
    steps: [{ ...address, text: `${'sehr-'.repeat(8)}langer-name.example` }, { press: 'Continue' }],
  },
  'sign-in-invited': {
    signedOut: 'form',
    operator: {
      ...noOperator,
      invitation: { domain: 'northwind.example', user: 'lena.hartmann', from: 'link' },
      takeInvitation: () => ({ domain: 'northwind.example', user: 'lena.hartmann', from: 'link' }),
    },
  },
  'sign-in-policy': {
    signedOut: 'form',
    operator: { ...noOperator, domain: 'northwind.example', fixedDomain: true, failure: { kind: 'no-such-name' } },
  },
  'sign-in-brand': { signedOut: 'form', operator: found(), steps: [lena] },
  'sign-in-brand-long': {
    signedOut: 'form',
    operator: found({ brand: { ...fakeBrand, name: strangest, tokens: { brand: '#ff7a00' } } }),
    steps: [lena, password],
  },
  'sign-in-wrong': {
    signedOut: 'form',
    operator: found({
      signIn: () => fails(problem('wrong-credentials', 401, 'The username or the password is not right.')),
    }),
    steps: [lena, password, signIn],
  },
  'sign-in-too-often': {
    signedOut: 'form',
    operator: found({
      signIn: () => fails(problem('too-many-requests', 429, 'Too many tries. Please wait 5 minutes.', 300)),
    }),
    steps: [lena, password, signIn],
  },
  'sign-in-code': {
    signedOut: 'form',
    operator: found({ signIn: () => Promise.resolve({ needsCode: 6, detail: sentence }) }),
    steps: [lena, password, signIn, { label: 'One-time code', text: '4029' }],
  },
  'sign-in-code-wrong': {
    signedOut: 'form',
    operator: found({
      signIn: (_user, _password, code) =>
        code === undefined
          ? Promise.resolve({ needsCode: 6, detail: sentence })
          : fails(problem('wrong-code', 401, 'This is not the code that we have sent. 4 tries are left.')),
    }),
    steps: [lena, password, signIn, { label: 'One-time code', text: '402914' }, signIn],
  },
  register: { signedOut: 'form', operator: registers(), steps: [{ press: 'Create an account' }, email] },
  'register-code': {
    signedOut: 'form',
    operator: registers(),
    steps: [
      { press: 'Create an account' },
      email,
      { press: 'Send the code' },
      { label: 'One-time code', text: '402 913' },
    ],
  },
  registered: {
    signedOut: 'form',
    operator: registers({
      validate: () =>
        Promise.resolve({
          successHtml:
            '<h1 style="position:fixed">Welcome to Northwind</h1><p>Your line is ready. <b>600</b> lets you hear yourself.</p><ul><li>Call <i>611</i> for help.</li><li>Read our <a href="https://northwind.example/terms">terms</a>.</li></ul><script>alert(1)</script><img src=x onerror=alert(1)>',
          credit: { amount: 5, currency: 'EUR' },
        }),
    }),
    steps: [
      { press: 'Create an account' },
      email,
      { press: 'Send the code' },
      { label: 'One-time code', text: '402913' },
      { press: 'Create the account' },
    ],
  },
  'sign-in-check': {
    signedOut: 'form',
    operator: found(),
    steps: [{ press: 'Check my connection' }],
    dialog: true,
  },
  'settings-add-provider': { hash: '#settings/account/new' },
  'operator-account': { hash: settings, state: lines(northwind), operator: flagged('AUTO_ANSWER') },
  'operator-calls': { hash: '#settings/calls', state: lines(northwind), operator: flagged('AUTO_ANSWER') },
  'operator-account-editable': { hash: settings, state: lines(northwind), operator: flagged('EDIT_SETTINGS') },
  'operator-account-signed-out': {
    hash: settings,
    state: lines(northwind),
    operator: fakeOperator({ failure: problem('unauthorized', 401, 'Please sign in again.') }),
  },
  'operator-sign-out': {
    hash: '#settings/account',
    state: { ...lines(northwind), calls: [call(ilka, talking())] },
    behind: true,
    operator: flagged(),
    press: ['Sign out'],
    dialog: true,
  },
};
