/** Scenes of the preview dialler. */
import { mdiPhonePlus, mdiThumbUp } from '@mdi/js';
import type { Api } from '../../renderer/operator/api';
import { PortalError, type PortalPort } from '../../renderer/operator/model';
import { noPortal } from '../../renderer/operator/no-portal';
import type { Scene } from './scenes';
import { operatorA } from './scenes-home';

const campaign: Api['Campaign'] = {
  id: 'autumn',
  name: 'Autumn renewals',
  type: 'preview',
  script: `<h3>Opening</h3><p>Good morning, am I speaking with {first_name} {last_name}? My name is Lena from Northwind
Telecom.</p><p>Your plan <b>Business Fibre 250</b> ends on 30 November, and I would like to tell you what stays and what
gets better.</p><h3>If there is no time</h3><p>Offer a call back between 14:00 and 17:00.</p>`,
  state: 'active',
  notes: 'Only until noon. Nobody in Leeds on Wednesdays.',
  callerId: '+44 113 496 0000',
  sourceStatus: ['READY', 'NEW'],
  dispositions: [
    'SALE MADE',
    'CALL BACK',
    'NOT INTERESTED',
    'DO NOT CALL',
    'CALL TRANSFERRED',
    'DECLINED SALE',
    'BUSY',
    'DISCONNECTED NUMBER',
    'WRONG DETAILS',
    'Wants the offer in writing',
  ],
  flags: ['Transfer'],
};
const inactive: Api['Campaign'] = {
  ...campaign,
  id: 'winter',
  name: 'Donaudampfschifffahrtsgesellschaftskundenrückgewinnung',
  state: 'inactive',
  notes: '',
};
const lead: Api['Lead'] = {
  id: '42',
  campaign: 'autumn',
  phone_number: '+44 20 7946 0594',
  title: 'Ms',
  first_name: 'Gwendolyn',
  last_name: 'Achterberg-Wójcik',
  address1: '14 Kirkgate',
  city: 'Leeds',
  alt_phone: '+44 20 7946 0595',
  rank: 7,
  status: 'NEW',
  comments: 'Prefers mornings. Asked for an itemised bill in August.',
  gmt_offset_now: 1,
};
const button = { tooltip: '', kind: 'button', placement: 'agent', formId: '' } as const;
const northwind = (changes: Partial<PortalPort> = {}) =>
  operatorA({
    portal: {
      ...noPortal,
      buttons: () =>
        Promise.resolve([
          { ...button, id: 'other', label: 'Other number', icon: mdiPhonePlus },
          { ...button, id: 'yes', label: 'Interested', icon: mdiThumbUp },
        ]),
      campaigns: () => Promise.resolve([campaign, inactive]),
      nextLead: () => Promise.resolve(lead),
      ...changes,
    },
  });
const { name } = campaign;
const at = (more: Partial<Scene> = {}): Scene => ({ hash: '#agent', operator: northwind(), ...more });

export const agentScenes: Record<string, Scene> = {
  agent: at(),
  'agent-offline': at({
    operator: northwind({ campaigns: () => Promise.reject(new PortalError({ kind: 'offline' })) }),
  }),
  'agent-preview': at({ press: [name] }),
  'agent-details': at({ press: [name], tab: 'Contact information', then: ['Correct'] }),
  'agent-wrap-up': at({ press: [name, 'Call'], tab: 'Disposition' }),
};
