/** Scenes of call control: several calls, transfers, conferences, questions, quality. */
import type { CallState, Transfer } from '../../renderer/phone/call';
import type { Call, Line, Person, PhoneState, QualityWarning } from '../../renderer/phone/phone-api';
import type { Party } from '../../renderer/phone/ports';
import { account, amira, arabic, bare, call, good, heldState, hostile, ilka, long, now, talking } from './people';
import type { Scene } from './scenes';

const minute = 60_000;
const oleksandra: Party = { name: 'Oleksandra Kovalenko', number: '1014', uri: 'sip:1014@pbx.example.com' };
const ringing = (party: Party, more: Partial<Call> = {}): Call =>
  call(party, { kind: 'ringing' }, { direction: 'incoming', startedAt: now - 3000, ...more });
const active = (part: Partial<Extract<CallState, { kind: 'active' }>>): CallState => {
  const state = talking();
  return state.kind === 'active' ? { ...state, ...part } : state;
};
const transferring = (transfer: Transfer): CallState =>
  active({ transfer, hold: { local: transfer.kind === 'referring', remote: false } });
const warned = (warnings: readonly QualityWarning[], more: Partial<Call['quality']> = {}): Pick<Call, 'quality'> => ({
  quality: { ...good, warnings, ...more },
});

const person = (name: string, number: string, state: Person['state']): Person => ({
  line: account.id,
  name,
  number,
  state,
});
const told = (state: 'offline' | 'idle' | 'ringing' | 'busy' | 'away'): Person['state'] => ({
  state,
  note: '',
  with: null,
  ringing: null,
});
export const people: readonly Person[] = [
  person(oleksandra.name, '1014', told('idle')),
  person('Kovács Ágnes-Boglárka', '1188', told('busy')),
  person('Priya Raghunathan', '2031', told('ringing')),
  person('Søren Kjærgaard', '1042', told('away')),
  person(long.name, '1077', told('offline')),
  person(arabic.name, '1055', { state: 'unknown' }),
];

const ready: Line['state'] = {
  kind: 'ready',
  attempt: 1,
  server: 0,
  since: now - minute,
  expiresAt: now + minute,
  asked: 600,
  refreshing: false,
};
const line = (id: string, label: string, callerId: string, state: Line['state'] = ready): Line => ({
  account: { ...account, id, label, callerId, user: id === account.id ? account.user : `20${String(label.length)}` },
  state,
  doNotDisturb: null,
  voicemail: null,
});
/** Three lines, of which one comes back. */
export const lines: readonly Line[] = [
  line(account.id, 'Vertrieb DE', '+49 30 23125 100'),
  line('support', 'Support', ''),
  line('uk', 'Donaudampfschifffahrtsgesellschaft, London office', '+44 20 7946 0321', {
    kind: 'waiting',
    attempt: 2,
    server: 0,
    until: now + 9000,
    cause: { kind: 'lost' },
  }),
];

const consulting = (state: CallState, original = heldState(now - 257_000)): Partial<PhoneState> => ({
  calls: [call(ilka, original), call(oleksandra, state, { consultFor: call(ilka, original).id })],
});
const inConference = (party: Party, muted = false): Call =>
  call(party, talking(now - 95_000), { conference: { muted } });

