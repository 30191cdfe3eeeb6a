/** Scenes of several lines, do not disturb, voicemail, people, messages, settings. */
import { accountDefaults, type Account } from '../../renderer/phone/account';
import type { LineState } from '../../renderer/phone/line';
import type { ChatMessage } from '../../renderer/phone/messages';
import type { Conversation, Line, PhoneState } from '../../renderer/phone/phone-api';
import { account, amira, arabic, call, hostile, ilka, long, now, talking } from './people';
import type { Scene } from './scenes';
import { people } from './scenes-calls';

const minute = 60_000;
const ready: LineState = {
  kind: 'ready',
  attempt: 1,
  server: 0,
  since: now - minute,
  expiresAt: now + 9 * minute,
  asked: 600,
  refreshing: false,
};
const waiting: LineState = {
  kind: 'waiting',
  attempt: 3,
  server: 1,
  until: now + 12_000,
  cause: { kind: 'unreachable' },
};
const refused: LineState = { kind: 'refused', cause: { kind: 'wrong-password' } };

const lena: Account = { ...account, label: 'Front desk', monitored: [] };
const sales: Account = {
  ...accountDefaults,
  id: 'sales',
  servers: ['wss://sip1.northwind.example/ws', 'wss://sip2.northwind.example/ws'],
  user: 'vertrieb-de',
  authUser: '',
  domain: 'northwind.example',
  displayName: 'Northwind Vertrieb',
  expires: 600,
  iceServers: [],
  practice: false,
  label: 'Vertrieb DE',
};
const longLine: Account = {
  ...sales,
  id: 'long',
  user: 'donaudampfschifffahrtsgesellschaft-disposition',
  label: 'Donaudampfschifffahrtsgesellschaft, Disposition und Kundendienst Hafen Passau',
};
const line = (of: Account, state: LineState = ready, more: Partial<Line> = {}): Line => ({
  account: of,
  state,
  doNotDisturb: null,
  voicemail: null,
  ...more,
});
const lines = (...all: Line[]): Partial<PhoneState> => ({
  lines: all,
  chosen: all[0]?.account.id ?? null,
  account: all[0]?.account ?? null,
  line: all[0]?.state ?? { kind: 'off' },
});
const voicemail = { newMessages: 3, oldMessages: 12, urgent: 0, account: '' };

let ids = 0;
const message = (
  peer: string,
  name: string,
  ago: number,
  text: string,
  more: Partial<ChatMessage> = {},
): ChatMessage => ({
  id: `message-${String((ids += 1))}`,
  line: account.id,
  peer,
  name,
  direction: 'incoming',
  text,
  at: now - ago * minute,
  state: { kind: 'received' },
  seen: true,
  ...more,
});
const mine = { direction: 'outgoing', state: { kind: 'sent' } } as const;
const talk = (messages: readonly ChatMessage[], unseen = 0): Conversation => ({
  line: account.id,
  peer: messages[0]?.peer ?? '',
  name: messages[0]?.name ?? '',
  messages,
  unseen,
});
const kovalenko = 'Oleksandra Kovalenko';
const conversations: readonly Conversation[] = [
  talk(
    [
      message('1014', kovalenko, 26 * 60, 'Is the offer for Müller-Lüdenscheidt out?'),
      message('1014', kovalenko, 26 * 60 - 3, 'Since this morning. Number 2025-1187.', mine),
      message(
        '1014',
        kovalenko,
        42,
        'They called back, they want delivery in week 48 and somebody who knows the lift.',
      ),
      message('1014', kovalenko, 41, 'Can you take it?'),
      message('1014', kovalenko, 38, 'Yes, send her to me. I am free until noon.', mine),
      message('1014', kovalenko, 37, 'If I do not answer, try the mobile.', mine),
      message('1014', kovalenko, 2, 'She is on the line now', { seen: false }),
    ],
    1,
  ),
  talk([
    message('1188', 'Kovács Ágnes-Boglárka', 75, 'The parcel is at the desk.', {
      direction: 'outgoing',
      state: { kind: 'failed', status: 480 },
    }),
  ]),
  talk([message(arabic.number, arabic.name, 60 * 5, 'شكرا جزيلا، إلى اللقاء')]),
  talk([message(long.number, long.name, 60 * 26, 'Wolfeschlegelsteinhausenbergerdorff '.repeat(12))]),
  talk([message(hostile.number, hostile.name, 60 * 50, '<img src=x onerror=alert(1)> **bold** https://example.com')]),
  talk([message('2031', '', 60 * 24 * 8, 'Thanks!', mine)]),
];
const failed = talk([
  message('1014', kovalenko, 10, 'Are you there?', mine),
  message('1014', kovalenko, 9, 'The customer waits.', {
    direction: 'outgoing',
    state: { kind: 'failed', status: 408 },
  }),
  message('1014', kovalenko, 0, 'Trying the other line.', { direction: 'outgoing', state: { kind: 'sending' } }),
]);

const watched: Account = {
  ...sales,
  callerId: '+49302312510',
  voicemail: '*97',
  pickupCode: '*8',
  forwarding: { always: '', busy: '', noAnswer: '+491701234567', noAnswerSeconds: 20 },
  monitored: [
    { number: '1014', name: kovalenko, event: 'dialog' },
    { number: '1042', name: 'Søren Kjærgaard', event: 'presence' },
  ],
};
const forwarding: Account = {
  ...account,
  forwarding: { always: '+491701234567', busy: '', noAnswer: '', noAnswerSeconds: 20 },
};
const half = { until: now + 24 * minute };

