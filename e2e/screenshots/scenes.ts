/** Every screen in every state worth looking at. Data only: the page builds them, the spec photographs them. */
import type {
  CardContent,
  DialWish,
  LostCall,
  Managed,
  SecretStorage,
  Settings,
  UpdateStatus,
} from '../../preload/contract';
import type { Contact } from '../../renderer/phone/contacts';
import type { Call, PhoneState } from '../../renderer/phone/phone-api';
import type { OperatorView } from '../../renderer/state/operator';
import type { ContactsView } from '../../renderer/state/contacts';
import type { DeviceEvent, Devices, MicrophoneProblem } from '../../renderer/state/sound';
import {
  account,
  amira,
  arabic,
  bare,
  call,
  heldState,
  hostile,
  ilka,
  interrupted,
  long,
  now,
  talking,
} from './people';
import { agentScenes } from './scenes-agent';
import { contactScenes } from './scenes-contacts';
import { callScenes } from './scenes-calls';
import { homeScenes } from './scenes-home';
import { customScenes } from './scenes-custom';
import { diagnosisScenes } from './scenes-diagnosis';
import { historyScenes } from './scenes-history';
import { policyScenes } from './scenes-policy';
import { privacyScenes } from './scenes-privacy';
import { restScenes } from './scenes-rest';
import { signInScenes } from './scenes-sign-in';
import { wishScenes } from './scenes-wishes';
import { updateScenes } from './scenes-updates';

export interface Scene {
  hash?: string;
  state?: Partial<PhoneState>;
  settings?: Partial<Settings>;
  /** `same`: groups of those that seem to be one. `file`: a table that is being imported. */
  contacts?: { all: readonly Contact[]; directory: ContactsView['directory']; same?: string[][]; file?: string };
  storage?: SecretStorage;
  devices?: Devices;
  microphone?: MicrophoneProblem;
  setAside?: string;
  /** The desktop shows no tray icons. */
  noTray?: true;
  /** Of the policy. */
  crashServer?: string;
  managed?: Partial<Managed>;
  /** The keyring has not answered yet. */
  opening?: true;
  /** Not signed in. */
  signedOut?: 'form' | 'errors' | 'checking';
  /** The call is not the shown page. */
  behind?: true;
  typed?: string;
  /** A number that something outside wants called. */
  wish?: DialWish;
  /** Buttons to press, by their accessible names, before the picture. */
  press?: readonly string[];
  /** A tab to be opened after that, and buttons to press there. */
  tab?: string;
  then?: readonly string[];
  /** What is done one after the other: fields filled in, buttons pressed. */
  steps?: readonly ({ press: string } | { label: string; text: string })[];
  /** A field to be filled in after that. */
  fill?: { label: string; text: string };
  /** A press opens a sheet or the menu. */
  dialog?: true;
  /** The call card instead of the window. */
  card?: Partial<CardContent> & Pick<CardContent, 'name' | 'number'>;
  dir?: 'rtl';
  /** Calls that the window before this one lost. */
  lost?: readonly LostCall[];
  /** What became of a device a moment ago. */
  event?: DeviceEvent;
  /** The switch cannot join the others of a conference. */
  canLeaveConference?: false;
  /** The SIP trace is on, and has some. */
  traced?: true;
  /** The connection check finds what is wrong. */
  broken?: true;
  /** Left out: whoever serves the page sees to them. */
  updates?: UpdateStatus;
  /** Left out: the program watches the keyboard itself. */
  shortcutsBy?: 'portal' | 'nobody';
  /** Left out: nobody's phone. */
  operator?: OperatorView;
}

const ringing = (party: Call['party']): Call =>
  call(party, { kind: 'ringing' }, { direction: 'incoming', startedAt: now - 3000 });
const refused: PhoneState['line'] = { kind: 'refused', cause: { kind: 'wrong-password' } };
const waiting: PhoneState['line'] = {
  kind: 'waiting',
  attempt: 3,
  server: 0,
  until: now + 12_000,
  cause: { kind: 'no-pong' },
};

