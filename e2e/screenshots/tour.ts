/** Every page of the phones of two operators, as the documents show them: see `npm run screenshots`. */
import type { Brand } from '../../renderer/operator/model';
import { noPortal } from '../../renderer/operator/no-portal';
import type { Line, PhoneState } from '../../renderer/phone/phone-api';
import { fakeOperator, fakeProvisioned } from '../../renderer/state/fakes/fake-operator';
import type { OperatorView } from '../../renderer/state/operator';
import { amira, call, history, ilka, now, talking } from './people';
import type { Scene } from './scenes';
import { people } from './scenes-calls';
import { contactScenes } from './scenes-contacts';
import { operatorA, operatorB } from './scenes-home';
import { restScenes } from './scenes-rest';

/** What an operator makes of its page: figures in a table. */
const status = `<h1>Status</h1>
<p>All systems answer. Last look: 11:00.</p>
<table>
  <thead><tr><th>Queue</th><th>Waiting</th><th>Longest</th></tr></thead>
  <tbody>
    <tr><td>Vertrieb DE</td><td>4</td><td>1:12</td></tr>
    <tr><td>Support DE</td><td>0</td><td>–</td></tr>
    <tr><td>Donaudampfschifffahrt, Hafen Passau</td><td>1</td><td>0:08</td></tr>
  </tbody>
</table>
<p><a href="https://status.example/">The days before</a></p>`;

const registration = { id: '1', codeLength: 6, expiresIn: 600, resendIn: 30 };

function tourOf(view: OperatorView): Record<string, Scene> {
  const portal: OperatorView['portal'] = {
    ...noPortal,
    page: () => Promise.resolve({ changed: true, value: status, tag: '' }),
    buttons: () => Promise.resolve([]),
    register: () => Promise.resolve(registration),
  };
  const operator: OperatorView = { ...view, portal };
  const brand: Brand | null = view.brand;
  const found = fakeOperator({ phase: 'found', domain: view.domain, brand, provisioned: null, user: '', portal });
  const line: Line = {
    account: fakeProvisioned.account,
    state: {
      kind: 'ready',
      attempt: 1,
      server: 0,
      since: now,
      expiresAt: now + 600_000,
      asked: 600,
      refreshing: false,
    },
    doNotDisturb: null,
    voicemail: null,
  };
  const state: Partial<PhoneState> = {
    lines: [line],
    account: line.account,
    chosen: line.account.id,
    people,
    conversations: restScenes['messages']?.state?.conversations ?? [],
  };
  const page = (hash: string, more: Partial<Scene> = {}): Scene => ({
    hash,
    operator,
    state,
    ...(contactScenes['contacts']?.contacts && { contacts: contactScenes['contacts'].contacts }),
    ...more,
  });
  const custom = view.menu.find(({ to }) => to.page === 'custom')?.to;
  return {
    'sign-in': {
      signedOut: 'form',
      operator: found,
      steps: [{ label: 'Username', text: 'lena.hartmann' }],
    },
    register: {
      signedOut: 'form',
      operator: found,
      steps: [{ press: 'Create an account' }, { label: 'E-mail address', text: 'lena@example.org' }],
    },
    home: page('#home', {
      state: {
        ...state,
        lines: [{ ...line, voicemail: { newMessages: 2, oldMessages: 5, urgent: 0, account: '' } }],
      },
    }),
    dialpad: page('#dialpad'),
    history: page(`#history/${history[0]?.id ?? ''}`),
    contacts: page('#contacts'),
    contact: page('#contacts/directory:bart'),
    people: page('#people'),
    messages: page('#messages'),
    agent: page('#agent'),
    page: page(`#custom/${custom && 'id' in custom ? custom.id : ''}`),
    settings: page('#settings'),
    account: page('#settings/account/operator'),
    menu: page('#dialpad', { press: ['Menu'], dialog: true }),
    ...(operator.has('ACCEPT_PAYMENT') && {
      payment: page('#dialpad', { press: ['Menu', 'Top up'], dialog: true }),
    }),
    incoming: page('#history', {
      state: { ...state, calls: [call(ilka, { kind: 'ringing' }, { direction: 'incoming', startedAt: now - 3000 })] },
    }),
    live: page('#history', { state: { ...state, calls: [call(amira, talking())] } }),
  };
}

/** By `BRAND/PAGE`. */
export const tour: Readonly<Record<string, Scene>> = Object.fromEntries(
  Object.entries({ 'brand-a': operatorA(), 'brand-b': operatorB }).flatMap(([name, view]) =>
    Object.entries(tourOf(view)).map(([page, scene]) => [`${name}/${page}`, scene]),
  ),
);
