/** Builds one scene from `?scene=NAME`: the real screens over a phone that stands still. */
import { mount } from 'svelte';
import type { Settings } from '../../preload/contract';
import type { Host } from '../../renderer/host/host';
import type { PhoneState } from '../../renderer/phone/phone-api';
import { createApp } from '../../renderer/state/create-app';
import type { Devices, Sound } from '../../renderer/state/sound';
import App from '../../renderer/ui/App.svelte';
import Card from '../../renderer/ui/card/Card.svelte';
import { history, now } from './people';
import { account, scenes } from './scenes';
import { StillPhone } from './still-phone';

const query = new URLSearchParams(location.search);
const scene = scenes[query.get('scene') ?? ''];
if (!scene) throw new Error('no such scene');

const headset: Devices = {
  microphones: [
    { id: 'm1', label: 'Jabra Evolve2 65 Mono (USB)' },
    { id: 'm2', label: 'Built-in microphone' },
  ],
  speakers: [
    { id: 's1', label: 'Jabra Evolve2 65 Mono (USB)' },
    { id: 's2', label: 'Built-in speakers' },
  ],
};
const settings: Settings = {
  theme: 'system',
  autoAnswer: 'off',
  startWithSystem: true,
  microphone: { id: 'm1', label: 'Jabra Evolve2 65 Mono (USB)' },
  speaker: { id: 's1', label: 'Jabra Evolve2 65 Mono (USB)' },
  ringDevice: { id: 's2', label: 'Built-in speakers' },
  ringVolume: 0.7,
  callVolume: 0.8,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: false,
  warmMicrophone: true,
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
    return { you: 0.004 + 0.03 * wave(5, 2.3), them: 0.01 + 0.3 * wave(4, 3.1) };
  },
  quality: () => Promise.resolve('good'),
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
  keyTone: () => {},
};

const state: PhoneState = {
  account: scene.signedOut ? null : account,
  line: scene.signedOut
    ? { kind: 'off' }
    : {
        kind: 'ready',
        attempt: 1,
        server: 0,
        since: now - 60_000,
        expiresAt: now + 540_000,
        asked: 600,
        refreshing: false,
      },
  calls: [],
  doNotDisturb: false,
  history,
  missed: 2,
  storeProblem: null,
  ...scene.state,
};
const { calls } = state;
const phone = new StillPhone({ ...state, calls: [] });
const host: Pick<Host, 'account' | 'practice' | 'settings'> = {
  account: {
    load: () =>
      scene.opening
        ? new Promise(() => {})
        : Promise.resolve({
            account: scene.signedOut ? null : { ...account, servers: [...account.servers], iceServers: [] },
            password: scene.signedOut ? null : 'secret',
            storage: scene.storage ?? { kind: 'keyring' },
          }),
    save: () => Promise.resolve({ kind: 'keyring' }),
    forget: () => Promise.resolve(),
  },
  practice: { start: () => Promise.reject(new Error('not here')) },
  settings: {
    load: () => Promise.resolve({ settings, setAside: null }),
    save: () => Promise.resolve(),
    onChanged: () => () => {},
    startWithSystem: true,
  },
};

async function show(): Promise<void> {
  document.documentElement.dir = scene?.dir ?? 'ltr';
  const target = document.getElementById('app') ?? document.body;
  if (scene?.card) {
    await import('../../renderer/ui/theme/card-window.css');
    document.body.className = 'card-window';
    const content = { callId: '1', line: '1003', second: false, theme: 'system' as const, ...scene.card };
    const window = document.createElement('main');
    target.append(window);
    mount(Card, { target: window, props: { content, answer: () => {}, decline: () => {} } });
    return;
  }
  await import('../../renderer/ui/theme/window.css');
  if (scene?.hash) location.hash = scene.hash;
  const app = createApp({
    phone,
    host,
    settings: { settings, setAside: scene?.setAside ?? null },
    sound,
    location,
    applied: () => {},
    now: () => now,
  });
  const started = app.session.start();
  if (!scene?.opening) await started;
  mount(App, { target, props: { app } });
  app.microphone.watch();
  if (scene?.typed) app.dialPad.insert(scene.typed);
  if (calls.length > 0) phone.change({ calls });
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
