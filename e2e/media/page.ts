/** What the specs find in the page: the real media adapters, and the classes that errors are told by. */
import { createMedia } from '../../renderer/media/media';
import type { MediaSettings } from '../../renderer/media/settings';
import { accountDefaults, type Account } from '../../renderer/phone/account';
import type { CallAudio } from '../../renderer/phone/ports';
import { readAddresses } from '../../renderer/media/addresses';
import { ear, farEnd, strength, toneStream, type Ear } from './tones';

const settings: MediaSettings = {
  microphones: [],
  speakers: [],
  ringers: [],
  callVolume: 1,
  ringVolume: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  warmMicrophone: false,
  codecOrder: [],
  codecDelete: [],
  codecPriority: [],
  opus: { bitrate: 32, fec: true, dtx: false, packetTime: 20 },
};

// Every connection and captured track of the page, to see what is left of them.
const connections: RTCPeerConnection[] = [];
const tracks: MediaStreamTrack[] = [];
const Original = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Original {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};
const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
/** What the microphone gives instead of the fake device's beeps; null: those. */
const speak: { hertz: number | ((device: string) => number) | null } = { hertz: null };
navigator.mediaDevices.getUserMedia = async (constraints) => {
  const { hertz } = speak;
  const audioOf = typeof constraints?.audio === 'object' ? constraints.audio.deviceId : undefined;
  const device = typeof audioOf === 'object' && 'exact' in audioOf ? String(audioOf.exact) : '';
  const stream =
    hertz === null ? await capture(constraints) : toneStream(typeof hertz === 'number' ? hertz : hertz(device));
  tracks.push(...stream.getTracks());
  const name = (await enumerate()).find(({ deviceId }) => deviceId === device)?.label;
  for (const track of stream.getTracks()) if (name !== undefined) labels.set(track, name);
  return stream;
};
const { clone } = MediaStreamTrack.prototype;
MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
  const copy = clone.call(this);
  labels.set(copy, labels.get(this) ?? this.label);
  tracks.push(copy);
  return copy;
};

/** Devices that are unplugged, by label, and what the system uses by itself; null: as the browser says. */
const sockets: { unplugged: string[]; system: string | null } = { unplugged: [], system: null };
const enumerate = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
navigator.mediaDevices.enumerateDevices = async () => {
  const all = (await enumerate()).filter(({ label }) => !sockets.unplugged.includes(label));
  if (sockets.system === null) return all;
  const { system } = sockets;
  return all.map((device) =>
    device.deviceId === 'default'
      ? { ...device.toJSON(), deviceId: 'default', kind: device.kind, label: `Default - ${system}`, groupId: '' }
      : device,
  );
};
/** As the browser does it: what was open on them ends, and the page is told. */
function plug(change: Partial<typeof sockets>) {
  Object.assign(sockets, change);
  for (const track of tracks) {
    if (track.readyState === 'ended' || !sockets.unplugged.includes(labels.get(track) ?? track.label)) continue;
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
}
/** Of tracks that are a tone in place of a device. */
const labels = new Map<MediaStreamTrack, string>();

const contexts: AudioContext[] = [];
const OriginalContext = window.AudioContext;
window.AudioContext = class extends OriginalContext {
  constructor(options?: AudioContextOptions) {
    super(options);
    contexts.push(this);
  }
};

/** The strongest sample of what an element plays, measured outside the adapters; for `ms`. */
async function loudness(element: HTMLAudioElement, ms: number): Promise<number> {
  const context = new OriginalContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(element.srcObject as MediaStream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let peak = 0;
  const end = performance.now() + ms;
  while (performance.now() < end) {
    analyser.getFloatTimeDomainData(samples);
    peak = Math.max(peak, ...samples.map(Math.abs));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await context.close();
  return peak;
}

const logged: string[] = [];
const note = (area: string, message: string) => logged.push(`${area}: ${message}`);
const create = (changes: Partial<MediaSettings> = {}) =>
  createMedia({
    settings: { ...settings, ...changes },
    document,
    log: { debug: note, info: note, warn: note, error: note },
  });

const account = (iceServers: RTCIceServer[] = []): Account => ({
  ...accountDefaults,
  id: 'a',
  servers: ['wss://pbx.test'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: '',
  expires: 600,
  iceServers,
  practice: false,
});

const media = create();
const audio = (id: string, iceServers: RTCIceServer[] = []) => media.media.createAudio(account(iceServers), id);

/** Resolves when `look` gives something other than false or null. */
async function until<T>(look: () => T | Promise<T>, limit = 8000): Promise<Exclude<T, false | null>> {
  const end = performance.now() + limit;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null) return found as Exclude<T, false | null>;
    if (performance.now() > end) throw new Error(`not within ${limit} ms: ${look.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const heard = (call: CallAudio) => until(async () => ((await call.stats())?.packetsReceived ?? 0) > 10);

/** Two calls connected with each other. */
async function pair(first = audio('a'), second = audio('b')) {
  await first.applyAnswer(await second.answer(await first.offer()), 'answer');
  await Promise.all([heard(first), heard(second)]);
  return { first, second };
}

/** A call with a far end that is a tone. */
async function callTone(id: string, hertz: number) {
  const call = audio(id);
  const far = farEnd(hertz);
  await call.applyAnswer(await far.answer(await call.offer()), 'answer');
  await heard(call);
  return { call, far };
}

/** Resolves when this is what is heard, all the time that an ear takes to forget what was before. */
async function hears(who: Ear, among: readonly number[], expected: readonly number[]) {
  const wanted = expected.join();
  let since = performance.now();
  try {
    await until(() => {
      if (who.hears(among).join() !== wanted) since = performance.now();
      return performance.now() - since > 400;
    });
  } catch {
    throw new Error(
      `heard ${who.hears(among).join()} of ${among.join()} (${who.strengths(among).join()}), not ${wanted}`,
    );
  }
}

/** One round of offer and answer between two calls. */
async function renegotiate(from: CallAudio, to: CallAudio, options?: { iceRestart?: boolean }) {
  const offer = await from.offer(options);
  const answer = await to.answer(offer);
  await from.applyAnswer(answer, 'answer');
  return { offer, answer };
}

const error = async (run: Promise<unknown>) =>
  run.then(
    () => null,
    (thrown: unknown) =>
      thrown instanceof Error
        ? { name: thrown.name, message: thrown.message, problem: 'problem' in thrown ? thrown.problem : null }
        : null,
  );

/** What is alive in the page. */
const left = () => ({
  connections: connections.filter((connection) => connection.connectionState !== 'closed').length,
  tracks: tracks.filter((track) => track.readyState === 'live').length,
  elements: document.querySelectorAll('audio').length,
});

const direction = (sdp: string) => /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp)?.[1];

const page = {
  callTone,
  ear,
  farEnd,
  hears,
  plug,
  readAddresses,
  speak,
  strength,
  toneStream,
  create,
  media,
  audio,
  account,
  until,
  heard,
  pair,
  renegotiate,
  error,
  left,
  direction,
  logged,
  connections,
  tracks,
  contexts,
  loudness,
  settings,
};
export type Page = typeof page;
declare global {
  interface Window {
    test: Page;
  }
}
window.test = page;

// By itself, not from a spec: what Playwright evaluates counts as a gesture of the user.
if (location.hash === '#ring') media.ringer.play('ring');
