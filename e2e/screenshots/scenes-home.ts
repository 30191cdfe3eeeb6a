/** Scenes of two operators: home, menus, balance, payments. */
import { mdiAccountTieVoice, mdiHistory, mdiPhoneDial, mdiWallet, mdiCog } from '@mdi/js';
import type { Api } from '../../renderer/operator/api';
import { PortalError, type Brand, type MenuItem, type Provisioned } from '../../renderer/operator/model';
import { noPortal } from '../../renderer/operator/no-portal';
import type { Line, PhoneState } from '../../renderer/phone/phone-api';
import { fakeBrand, fakeOperator, fakeProvisioned } from '../../renderer/state/fakes/fake-operator';
import { sampleContact } from '../../renderer/state/fakes/fake-contacts.svelte';
import type { OperatorView } from '../../renderer/state/operator';
import { account, amira, arabic, call, history, ilka, long, now, talking } from './people';
import type { Scene } from './scenes';
import { people } from './scenes-calls';

/** Signal & Söhne, brand B of the practice portal. */
const brandB: Brand = {
  ...fakeBrand,
  name: 'Signal & Söhne',
  uuid: 'a81d4f07-52c3-49be-8f1e-0c7b6d5e4f3a',
  tokens: { brand: '#ff7a00' },
  flags: new Set(['REGISTER', 'BALANCE', 'MENU_RIGHT', 'TITLE_USERNAME', 'HIDE_UUID', 'EDIT_SETTINGS']),
};
const item = (to: MenuItem['to'], title: string, icon: string): MenuItem => ({ key: title, to, title, icon });
const menuB: readonly MenuItem[] = [
  item({ page: 'dialpad' }, 'Keys', mdiPhoneDial),
  item({ page: 'agent' }, 'Agent', mdiAccountTieVoice),
  item({ page: 'custom', id: 'account' }, 'My account', mdiWallet),
  item({ page: 'history' }, 'Calls', mdiHistory),
  item({ page: 'settings' }, 'Settings', mdiCog),
];
const provisionedB: Provisioned = { ...fakeProvisioned, brand: brandB, menu: menuB, currency: 'USD' };
export const operatorB = fakeOperator({
  provisioned: provisionedB,
  domain: 'signal.example',
  balance: { amount: 1204.5, currency: 'USD', lowBelow: null, at: now },
});

const balance = { amount: 48.2, currency: 'EUR', lowBelow: 2, at: now - 120_000 };
export const operatorA = (changes: Partial<OperatorView> = {}): OperatorView => fakeOperator({ balance, ...changes });

const longNames = operatorA({
  provisioned: {
    ...fakeProvisioned,
    brand: { ...fakeBrand, name: 'Donaudampfschifffahrtsgesellschaft Telekommunikation und Breitband AG' },
    menu: [
      item({ page: 'home' }, 'Übersichtsseite der Telefonanlage', mdiPhoneDial),
      item({ page: 'dialpad' }, '<b>Wähltastatur</b>', mdiPhoneDial),
      item({ page: 'history' }, 'Anrufverlaufsübersicht', mdiHistory),
      item({ page: 'contacts' }, 'Unternehmensadressbuch', mdiAccountTieVoice),
      item({ page: 'custom', id: 'account' }, 'Kontoverwaltung', mdiWallet),
      item({ page: 'settings' }, 'Einstellungen', mdiCog),
    ],
  },
  balance: { amount: 123_456_789.5, currency: 'EUR', lowBelow: null, at: now },
});

const favourites = [
  sampleContact({ id: '1', name: 'Søren Kjærgaard', numbers: [{ label: '', number: '1042', extension: '' }] }),
  sampleContact({ id: '2', name: 'Maximiliane von Hohenstein-Rautenberg', organization: 'Hohenstein & Co.' }),
  sampleContact({ id: '3', name: 'Oleksandra Kovalenko', numbers: [{ label: '', number: '1014', extension: '' }] }),
  sampleContact({
    id: '4',
    name: 'Donaudampfschifffahrtsgesellschaft',
    organization: 'Donaudampfschifffahrtsgesellschaft',
  }),
  sampleContact({ id: '5', name: arabic.name, numbers: [{ label: '', number: arabic.number, extension: '' }] }),
].map((contact) => ({ ...contact, favourite: true }));
const contacts = { all: favourites, directory: null };

