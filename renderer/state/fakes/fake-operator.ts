/** An operator that stands still, for the tests of screens and for pictures of them. */
import { mdiCardAccountPhone, mdiDialpad, mdiEarHearing, mdiHistory, mdiHome, mdiMusic, mdiPulse } from '@mdi/js';
import type { Brand, Flag, Provisioned } from '../../operator/model';
import { noPortal } from '../../operator/no-portal';
import { accountDefaults } from '../../phone/account';
import type { OperatorView } from '../operator';

/** Brand A of the practice portal. */
export const fakeBrand: Brand = {
  name: 'Northwind Telecom',
  uuid: '3f0c6a52-7d1e-4b8a-9a60-5f1d2c3b4a59',
  tokens: { brand: '#2f5be0' },
  flags: new Set<Flag>(['REGISTER', 'BALANCE', 'ACCEPT_PAYMENT']),
  registerSuccessHtml: '<h2>Welcome to Northwind</h2><p>Your line is ready.</p>',
  supportUrl: 'https://northwind.example/help',
};

export const fakeProvisioned: Provisioned = {
  brand: fakeBrand,
  menu: [
    { key: 'home', to: { page: 'home' }, title: 'Home', icon: mdiHome },
    { key: 'dialpad', to: { page: 'dialpad' }, title: 'Dialpad', icon: mdiDialpad },
    { key: 'history', to: { page: 'history' }, title: 'History', icon: mdiHistory },
    { key: 'contacts', to: { page: 'contacts' }, title: 'Contacts', icon: mdiCardAccountPhone },
    { key: 'custom-status', to: { page: 'custom', id: 'status' }, title: 'Status', icon: mdiPulse },
  ],
  currency: 'EUR',
  balance: 12.5,
  paymentMethods: [
    { id: 'stripe', label: 'Card', currencies: ['EUR', 'USD'], minimum: 10 },
    { id: 'paypal', label: 'PayPal', currencies: ['EUR'], minimum: 5 },
  ],
  codec: { delete: [], priority: [] },
  hotlines: [
    { label: 'Hear yourself', number: '600', icon: mdiEarHearing },
    { label: 'Music', number: '608', icon: mdiMusic },
  ],
  screenPop: '',
  updateChannel: 'stable',
  account: {
    ...accountDefaults,
    id: 'operator',
    servers: ['wss://sip.northwind.example'],
    user: '1001',
    authUser: '',
    domain: 'sip.northwind.example',
    displayName: 'Lena Hartmann',
    expires: 600,
    iceServers: [],
    practice: false,
    callerId: '+4930555001',
    operator: true,
  },
  password: '',
  remarks: [],
};

const nothing = (): Promise<void> => Promise.resolve();

/** Signed in at Northwind unless told otherwise; without `provisioned`, give `phase` too. */
export function fakeOperator(changes: Partial<OperatorView> = {}): OperatorView {
  const provisioned = changes.provisioned === undefined ? fakeProvisioned : changes.provisioned;
  const brand = changes.brand === undefined ? (provisioned?.brand ?? fakeBrand) : changes.brand;
  return {
    phase: 'signed-in',
    domain: 'northwind.example',
    fixedDomain: false,
    invitation: null,
    failure: null,
    waiting: false,
    user: '1001',
    menu: provisioned?.menu ?? [],
    has: (flag) => brand?.flags.has(flag) ?? false,
    balance: { amount: 12.5, currency: 'EUR', lowBelow: 2, at: 0 },
    paymentMethods: provisioned?.paymentMethods ?? [],
    portal: noPortal,
    choose: nothing,
    leave: nothing,
    signIn: () => Promise.resolve('signed-in'),
    signOut: nothing,
    enter: nothing,
    takeInvitation: () => null,
    refresh: nothing,
    refreshBalance: nothing,
    ...changes,
    provisioned,
    brand,
  };
}

/** Nobody's phone. */
export const noOperator: OperatorView = fakeOperator({
  phase: 'none',
  domain: '',
  user: '',
  brand: null,
  provisioned: null,
  balance: null,
});
