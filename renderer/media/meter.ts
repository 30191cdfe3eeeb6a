import type { AudioEngine } from './audio-engine';

/** Reads the level of one stream. A remote WebRTC stream must also play in an element, or Chromium gives silence. */
export interface Meter {
  /** Linear 0 to 1, root mean square over the last 43 ms. */
  read(): number;
  close(): void;
}

/** 2048 frames at 48 kHz are 43 ms: one speech sound, and shorter than the 50 ms between two looks. */
const frames = 2048;

export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

export function createMeter(engine: AudioEngine, stream: MediaStream): Meter {
  const { context, release } = engine.use();
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = frames;
  source.connect(analyser);
  const samples = new Float32Array(frames);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      return Math.min(1, rootMeanSquare(samples));
    },
    close() {
      source.disconnect();
      release();
    },
  };
}

/** ms between two looks */
const interval = 50;

/** Calls back 20 times a second, as long as it is watched; returns a function that ends it. */
export function watchLevel(meter: Meter, onLevel: (level: number) => void): () => void {
  const timer = setInterval(() => {
    onLevel(meter.read());
  }, interval);
  return () => {
    clearInterval(timer);
    meter.close();
  };
}

/** The same for whatever plays at the time: streams come and go. */
export function watchStreams(
  engine: AudioEngine,
  streams: () => readonly MediaStream[],
  onLevel: (level: number) => void,
): () => void {
  const meters = new Map<MediaStream, Meter>();
  const keep = (wanted: readonly MediaStream[]) => {
    for (const [stream, meter] of meters) {
      if (wanted.includes(stream)) continue;
      meter.close();
      meters.delete(stream);
    }
    for (const stream of wanted) if (!meters.has(stream)) meters.set(stream, createMeter(engine, stream));
  };
  const timer = setInterval(() => {
    keep(streams());
    // Sounds of their own add up by power.
    const power = [...meters.values()].reduce((sum, meter) => sum + meter.read() ** 2, 0);
    onLevel(Math.min(1, Math.sqrt(power)));
  }, interval);
  return () => {
    clearInterval(timer);
    keep([]);
  };
}
