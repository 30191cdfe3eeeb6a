/** The history in every state worth looking at. */
import type { HistoryEntry } from '../../renderer/phone/history';
import type { PhoneState } from '../../renderer/phone/phone-api';
import { account, bare, call, history, hostile, ilka, long, now, talking } from './people';
import type { Scene } from './scenes';

const minute = 60_000;
const [first] = history;
const made = (id: string, ago: number, more: Partial<HistoryEntry>): HistoryEntry => ({
  id,
  direction: 'incoming',
  party: ilka,
  line: '1003@pbx.example.com',
  startedAt: now - ago * minute,
  answeredAt: null,
  endedAt: now - ago * minute + 9_000,
  reason: { kind: 'missed' },
  seen: true,
  ...more,
});
const talked = (id: string, ago: number, more: Partial<HistoryEntry> = {}): HistoryEntry =>
  made(id, ago, {
    answeredAt: now - ago * minute + 4_000,
    endedAt: now - ago * minute + 190_000,
    reason: { kind: 'hung-up', by: 'them' },
    mos: 4.31,
    ...more,
  });

const quote = 'Wants a quote for the lift by Friday. Sent her the price list of October, call back after the meeting.';
/** Repeated calls, two lines, notes. */
const busy: readonly HistoryEntry[] = [
  made('busy-1', 3, { seen: false }),
  made('busy-2', 5, { seen: false }),
  made('busy-3', 11, { seen: false }),
  talked('busy-4', 26, { note: quote, via: bare, line: 'vertrieb-de@northwind.example' }),
  made('busy-5', 44, { direction: 'outgoing', party: bare, reason: { kind: 'busy' } }),
  made('busy-6', 45, { direction: 'outgoing', party: bare, reason: { kind: 'busy' } }),
  talked('busy-7', 58, { party: long, note: 'Mobile only after 5', line: 'vertrieb-de@northwind.example' }),
  talked('busy-8', 71, { party: hostile, note: '<script>alert(1)</script>', mos: 2.4 }),
  ...history,
];
const ready: PhoneState['line'] = {
  kind: 'ready',
  attempt: 1,
  server: 0,
  since: now - minute,
  expiresAt: now + 9 * minute,
  asked: 600,
  refreshing: false,
};
const sales = {
  ...account,
  id: 'sales',
  user: 'vertrieb-de',
  domain: 'northwind.example',
  label: 'Vertrieb DE',
};
const state: Partial<PhoneState> = {
  history: busy,
  missed: 3,
  lines: [account, sales].map((one) => ({ account: one, state: ready, doNotDisturb: null, voicemail: null })),
};
const search = { label: 'Name, number or note' };

export const historyScenes: Record<string, Scene> = {
  history: { hash: '#history' },
  'history-entry': { hash: `#history/${first?.id ?? ''}` },
  'history-on-call': { hash: '#history', state: { calls: [call(ilka, talking())] }, behind: true },
  'history-empty': { hash: '#history', state: { history: [], missed: 0 } },
  'history-clear': { hash: '#history', press: ['Clear the history'], dialog: true },
  'history-busy': { hash: '#history/busy-1', state },
  'history-note': { hash: '#history/busy-4', state },
  'history-hostile': { hash: '#history/busy-8', state },
  'history-search': { hash: '#history', state, steps: [{ ...search, text: 'quote ilk' }] },
  'history-none': { hash: '#history', state, steps: [{ ...search, text: 'nobody of that name' }] },
  'history-no-missed': {
    hash: '#history',
    state: { history: history.filter(({ reason }) => reason.kind !== 'missed'), missed: 0 },
    press: ['Missed'],
  },
  'history-select': {
    hash: '#history',
    state,
    steps: [{ press: 'Select calls' }, { press: 'Select all' }],
  },
  'history-more': {
    hash: '#history',
    state,
    press: ['More for the call with Dr. Ilka Böttcher-Schmidthuber'],
    dialog: true,
  },
  'history-noting': { hash: '#history/busy-4', state, press: ['Change the note'], dialog: true },
  'history-export': { hash: '#history', state, press: ['Export'], dialog: true },
  'history-rtl': { hash: '#history/busy-4', state, dir: 'rtl' },
};