export const callScenes: Record<string, Scene> = {
  'dialpad-lines': { state: { lines } },
  'dialpad-lines-typed': { state: { lines, chosen: 'uk', account: lines[2]?.account ?? null }, typed: '+4930231251' },
  'live-via': {
    state: { lines, calls: [call(ilka, talking(), { direction: 'incoming', via: amira, called: '+493023125100' })] },
  },
  'live-two-more': {
    state: {
      calls: [call(amira, heldState(now - 134_000)), call(bare, heldState(now - 600_000)), call(ilka, talking())],
    },
  },
  'live-dialing-second': {
    state: { calls: [call(amira, heldState(now - 134_000)), call(ilka, { kind: 'calling' })] },
  },
  'live-held-by-them': { state: { calls: [call(ilka, active({ hold: { local: false, remote: true } }))] } },
  'live-waiting-digits': { state: { calls: [call(ilka, talking(), { waitingDigits: '4711#,22w9' })] } },
  'live-keypad-waiting': {
    state: {
      calls: [call(ilka, talking(), { digits: '49302312514300000012345678901234567890', waitingDigits: '4711#' })],
    },
    press: ['Keypad'],
    dialog: true,
  },
  'live-queued': {
    state: { calls: [call(ilka, { kind: 'remote-ringing', earlyMedia: false, progress: 'queued' })] },
  },
  transfer: { state: { people, calls: [call(ilka, talking())] }, press: ['Transfer'], dialog: true },
  'transfer-typed': {
    state: { people, calls: [call(ilka, talking())] },
    press: ['Transfer'],
    dialog: true,
    fill: { label: 'Name or number', text: 'kov' },
  },
  'transfer-number': {
    state: { people, calls: [call(ilka, talking())] },
    press: ['Transfer'],
    dialog: true,
    fill: { label: 'Name or number', text: '+49 30 23125' },
  },
  'transfer-nobody': {
    state: { calls: [call(hostile, talking())], history: [] },
    press: ['Transfer'],
    dialog: true,
    fill: { label: 'Name or number', text: 'nobody at all!' },
  },
  'transfer-asked': {
    state: { calls: [call(ilka, transferring({ kind: 'referring', to: '1014', progress: 0 }))] },
  },
  'transfer-ringing': {
    state: { calls: [call(ilka, transferring({ kind: 'referring', to: '1014', progress: 180 }))] },
  },
  'transfer-failed': {
    state: { calls: [call(ilka, transferring({ kind: 'failed', to: '1014', status: 486 }))] },
  },
  'consult-calling': {
    state: consulting({ kind: 'remote-ringing', earlyMedia: false, progress: 'ringing' }),
  },
  consult: { state: consulting(talking(now - 19_000)) },
  'consult-swapped': { state: consulting(heldState(now - 24_000), talking(now - 257_000)) },
  'consult-arabic': {
    dir: 'rtl',
    state: {
      calls: [
        call(long, heldState(now - 257_000)),
        call(arabic, talking(now - 19_000), { consultFor: call(long, talking()).id }),
      ],
    },
  },
  conference: { state: { calls: [inConference(ilka), inConference(amira, true)] } },
  'conference-stuck': { state: { calls: [inConference(long), inConference(hostile)] }, canLeaveConference: false },
  'conference-third': {
    state: { calls: [inConference(ilka), inConference(amira), call(bare, heldState(now - 600_000))] },
  },
  'incoming-via': {
    state: { lines, calls: [ringing(ilka, { via: amira, called: '+493023125100', ring: 'external' })] },
  },
  'incoming-urgent': { state: { calls: [ringing(bare, { ring: 'priority' })] } },
  'incoming-third': {
    state: { calls: [call(amira, talking()), ringing(ilka), ringing(arabic, { ring: 'internal' })] },
  },
  'incoming-refuse': { state: { calls: [ringing(ilka)] }, press: ['More choices'], dialog: true },
  'incoming-send-on': { state: { people, calls: [ringing(ilka)] }, press: ['Send to …'], dialog: true },
  redirected: {
    state: { calls: [call(ilka, { kind: 'redirected', target: 'sip:ilka@another.example.net' })] },
  },
  'redirected-hostile': {
    state: { calls: [call(hostile, { kind: 'redirected', target: `sip:${'a'.repeat(120)}@another.example.net` })] },
  },
  referral: {
    state: {
      calls: [call(ilka, talking(), { referral: { target: 'Amira El-Masry (1177)', attended: true, by: '' } })],
    },
  },
  'quality-loss': { state: { calls: [call(ilka, talking(), warned(['packet-loss'], { mos: 3.4, loss: 0.0523 }))] } },
  'quality-one-way': { state: { calls: [call(ilka, talking(), warned(['silent-microphone']))] } },
  'quality-not-sending': {
    state: { calls: [call(ilka, talking(), warned(['nothing-received'], { mos: null }))] },
  },
  'quality-muted': { state: { calls: [call(ilka, talking(), { muted: true, ...warned(['speaking-muted']) })] } },
  'quality-detail': {
    state: {
      calls: [call(ilka, talking(), warned(['packet-loss', 'delay'], { mos: 2.6, loss: 0.0523, roundTrip: 612 }))],
    },
    press: ['Quality: Poor. Details'],
    dialog: true,
  },
  'quality-good': { state: { calls: [call(ilka, talking())] }, press: ['Quality: Good. Details'], dialog: true },
  'quality-rtl': {
    dir: 'rtl',
    state: { calls: [call(arabic, talking(), warned(['silent-microphone']))] },
  },
  'card-via': { card: { name: ilka.name, number: ilka.number, via: amira.name } },
  'card-live': { card: { kind: 'live', name: ilka.name, number: ilka.number } },
  'card-live-muted': { card: { kind: 'live', name: ilka.name, number: ilka.number, muted: true } },
  'card-live-held': { card: { kind: 'live', name: arabic.name, number: arabic.number, held: true } },
};