export const restScenes: Record<string, Scene> = {
  'lines-home': { state: { ...lines(line(lena), line(sales)), people, conversations } },
  'lines-trouble': { state: lines(line(lena), line(sales, waiting)) },
  'lines-refused': { hash: '#history', state: lines(line(lena), line(sales, refused)) },
  'lines-sheet': {
    state: lines(line(lena, ready, { voicemail }), line(sales, waiting, { doNotDisturb: half })),
    press: ['State: 1 of 2 ready'],
    dialog: true,
  },
  'lines-menu': {
    state: { ...lines(line(lena, ready, { voicemail }), line(sales, waiting), line(longLine)), conversations, people },
    press: ['Menu'],
    dialog: true,
  },
  'dnd-timed': { state: { doNotDisturb: half } },
  'dnd-sheet': { state: { doNotDisturb: half }, press: ['State: Do not disturb, 24 min'], dialog: true },
  'dnd-one-line': { state: lines(line(lena), line(sales, ready, { doNotDisturb: { until: null } })) },
  voicemail: { state: lines(line(lena, ready, { voicemail })) },
  forwarding: { state: lines(line(forwarding)) },
  'forwarding-sheet': { state: lines(line(forwarding)), press: ['State: Forwarding'], dialog: true },
  'forwarding-busy': {
    state: lines(line({ ...forwarding, forwarding: { ...forwarding.forwarding, always: '', busy: '1002' } })),
  },
  'everything-on': {
    state: {
      ...lines(line(forwarding, ready, { voicemail }), line(sales, waiting)),
      doNotDisturb: half,
      people,
      conversations,
    },
  },
  people: { hash: '#people', state: { people, conversations } },
  'people-open': { hash: `#people/${account.id}/1188`, state: { people, conversations } },
  'people-ringing': {
    hash: `#people/${account.id}/2031`,
    state: { ...lines(line({ ...account, pickupCode: '*8' })), people },
  },
  'people-refused': {
    hash: `#people/${account.id}/1099`,
    state: { people: [{ line: account.id, number: '1099', name: '', state: { state: 'refused', status: 403 } }] },
  },
  'people-empty': { hash: '#people' },
  'people-on-call': { hash: '#people', state: { people, calls: [call(ilka, talking())] }, behind: true },
  messages: { hash: '#messages', state: { people, conversations } },
  'messages-open': { hash: `#messages/${account.id}/1014`, state: { people, conversations } },
  'messages-failed': { hash: `#messages/${account.id}/1014`, state: { conversations: [failed] } },
  'messages-hostile': { hash: `#messages/${account.id}/${hostile.number}`, state: { conversations } },
  'messages-long': { hash: `#messages/${account.id}/${encodeURIComponent(long.number)}`, state: { conversations } },
  'messages-new': { hash: '#messages/new', state: { ...lines(line(lena), line(sales)), people, conversations } },
  'messages-first': { hash: `#messages/${account.id}/${encodeURIComponent(amira.number)}`, state: {} },
  'messages-empty': { hash: '#messages' },
  'accounts-several': {
    hash: '#settings/account',
    state: lines(line(lena), line(sales, waiting), line(longLine, ready, { doNotDisturb: half })),
  },
  'accounts-options': { hash: `#settings/account/${watched.id}`, state: lines(line(lena), line(watched)) },
  'accounts-refused': { hash: `#settings/account/${sales.id}`, state: lines(line(lena), line(sales, refused)) },
  'accounts-remove': {
    hash: `#settings/account/${sales.id}`,
    state: lines(line(lena), line(sales)),
    press: ['Remove this account'],
    dialog: true,
  },
  'accounts-add': { hash: '#settings/account/new', state: lines(line(lena)) },
  'accounts-correct': { hash: `#settings/account/${sales.id}/sign-in`, state: lines(line(lena), line(sales, refused)) },
  'settings-sound-advanced': { hash: '#settings/sound', press: ['Advanced'] },
  'settings-sound-several': {
    hash: '#settings/sound',
    settings: {
      microphones: [
        { id: 'gone', label: 'Plantronics Voyager Focus 2 with a very long name of its own (Bluetooth)', group: 'g9' },
        { id: 'm1', label: 'Jabra Evolve2 65 Mono (USB)', group: 'g1' },
      ],
      ringers: [
        { id: 's2', label: 'Built-in speakers', group: 'g2', volume: 0.9 },
        { id: 's1', label: 'Jabra Evolve2 65 Mono (USB)', group: 'g1', volume: 0.3 },
        { id: 'x', label: 'Desk loudspeaker', group: 'g7', volume: 0.5 },
      ],
    },
  },
  'notice-lost-call': {
    lost: [
      {
        name: ilka.name,
        number: ilka.number,
        callBack: ilka.number,
        lineId: account.id,
        address: '1003@pbx.example.com',
        direction: 'incoming',
        startedAt: now - 5 * minute,
        answeredAt: now - 4 * minute,
        at: now - 20_000,
      },
    ],
  },
  'notice-device': {
    event: {
      device: 'microphone',
      kind: 'changed',
      label: 'Built-in microphone',
      before: 'Jabra Evolve2 65',
      ranked: false,
    },
  },
};
