/** Scenes of the contacts: long names, other scripts, companies, a photo, what failed. */
import type { Contact } from '../../renderer/phone/contacts';
import type { Person } from '../../renderer/phone/phone-api';
import { sampleContact } from '../../renderer/state/fakes/fake-contacts.svelte';
import { account, amira, arabic, bare, call, hostile, ilka, long, now, talking } from './people';
import type { Scene } from './scenes';

const number = (label: string, number: string, extension = '') => ({ label, number, extension });
const contact = (id: string, name: string, more: Partial<Contact> = {}): Contact =>
  sampleContact({ id, name, numbers: [], ...more });
const listed = (id: string, name: string, more: Partial<Contact> = {}): Contact =>
  contact(`directory:${id}`, name, { source: 'directory', ...more });
const photo = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#5b7f95" d="M0 0h8v8H0z"/><circle cx="4" cy="3" r="1.6" fill="#f2d9c4"/><path fill="#2d4654" d="M1 8a3 3 0 0 1 6 0z"/></svg>')}`;

const own = [
  contact('amira', amira.name, {
    organization: 'Nordlicht Reisen GmbH',
    favourite: true,
    numbers: [number('Office', '+49 30 23125 177')],
  }),
  contact('ilka', ilka.name, {
    givenName: 'Ilka',
    familyName: 'Böttcher-Schmidthuber',
    organization: 'Müller-Lüdenscheidt Anlagenbau GmbH',
    type: 'Customer',
    category: 'Key account',
    numbers: [number('Office', '+49 30 23125 143'), number('Mobile', '+49 170 23125 77'), number('', '', '2214')],
    emails: ['ilka.boettcher-schmidthuber@mueller-luedenscheidt-anlagenbau.example'],
    notes: 'Wants offer 2025-1187 with delivery in week 48.\nAsk for Herr Grünwald if she is away.',
    photo,
  }),
  contact('arabic', arabic.name, { organization: 'شركة النور للسفر', numbers: [number('محمول', arabic.number)] }),
  contact('hostile', hostile.name.slice(0, 200), {
    organization: '<script>alert(1)</script>',
    numbers: [number('', '1001')],
  }),
];
const directory = [
  listed('bart', 'Bartholomew Featherstonehaugh-Cholmondeley', {
    organization: 'Northwind Telecom',
    type: 'Colleague',
    category: 'Building services, London and Bristol',
    favourite: true,
    numbers: [
      number('Office', '+44 20 7946 0321', '2214'),
      number('Mobile', '+44 20 7946 0877'),
      number('Reception', '+44 20 7946 0300'),
    ],
  }),
  listed('long', long.name, { category: 'Facilities', numbers: [number('Office', long.number)] }),
  listed('donau', 'Donaudampfschifffahrtsgesellschaft mbH', {
    organization: 'Donaudampfschifffahrtsgesellschaft mbH',
    category: 'Hafen Passau, Disposition',
    numbers: [number('Main', '+49 851 55512')],
  }),
  listed('max', 'Maximiliane von Hohenstein-Rautenberg', { category: 'Legal', numbers: [number('', '', '2231')] }),
  listed('olek', 'Oleksandra Kovalenko', { category: 'Support DE', numbers: [number('', '', '1014')] }),
  listed('soren', 'Søren Kjærgaard', { category: 'Sales DK', numbers: [number('Mobil', '+45 33 123456', '1021')] }),
  listed('priya', 'Priya Raghunathan', { category: 'Support UK', numbers: [number('', '', '2031')] }),
  listed('none', 'Zoë without a number', {}),
];
const order = ({ name }: Contact): string => name.replace(/^[^\p{L}\p{N}]+/u, '');
const all = [...own, ...directory].toSorted((one, other) => order(one).localeCompare(order(other)));
const told = { count: directory.length, readAt: now - 90 * 60_000, reading: false, failure: null };
const watched = (name: string, number: string, state: Person['state']): Person => ({
  line: account.id,
  name,
  number,
  state,
});
const people: Person[] = [
  watched('Bartholomew', '2214', { state: 'busy', note: '', with: null, ringing: null }),
  watched('Oleksandra', '1014', { state: 'idle', note: '', with: null, ringing: null }),
  watched('Søren', '1021', { state: 'away', note: '', with: null, ringing: null }),
];
const contacts = { all, directory: told };
const file = [
  'Name;Firma;Telefon;Handy;Art;Sonstiges',
  'Priya Raghunathan;Northwind Telecom, Customer Services and Retentions;+44 20 7946 0300;;Colleague;blue',
  'Søren Kjærgaard;Sales DK;+45 33 123456;+45 20 123456;;',
  '"=HYPERLINK(""http://x"")";;+15550100;;;',
  ';;;;;nobody at all',
  'Søren Kjærgaard;Sales DK;+45 33 123456;+45 20 123456;;',
].join('\n');
const mine = { all: own, directory: null };