export const scenes: Record<string, Scene> = {
  ...agentScenes,
  ...callScenes,
  ...contactScenes,
  ...customScenes,
  ...homeScenes,
  ...diagnosisScenes,
  ...policyScenes,
  ...privacyScenes,
  ...historyScenes,
  ...restScenes,
  ...signInScenes,
  ...wishScenes,
  ...updateScenes,
  opening: { opening: true },
  dialpad: {},
  'dialpad-typed': { typed: '+4930231251' },
  'dialpad-long': { typed: '+49302312514300000000000012345' },
  'dialpad-problem': { typed: 'no number!', press: ['Call'] },
  'dialpad-first': { state: { history: [], missed: 0 } },
  'dialpad-dnd': { state: { doNotDisturb: { until: null } } },
  calling: { state: { calls: [call(ilka, { kind: 'remote-ringing', earlyMedia: false, progress: 'ringing' })] } },
  live: { state: { calls: [call(ilka, talking())] } },
  'live-muted': { state: { calls: [call(ilka, talking(), { muted: true })] } },
  'live-hold': { state: { calls: [call(ilka, heldState(now - 257_000))] } },
  'live-two': { hash: '#history', state: { calls: [call(amira, heldState(now - 134_000)), call(ilka, talking())] } },
  'live-keypad': { state: { calls: [call(ilka, talking(), { digits: '4711#' })] }, press: ['Keypad'], dialog: true },
  'live-sound': { state: { calls: [call(ilka, talking())] }, press: ['Sound'], dialog: true },
  'live-interrupted': { state: { calls: [call(ilka, interrupted)], line: waiting } },
  'live-arabic': { state: { calls: [call(arabic, talking())] } },
  'live-long': { state: { calls: [call(long, talking())] } },
  'live-hostile': { state: { calls: [call(hostile, talking())] } },
  incoming: { hash: '#history', state: { calls: [ringing(ilka)] } },
  'incoming-bare': { state: { calls: [ringing(bare)] } },
  'incoming-second': { state: { calls: [call(amira, talking()), ringing(ilka)] } },
  'ended-busy': { state: { calls: [call(ilka, { kind: 'ended', reason: { kind: 'busy' }, at: now })] } },
  'ended-microphone': {
    state: { calls: [call(amira, { kind: 'ended', reason: { kind: 'no-microphone', problem: 'missing' }, at: now })] },
  },
  'ended-calm': {
    state: { calls: [call(amira, { kind: 'ended', reason: { kind: 'hung-up', by: 'them' }, at: now })] },
  },
  settings: { hash: '#settings' },
  'settings-account': { hash: '#settings/account', storage: { kind: 'keyring' } },
  'settings-sound': { hash: '#settings/sound' },
  'settings-sound-none': { hash: '#settings/sound', devices: { microphones: [], speakers: [] }, microphone: 'missing' },
  'settings-calls': { hash: '#settings/calls' },
  'settings-appearance': { hash: '#settings/appearance' },
  'settings-shortcuts': {
    hash: '#settings/shortcuts',
    settings: {
      globalShortcuts: {
        answer: 'Control+Alt+A',
        hangUp: 'F8',
        mute: '',
        dialSelection: 'Control+Shift+Super+PageDown',
        show: 'Control+Alt+Left',
      },
    },
  },
  'settings-shortcuts-pressing': { hash: '#settings/shortcuts', press: ['Mute and unmute None'] },
  'settings-shortcuts-portal': { hash: '#settings/shortcuts', shortcutsBy: 'portal' },
  'settings-shortcuts-nobody': { hash: '#settings/shortcuts', shortcutsBy: 'nobody' },
  'settings-on-call': { hash: '#settings/sound', state: { calls: [call(ilka, talking())] }, behind: true },
  menu: { press: ['Menu'], dialog: true },
  'line-sheet': { press: ['State: Ready'], dialog: true },
  'error-refused': { state: { line: refused } },
  'error-refused-sheet': { state: { line: refused }, press: ['State: Not connected'], dialog: true },
  'error-reconnecting': { state: { line: waiting } },
  'error-offline': { state: { line: { kind: 'offline', server: 0 } } },
  'error-certificate': {
    hash: '#history',
    state: {
      line: {
        kind: 'waiting',
        attempt: 1,
        server: 0,
        until: now + 4000,
        cause: { kind: 'certificate', problem: 'unknown-issuer' },
      },
    },
  },
  'notice-no-tray': { noTray: true },
  'notice-memory': { storage: { kind: 'memory', why: 'no-keyring' } },
  'notice-microphone': { devices: { microphones: [], speakers: [] } },
  'notice-settings': { setAside: '/home/lena/.config/sidetone/settings.broken-2025-10-08.json' },
  connecting: { state: { line: { kind: 'connecting', attempt: 1, server: 0 } } },
  'card-name': { card: { name: ilka.name, number: ilka.number } },
  'card-bare': { card: { name: bare.number, number: bare.number } },
  'card-second': { card: { name: amira.name, number: amira.number, second: true } },
  'card-several': { card: { name: amira.name, number: amira.number, more: 2 } },
  'card-arabic': { card: { name: arabic.name, number: arabic.number } },
  'card-hostile': { card: { name: hostile.name, number: hostile.number } },
};

/** The pictures that documents show. */
export const shownInDocs: readonly string[] = [
  'sign-in.desk.light',
  'dialpad.phone.light',
  'live.phone.light',
  'live.desk.light',
  'live-keypad.phone.dark',
  'incoming.desk.dark',
  'history-entry.desk.light',
  'settings-sound.desk.light',
  'card-name.card.light',
];

export { account };
