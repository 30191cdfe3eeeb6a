/** DTMF as sound: a track that is sent instead of the microphone for as long as digits are to be heard. */
import type { AudioEngine } from './audio-engine';
import { dtmfSamples } from './dtmf';

export interface InBandTones {
  /** Digits; those that still sound are waited for. */
  play(digits: string): void;
  /** What has to be sent now; null: nothing sounds. */
  readonly track: MediaStreamTrack | null;
  close(): void;
}

/** s of silence before the first tone: until the track is the one that is sent. */
const lead = 0.08;

export function createInBandTones(engine: AudioEngine, onchange: () => void): InBandTones {
  let playing: {
    context: AudioContext;
    output: MediaStreamAudioDestinationNode;
    /** Context time at which the last digit's gap is over. */
    until: number;
    sources: Set<AudioBufferSourceNode>;
    release: () => void;
  } | null = null;

  const begin = () => {
    const { context, release } = engine.use();
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' });
    return { context, output, until: context.currentTime + lead, sources: new Set<AudioBufferSourceNode>(), release };
  };

  const end = () => {
    const over = playing;
    playing = null;
    if (over === null) return;
    for (const source of over.sources) {
      source.onended = null;
      source.stop();
      source.disconnect();
    }
    // First the microphone again, then the track may go.
    onchange();
    for (const track of over.output.stream.getTracks()) track.stop();
    over.release();
  };

  return {
    play(digits) {
      const started = playing === null;
      const now = (playing ??= begin());
      const { context, output, sources } = now;
      const samples = dtmfSamples(digits, context.sampleRate);
      if (samples.length > 0) {
        const buffer = context.createBuffer(1, samples.length, context.sampleRate);
        buffer.copyToChannel(samples, 0);
        const source = context.createBufferSource();
        source.buffer = buffer;
        source.connect(output);
        sources.add(source);
        source.onended = () => {
          source.disconnect();
          sources.delete(source);
          if (sources.size === 0) end();
        };
        now.until = Math.max(now.until, context.currentTime);
        source.start(now.until);
        now.until += buffer.duration;
      }
      if (sources.size === 0) end();
      else if (started) onchange();
    },
    get track() {
      return playing?.output.stream.getAudioTracks()[0] ?? null;
    },
    close: end,
  };
}
