/** Two operators, as different as the look allows. An operator gives one colour; the phone derives the others. */
import type { Api } from './api';

export interface Brand {
  name: string;
  uuid: string;
  css: string;
  currency: string;
  flags: string[];
  menu: Api['MenuRow'][];
  paymentMethods: Api['PaymentMethods'];
  registerSuccessHtml: string;
}

export type BrandName = 'a' | 'b';

export const brands: Readonly<Record<BrandName, Brand>> = {
  a: {
    name: 'Northwind Telecom',
    uuid: '3f0c6a52-7d1e-4b8a-9a60-5f1d2c3b4a59',
    css: ':root { --brand: #2f5be0; }',
    currency: 'EUR',
    flags: ['REGISTER', 'BALANCE', 'ACCEPT_PAYMENT'],
    menu: [
      { id: 'home', title: 'Home', url: '/', icon: 'mdi-home', order: 1 },
      { id: 'dialpad', title: 'Dialpad', url: '/dialpad', icon: 'mdi-dialpad', order: 2 },
      { id: 'history', title: 'History', url: '/call-log', icon: 'mdi-history', order: 3 },
      { id: 'contacts', title: 'Contacts', url: '/contacts', icon: 'mdi-card-account-phone', order: 4 },
      { id: 'custom', title: 'Status', url: '/page/status', icon: 'mdi-pulse', order: 5 },
    ],
    paymentMethods: {
      stripe: { label: 'Card', currencies: ['EUR', 'usd'], min_payment: 10, key: 'pk_practice' },
      paypal: { label: 'PayPal', currencies: ['eur'], min_payment: 5 },
    },
    registerSuccessHtml: '<h2>Welcome to Northwind</h2><p>Your line is ready. <b>600</b> lets you hear yourself.</p>',
  },
  b: {
    name: 'Signal & Söhne',
    uuid: 'a81d4f07-52c3-49be-8f1e-0c7b6d5e4f3a',
    css: '/* The orange of our vans */\n:root { --brand: #ff7a00; }',
    currency: 'usd',
    flags: ['REGISTER', 'Display Balance', 'MENU_RIGHT', 'TITLE_USERNAME', 'HIDE_UUID', 'EDIT_SETTINGS'],
    menu: [
      { id: 'dialpad', title: 'Keys', url: '/dialpad', icon: 'mdi-phone-dial', order: 1 },
      { id: 'agent', title: 'Agent', url: '/agent', icon: 'mdi-account-tie-voice', order: 2 },
      { id: 'custom', title: 'My account', url: '/page/account', icon: 'mdi-wallet-outline', order: 3 },
      { id: 'history', title: 'Calls', url: '/call-log', icon: 'mdi-history', order: 7 },
      { id: 'settings', title: 'Settings', url: '/settings', icon: 'mdi-cog', order: 7 },
    ],
    paymentMethods: { stripe: { label: 'Card', currencies: ['USD'], min_payment: 20, key: 'pk_practice' } },
    registerSuccessHtml: '<h2>Welcome!</h2><p>Please read our <a href="https://signal.example/terms">terms</a>.</p>',
  },
};
