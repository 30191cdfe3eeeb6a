/** Far ends that are nothing but a tone and an ear, so that what each one hears can be told by frequency. */

// The page counts the adapters' own, from the moment it replaces the class.
const Context = window.AudioContext;

/** Amplitude of one frequency in what an ear heard (Goertzel). */
export function strength(samples: Float32Array, hertz: number, sampleRate: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let last = 0;
  let before = 0;
  samples.forEach((sample, index) => {
    // Hann's window: a tone beside the one that is asked for counts as nothing.
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / samples.length);
    const next = sample * weight + factor * last - before;
    before = last;
    last = next;
  });
  const power = last * last + before * before - factor * last * before;
  return (4 * Math.sqrt(Math.max(0, power))) / samples.length;
}

export interface Ear {
  /** Which of these frequencies are in what came over the last 0.34 s. */
  hears(hertz: readonly number[]): number[];
  strengths(hertz: readonly number[]): number[];
  /** Everything that comes from now on, until it is asked for. */
  record(): Promise<() => { samples: Float32Array; sampleRate: number }>;
  close(): Promise<void>;
}

/** On the audio thread, so that a busy page misses nothing. */
const recorderModule = URL.createObjectURL(
  new Blob(
    [
      `registerProcessor('recorder', class extends AudioWorkletProcessor {
        process([[channel]]) { if (channel) this.port.postMessage(channel.slice()); return true; }
      });`,
    ],
    { type: 'text/javascript' },
  ),
);

/** A remote stream has to play in an element, or Chromium gives Web Audio silence. */
export function ear(stream: MediaStream): Ear {
  const context = new Context({ sampleRate: 48_000 });
  const element = document.createElement('audio');
  element.srcObject = stream;
  void element.play();
  const source = context.createMediaStreamSource(stream);
  const analyser = new AnalyserNode(context, { fftSize: 16_384 });
  source.connect(analyser);
  const samples = new Float32Array(16_384);
  const strengths = (hertz: readonly number[]) => {
    analyser.getFloatTimeDomainData(samples);
    return hertz.map((one) => strength(samples, one, context.sampleRate));
  };
  return {
    strengths,
    hears: (hertz) => {
      const found = strengths(hertz);
      return hertz.filter((_, index) => (found[index] ?? 0) > 0.02);
    },
    async record() {
      await context.audioWorklet.addModule(recorderModule);
      const recorder = new AudioWorkletNode(context, 'recorder', { numberOfOutputs: 0, channelCount: 1 });
      const chunks: Float32Array[] = [];
      recorder.port.onmessage = ({ data }) => {
        if (data instanceof Float32Array) chunks.push(data);
      };
      source.connect(recorder);
      return () => {
        source.disconnect(recorder);
        const all = new Float32Array(chunks.reduce((sum, { length }) => sum + length, 0));
        let at = 0;
        for (const chunk of chunks) {
          all.set(chunk, at);
          at += chunk.length;
        }
        return { samples: all, sampleRate: context.sampleRate };
      };
    },
    async close() {
      element.pause();
      element.srcObject = null;
      await context.close();
    },
  };
}

/** A stream of one tone, whose track can be stopped like a microphone's. */
export function toneStream(hertz: number, level = 0.2): MediaStream {
  const context = new Context({ sampleRate: 48_000 });
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: level });
  const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' });
  oscillator.connect(gain).connect(output);
  oscillator.start();
  return output.stream;
}

export interface FarEnd {
  pc: RTCPeerConnection;
  ear: Ear;
  answer(offer: string): Promise<string>;
}

/** Answers offers; sends one tone. */
export function farEnd(hertz: number): FarEnd {
  const pc = new RTCPeerConnection();
  const heard = new MediaStream();
  const stream = toneStream(hertz);
  let listening: Ear | null = null;
  pc.ontrack = ({ track }) => {
    if (listening === null) heard.addTrack(track);
    listening ??= ear(heard);
  };
  return {
    pc,
    get ear() {
      if (listening === null) throw new Error('nothing came yet');
      return listening;
    },
    async answer(offer) {
      await pc.setRemoteDescription({ type: 'offer', sdp: offer });
      for (const track of stream.getTracks())
        if (pc.getSenders().every((one) => one.track !== track)) pc.addTrack(track, stream);
      await pc.setLocalDescription();
      await new Promise<void>((resolve) => {
        const look = () => {
          if (pc.iceGatheringState === 'complete') resolve();
        };
        pc.addEventListener('icegatheringstatechange', look);
        look();
      });
      return pc.localDescription?.sdp ?? '';
    },
  };
}
