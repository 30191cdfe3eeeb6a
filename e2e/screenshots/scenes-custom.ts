/** Scenes of operators' own pages, buttons and forms. */
import { mdiAccount, mdiHelpCircle, mdiMicrophone, mdiPhoneHangup, mdiTicket } from '@mdi/js';
import type { Api } from '../../renderer/operator/api';
import { PortalError, type OperatorButton, type PortalPort } from '../../renderer/operator/model';
import { noPortal } from '../../renderer/operator/no-portal';
import type { OperatorView } from '../../renderer/state/operator';
import { call, ilka, talking } from './people';
import type { Scene } from './scenes';
import { operatorA } from './scenes-home';

const status = `<h1>Service status</h1>
<p>All systems work as they should. <a href="https://status.example/">More about it</a></p>
<table><tr><th>Service</th><th>State</th></tr><tr><td>Calls</td><td>Normal</td></tr>
<tr><td>Voicemail</td><td>Normal</td></tr><tr><td>Donaudampfschifffahrtsgesellschaftsanschluss</td><td>Slow since 10:12</td></tr></table>
<h2>Planned work</h2><ul><li>Sunday, 03:00 to 03:30: new software in Berlin</li></ul>
<dl><dt>Your line</dt><dd>1001</dd></dl>`;
const board = `<!-- NO-CONTAINER -->
<style>body { background: #10222b; color: #fff; font: 600 32px/1.2 sans-serif; display: grid; place-content: center }</style>
<p>3 calls wait<br><small>the longest 0:42</small></p>`;

const page = (html: string): Partial<PortalPort> => ({
  page: () => Promise.resolve({ changed: true, value: html, tag: '' }),
});
const button = (
  id: string,
  label: string,
  icon: string,
  placement: Api['Placement'],
  more: Partial<OperatorButton> = {},
): OperatorButton => ({ id, label, icon, placement, tooltip: '', kind: 'button', formId: '', ...more });
const buttons: readonly OperatorButton[] = [
  button('ticket', 'Open ticket', mdiTicket, 'home', { kind: 'form', formId: 'ticket' }),
  button('long', 'Rückrufwunsch für die Kundenbetreuung anlegen', mdiHelpCircle, 'home'),
  button('customer', 'Customer file', mdiAccount, 'menu', { kind: 'link' }),
  button('help', 'Help', mdiHelpCircle, 'menu', { kind: 'link' }),
  button('end', 'End', mdiPhoneHangup, 'call'),
  button('mic', 'Microphone', mdiMicrophone, 'call'),
  button('call-ticket', 'Write a ticket about this call', mdiTicket, 'call', { kind: 'form', formId: 'ticket' }),
];
const formSchema: Api['FormField'][] = [
  { name: 'subject', label: 'Subject', type: 'text', required: true, placeholder: 'What is it about?' },
  { name: 'details', label: 'Details', type: 'textarea', help: 'As much as you like' },
  {
    name: 'urgency',
    label: 'How urgent',
    type: 'select',
    required: true,
    options: [
      { value: 'low', label: 'Can wait' },
      { value: 'high', label: 'Now' },
    ],
  },
  {
    name: 'liked',
    label: 'How was it?',
    type: 'radio',
    options: [
      { value: 'good', label: 'Good' },
      { value: 'bad', label: 'Bad' },
    ],
  },
  { name: 'email', label: 'E-mail', type: 'email' },
  { name: 'day', label: 'Day', type: 'date' },
  { name: 'callback', label: 'Call me back', type: 'checkbox' },
];
const portal = (changes: Partial<PortalPort> = {}): PortalPort => ({
  ...noPortal,
  buttons: () => Promise.resolve([...buttons]),
  press: () => Promise.resolve({ __: { formSchema, formData: { urgency: 'low', email: 'lena' } } }),
  ...changes,
});
const northwind = (changes: Partial<PortalPort> = {}): OperatorView => operatorA({ portal: portal(changes) });
const offline = (): Promise<never> => Promise.reject(new PortalError({ kind: 'offline' }));

export const customScenes: Record<string, Scene> = {
  custom: { hash: '#custom/status', operator: northwind(page(status)) },
  'custom-board': { hash: '#custom/status', operator: northwind(page(board)) },
  'custom-offline': { hash: '#custom/status', operator: northwind({ page: offline }) },
  'buttons-home': { hash: '#home', operator: northwind() },
  'buttons-call': { operator: northwind(), state: { calls: [call(ilka, talking())] } },
  'form-problems': { hash: '#home', operator: northwind(), press: ['Open ticket', 'Send'], dialog: true },
};
