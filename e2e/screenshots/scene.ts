/** Builds one scene from `?scene=NAME`: the real screens over a phone that stands still. */
import { mount } from 'svelte';
import type { Managed, Settings } from '../../preload/contract';
import { defaultSettings } from '../../preload/settings';
import type { Host } from '../../renderer/host/host';
import type { PhoneState } from '../../renderer/phone/phone-api';
import { t } from '../../renderer/locales/messages';
import { toRecord } from '../../renderer/state/account-record';
import { createApp } from '../../renderer/state/create-app';
import { importOf } from '../../renderer/state/contact-import.svelte';
import { FakeContacts } from '../../renderer/state/fakes/fake-contacts.svelte';
import { noOperator } from '../../renderer/state/fakes/fake-operator';
import type { Devices, Sound } from '../../renderer/state/sound';
import App from '../../renderer/ui/App.svelte';
import type { CardActions } from '../../renderer/ui/card/actions';
import Card from '../../renderer/ui/card/Card.svelte';
import { history, now } from './people';
import { account, scenes } from './scenes';
import { stillCheck, stillProbes, stillTrace } from './scenes-diagnosis';
import { stillSupport } from './scenes-privacy';
import { stillUpdates } from './scenes-updates';
import { StillPhone } from './still-phone';
import { stillShortcuts } from './still-shortcuts';
import { tour } from './tour';

// Nothing of another scene.
localStorage.clear();
const query = new URLSearchParams(location.search);
const name = query.get('scene') ?? '';
const scene = scenes[name] ?? tour[name];
if (!scene) throw new Error('no such scene');

const headset: Devices = {
  microphones: [
    { id: 'm1', label: 'Jabra Evolve2 65 Mono (USB)', group: 'g1' },
    { id: 'm2', label: 'Built-in microphone', group: 'g2' },
  ],
  speakers: [
    { id: 's1', label: 'Jabra Evolve2 65 Mono (USB)', group: 'g1' },
    { id: 's2', label: 'Built-in speakers', group: 'g2' },
  ],
};
const managed: Managed = {
  settings: {},
  practice: true,
  ownSystem: true,
  crashServer: scene.crashServer ?? '',
  ...scene.managed,
};
const settings: Settings = {
  ...defaultSettings,
  theme: 'system',
  autoAnswer: 'off',
  startWithSystem: true,
  microphones: [...headset.microphones],
  speakers: [...headset.speakers],
  ringers: headset.speakers.map((device, index) => ({ ...device, volume: index === 0 ? 0.7 : 0.4 })),
  ringVolume: 0.7,
  callVolume: 0.8,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: false,
  headsetButtons: true,
  headsets: [],
  warmMicrophone: true,
  codecOrder: [],
  codecDelete: [],
  codecPriority: [],
  opus: { bitrate: 32, fec: true, dtx: false, packetTime: 20 },
  callLimit: 4,
  interruptionLimit: 0,
  doNotDisturb: null,
  doNotDisturbLines: {},
  chosenLine: '',
  historyDays: 0,
  ...scene.settings,
};

/** Two voices as they would be: yours quiet, theirs in the middle of a word. */
let sample = 0;
const sound: Sound = {
  devices: () => Promise.resolve(scene.devices ?? headset),
  onDevicesChanged: () => () => {},
  levels: () => {
    sample += 1;
    const wave = (slow: number, fast: number) => Math.abs(Math.sin(sample / slow) * Math.sin(sample / fast));
    const you = 0.004 + 0.03 * wave(5, 2.3);
    return { you, them: 0.01 + 0.3 * wave(4, 3.1), microphone: you };
  },
  inUse: () => ({
    microphone: headset.microphones[0]?.label ?? '',
    speaker: headset.speakers[0]?.label ?? '',
    ringers: headset.speakers.map(({ label }) => label),
  }),
  onDeviceEvent: (listener) => {
    if (scene.event) listener(scene.event);
    return () => {};
  },
  watchSpeaker: () => () => {},
  watchMicrophone: (onLevel, onProblem) => {
    if (scene.microphone) {
      onProblem(scene.microphone);
      return () => {};
    }
    const timer = setInterval(() => {
      onLevel(0.06);
    }, 50);
    return () => {
      clearInterval(timer);
    };
  },
  testSpeaker: () => {},
  testRing: () => {},
  testRinger: () => {},
  keyTone: () => {},
};

const ready: PhoneState['line'] = {
  kind: 'ready',
  attempt: 1,
  server: 0,
  since: now - 60_000,
  expiresAt: now + 540_000,
  asked: 600,
  refreshing: false,
};
const line = scene.signedOut ? { kind: 'off' as const } : (scene.state?.line ?? ready);
const state: PhoneState = {
  lines: scene.signedOut ? [] : [{ account, state: line, doNotDisturb: null, voicemail: null }],
  chosen: scene.signedOut ? null : account.id,
  account: scene.signedOut ? null : account,
  line,
  calls: [],
  doNotDisturb: null,
  history,
  missed: 2,
  storeProblem: null,
  people: [],
  conversations: [],
  ...scene.state,
};
const { calls } = state;
const phone = new StillPhone({ ...state, calls: [] }, scene.canLeaveConference);
const host: Pick<
  Host,
  'account' | 'practice' | 'settings' | 'operator' | 'links' | 'check' | 'support' | 'pageFrame' | 'shortcuts'