const lena: Line = {
  account: { ...account, user: '1001', operator: true },
  state: { kind: 'ready', attempt: 1, server: 0, since: now, expiresAt: now + 600_000, asked: 600, refreshing: false },
  doNotDisturb: null,
  voicemail: { newMessages: 2, oldMessages: 5, urgent: 0, account: '' },
};
const state: Partial<PhoneState> = { lines: [lena], account: lena.account, people };

const payment: Api['Payment'] = {
  id: 'p1',
  status: 'pending',
  method: 'stripe',
  amount: 20,
  currency: 'EUR',
  checkoutUrl: 'https://pay.example/p1',
  expiresAt: '2025-10-08T12:00:00Z',
};
const refusal = new PortalError({
  kind: 'problem',
  status: 409,
  type: 'voucher-used',
  detail: 'This voucher has been used already.',
  retryAfter: null,
  problem: {},
});
const paying = (changes: Partial<Api['Payment']> = {}): OperatorView =>
  operatorA({
    portal: {
      ...noPortal,
      pay: () => Promise.resolve({ ...payment, ...changes }),
      payment: () => Promise.resolve({ ...payment, ...changes }),
      redeem: (code) =>
        code === 'USED'
          ? Promise.reject(refusal)
          : Promise.resolve({ amount: 10, currency: 'EUR', balance: balance.amount + 10 }),
    },
  });
const pay = ['Menu', 'Top up', '€20.00', 'Pay €20.00'] as const;

export const homeScenes: Record<string, Scene> = {
  home: { hash: '#home', operator: operatorA(), contacts, state },
  'home-first': { hash: '#home', operator: operatorA(), state: { history: [], missed: 0 } },
  'home-long': {
    hash: '#home',
    operator: longNames,
    contacts,
    state: {
      history: [...history.filter(({ party }) => party === long), ...history],
      account: { ...account, displayName: long.name },
    },
  },
  'home-low': {
    hash: '#home',
    operator: operatorA({ balance: { amount: -0.35, currency: 'EUR', lowBelow: 2, at: now } }),
    state,
  },
  'home-rtl': { hash: '#home', operator: operatorA(), contacts, state, dir: 'rtl' },
  'dialpad-operator-b': { operator: operatorB },
  'agent-operator-b': { hash: '#agent', operator: operatorB },
  'menu-operator': { hash: '#home', operator: operatorA(), state, press: ['Menu'], dialog: true },
  'menu-operator-b': { operator: operatorB, press: ['Menu'], dialog: true },
  'menu-operator-long': { operator: longNames, press: ['Menu'], dialog: true },
  'menu-operator-refused': {
    operator: operatorA(),
    state: { line: { kind: 'refused', cause: { kind: 'wrong-password' } } },
    press: ['Menu'],
    dialog: true,
  },
  'live-operator-b': { operator: operatorB, state: { calls: [call(amira, talking())] } },
  'incoming-operator-b': {
    operator: operatorB,
    state: { calls: [call(ilka, { kind: 'ringing' }, { direction: 'incoming', startedAt: now - 3000 })] },
  },
  payment: { hash: '#dialpad', operator: operatorA(), press: ['Menu', 'Top up'], dialog: true },
  'payment-little': {
    hash: '#dialpad',
    operator: operatorA(),
    press: ['Menu', 'Top up', 'Pay'],
    dialog: true,
  },
  'payment-open': { hash: '#dialpad', operator: paying(), press: pay, dialog: true },
  'payment-failed': {
    hash: '#dialpad',
    operator: paying({ status: 'failed', reason: 'The card was refused.' }),
    press: pay,
    dialog: true,
  },
  'payment-voucher': {
    hash: '#dialpad',
    operator: paying(),
    press: ['Menu', 'Top up'],
    dialog: true,
    fill: { label: 'Code of the voucher', text: 'TALK-MORE-10' },
  },
};