export const contactScenes: Record<string, Scene> = {
  contacts: { hash: '#contacts/directory:bart', contacts, state: { people } },
  'contacts-list': { hash: '#contacts', contacts, state: { people } },
  'contacts-own': { hash: '#contacts', contacts: mine },
  'contacts-empty': { hash: '#contacts', contacts: { all: [], directory: null } },
  'contacts-nobody': { hash: '#contacts', contacts, fill: { label: 'Search contacts', text: 'Grünwald-Petersen' } },
  'contacts-failed': {
    hash: '#contacts',
    contacts: { all, directory: { ...told, failure: { kind: 'timeout' } } },
  },
  'contact-own': { hash: '#contacts/ilka', contacts },
  'contact-organization': { hash: '#contacts/directory:donau', contacts },
  'contact-no-number': { hash: '#contacts/directory:none', contacts },
  'contact-hostile': { hash: '#contacts/hostile', contacts },
  'contact-arabic': { hash: '#contacts/arabic', contacts, dir: 'rtl' },
  'contact-gone': { hash: '#contacts/nobody', contacts },
  'contact-edit': { hash: '#contacts/ilka/edit/+493099', contacts },
  'contact-new-errors': { hash: '#contacts/new/hello there!', contacts: mine, press: ['Save'] },
  'contacts-import': { hash: '#contacts/import', contacts: mine },
  'contacts-import-columns': { hash: '#contacts/import', contacts: { ...mine, file } },
  'contacts-import-report': { hash: '#contacts/import', contacts: { ...mine, file }, press: ['Import'] },
  'contacts-export': {
    hash: '#contacts',
    contacts,
    press: ['Import, export, duplicates', 'Export As a vCard or CSV file for another program'],
    dialog: true,
  },
  'contacts-more': { hash: '#contacts', contacts, press: ['Import, export, duplicates'], dialog: true },
  'contacts-duplicates': {
    hash: '#contacts/duplicates',
    contacts: {
      all,
      directory: null,
      same: [
        ['amira', 'ilka'],
        ['arabic', 'hostile', 'ilka'],
      ],
    },
  },
  'contacts-no-duplicates': { hash: '#contacts/duplicates', contacts: mine },
  'live-contact': { contacts, state: { calls: [call(ilka, talking())] } },
  'add-to-contacts': {
    contacts: mine,
    state: { calls: [call(bare, talking())] },
    press: ['Add to contacts'],
    dialog: true,
  },
  'dialpad-match': {
    typed: '+49 30 23125 14',
    contacts: {
      all: [...all, contact('more', 'Ilka', { numbers: [number('', '+49 30 23125 141')] })],
      directory: told,
    },
  },
  'transfer-contacts': {
    contacts,
    state: { calls: [call(amira, talking())], people },
    press: ['Transfer'],
    dialog: true,
    fill: { label: 'Name or number', text: 'o' },
  },
};