> = {
  account: {
    load: () =>
      scene.opening
        ? new Promise(() => {})
        : Promise.resolve(
            scene.signedOut
              ? []
              : state.lines.map(({ account: kept }) => ({
                  account: toRecord(kept),
                  password: 'secret',
                  storage: scene.storage ?? { kind: 'keyring' as const },
                })),
          ),
    save: () => Promise.resolve({ kind: 'keyring' }),
    forget: () => Promise.resolve(),
    order: () => Promise.resolve(),
  },
  practice: { start: () => Promise.reject(new Error('not here')) },
  settings: {
    load: () => Promise.resolve({ settings, setAside: null, managed }),
    save: () => Promise.resolve(),
    onChanged: () => () => {},
    startWithSystem: true,
    zoom: true,
    card: true,
  },
  operator: null,
  links: {
    serverProblem: () => Promise.resolve(null),
    open: () => Promise.resolve(true),
    paymentReturn: '',
    onPayment: () => () => {},
    onWanted: () => () => {},
  },
  pageFrame: 'page-frame.html',
  shortcuts: stillShortcuts(settings.globalShortcuts, scene.shortcutsBy ?? 'program'),
  check: stillCheck(scene.broken ?? false),
  support: {
    make: () => Promise.resolve([...stillSupport]),
    save: () => Promise.reject(new Error(t('failure.support.not-allowed', { folder: '/media/stick' }))),
  },
};

const nothing = (): void => {};
const actions: CardActions = {
  answer: nothing,
  decline: nothing,
  hangUp: nothing,
  setMuted: nothing,
  openWindow: nothing,
};

let clock = now;
/** A desktop that shows no icons. */
const withoutTray: NonNullable<Host['window']> = {
  show: () => {},
  tray: { missing: () => Promise.resolve(true), onMissing: () => () => {}, told: () => {} },
};

async function show(): Promise<void> {
  document.documentElement.dir = scene?.dir ?? 'ltr';
  const target = document.getElementById('app') ?? document.body;
  if (scene?.card) {
    await import('../../renderer/ui/theme/card-window.css');
    document.body.className = 'card-window';
    const content = {
      kind: 'ringing' as const,
      callId: '1',
      line: '1003',
      via: '',
      second: false,
      more: 0,
      muted: false,
      held: false,
      theme: 'system' as const,
      ...scene.card,
    };
    const window = document.createElement('main');
    target.append(window);
    mount(Card, { target: window, props: { content, actions } });
    return;
  }
  await import('../../renderer/ui/theme/window.css');
  if (scene?.hash) location.hash = scene.hash;
  const contacts = new FakeContacts(scene?.contacts?.all, scene?.contacts?.directory);
  contacts.same = scene?.contacts?.same ?? [];
  if (scene?.contacts?.file) await importOf(contacts).open(new File([scene.contacts.file], 'people.csv'));
  const app = createApp({
    phone,
    host: { ...host, updates: stillUpdates(scene?.updates), ...(scene?.noTray && { window: withoutTray }) },
    settings: { settings, setAside: scene?.setAside ?? null, managed },
    ...(scene?.lost && { lost: scene.lost }),
    sound,
    operator: scene?.operator ?? noOperator,
    trace: stillTrace(scene?.traced ?? false),
    dial: {
      show: nothing,
      take: () => Promise.resolve(scene?.wish ?? null),
      onWanted: () => nothing,
      handler: () => Promise.resolve('another'),
      becomeHandler: () => Promise.resolve('this'),
    },
    probes: () => Promise.resolve(stillProbes(scene?.broken ?? false)),
    contacts,
    location,
    applied: () => {},
    now: () => clock,
  });
  if (!scene?.opening) app.session.start(await host.account.load());
  mount(App, { target, props: { app } });
  app.microphone.watch();
  if (scene?.typed) app.dialPad.insert(scene.typed);
  // Whoever is on hold waits for a while already.
  clock = now - 84_000;
  if (calls.length > 0) phone.change({ calls });
  clock = now;
  app.router.showCall = calls.length > 0 && !scene?.behind;
  if (scene?.signedOut === 'errors') {
    Object.assign(app.session.form.values, {
      server: 'ws://pbx.example.com',
      user: 'lena hartmann',
      password: 'secret',
      expires: '5',
    });
    app.session.signIn();
  }
  if (scene?.signedOut === 'checking') {
    Object.assign(app.session.form.values, {
      server: 'wss://pbx.example.com:8089/ws',
      user: '1003',
      password: 'secret',
    });
    app.session.signIn();
  }
}

void show().then(() => {
  document.documentElement.dataset['scene'] = 'ready';
});
