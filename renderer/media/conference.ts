/** A conference mixed here: each party gets the microphone and all others, never itself. */
import type { CallId, ConferencePort } from '../phone/ports';
import type { AudioEngine } from './audio-engine';

/** One call as the mixer needs it. */
export interface Mixable {
  /** The call's own microphone, silent while it is muted or held; null before it is open. */
  readonly microphone: MediaStreamTrack | null;
  /** Their sound. It has to play in an element too, or Chromium feeds silence into Web Audio. */
  readonly remote: MediaStreamTrack | null;
  /** Nobody holds: a held party hears nobody, and what comes from one that holds us is music, not for the others. */
  readonly talking: boolean;
  /** Sent instead of the microphone; null: the microphone again. */
  setMix(track: MediaStreamTrack | null): void;
  /** Not heard here. */
  setSilenced(on: boolean): void;
  /** One of the above is another. */
  onmixable: (() => void) | null;
}

export interface Conference extends ConferencePort {
  /** The call is over. */
  left(id: CallId): void;
  close(): void;
}

interface Input {
  track: MediaStreamTrack;
  node: MediaStreamAudioSourceNode;
}

interface Party {
  call: Mixable;
  microphone: Input | null;
  remote: Input | null;
  /** Their sound on its way to the others. */
  voice: GainNode;
  /** What they get: everything is summed up here, */
  sum: GainNode;
  /** and leaves here, kept from clipping. */
  limiter: WaveShaperNode;
  output: MediaStreamAudioDestinationNode;
}

/** Several voices at once may be louder than what can be sent. */
const headroom = 2;

/** s: time constant of a change, so that it does not click. */
const smooth = 0.005;

/** Straight up to 0.7, bent towards 1 from there: a single voice passes as it is. */
export function limiterCurve(points = 4097): Float32Array<ArrayBuffer> {
  const knee = 0.7;
  return Float32Array.from({ length: points }, (_, index) => {
    const input = ((index / (points - 1)) * 2 - 1) * headroom;
    const size = Math.abs(input);
    const bent = size <= knee ? size : knee + (1 - knee) * Math.tanh((size - knee) / (1 - knee));
    return Math.sign(input) * bent;
  });
}

export function createConference(engine: AudioEngine, find: (id: CallId) => Mixable | null): Conference {
  const parties = new Map<CallId, Party>();
  const silenced = new Set<CallId>();
  let used: ReturnType<AudioEngine['use']> | null = null;

  const enter = (context: AudioContext, call: Mixable): Party => {
    const mono = { channelCount: 1, channelCountMode: 'explicit' } as const;
    const party: Party = {
      call,
      microphone: null,
      remote: null,
      voice: new GainNode(context, { ...mono, gain: 1 }),
      sum: new GainNode(context, { ...mono, gain: 1 / headroom }),
      limiter: new WaveShaperNode(context, { ...mono, curve: limiterCurve() }),
      output: new MediaStreamAudioDestinationNode(context, mono),
    };
    party.sum.connect(party.limiter).connect(party.output);
    for (const other of parties.values()) {
      party.voice.connect(other.sum);
      other.voice.connect(party.sum);
    }
    return party;
  };

  /** The same node for the same track: a new one begins with a click. */
  const input = (context: AudioContext, before: Input | null, track: MediaStreamTrack | null, to: GainNode) => {
    if (before?.track === track) return before;
    before?.node.disconnect();
    if (track === null) return null;
    const node = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    node.connect(to);
    return { track, node };
  };

  const update = (id: CallId) => {
    const party = parties.get(id);
    if (!party || !used) return;
    const { context } = used;
    const { call, voice } = party;
    party.microphone = input(context, party.microphone, call.microphone, party.sum);
    party.remote = input(context, party.remote, call.remote, voice);
    const set = ({ gain }: GainNode, value: number) => gain.setTargetAtTime(value, context.currentTime, smooth);
    set(voice, call.talking && !silenced.has(id) ? 1 : 0);
    set(party.sum, call.talking ? 1 / headroom : 0);
    call.setSilenced(silenced.has(id));
  };

  const leave = (id: CallId) => {
    const party = parties.get(id);
    if (!party) return;
    parties.delete(id);
    silenced.delete(id);
    const { call, microphone, remote, voice, sum, limiter, output } = party;
    call.onmixable = null;
    call.setSilenced(false);
    call.setMix(null);
    for (const node of [microphone?.node, remote?.node, voice, sum, limiter]) node?.disconnect();
    for (const other of parties.values()) other.voice.disconnect(sum);
    for (const track of output.stream.getTracks()) track.stop();
  };

  const mix = (ids: readonly CallId[]) => {
    const wanted = [...new Set(ids)].flatMap((id) => {
      const call = find(id);
      return call ? [{ id, call }] : [];
    });
    const staying = wanted.length < 2 ? [] : wanted;
    for (const [id, { call }] of parties) {
      if (!staying.some((one) => one.id === id && one.call === call)) leave(id);
    }
    if (staying.length === 0) {
      used?.release();
      used = null;
      return;
    }
    const { context } = (used ??= engine.use());
    for (const { id, call } of staying) {
      if (parties.has(id)) continue;
      const party = enter(context, call);
      parties.set(id, party);
      call.onmixable = () => {
        update(id);
      };
      update(id);
      call.setMix(party.output.stream.getAudioTracks()[0] ?? null);
    }
  };

  return {
    mix,
    setPartyMuted(id, on) {
      if (!parties.has(id)) return;
      if (on) silenced.add(id);
      else silenced.delete(id);
      update(id);
    },
    left(id) {
      if (parties.has(id)) mix([...parties.keys()].filter((other) => other !== id));
    },
    close() {
      mix([]);
    },
  };
}
