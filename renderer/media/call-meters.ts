import type { AudioEngine } from './audio-engine';
import { createMeter, type Meter } from './meter';

/**
 * The levels of a call, measured while somebody asks. The first question starts the measuring; `rest` ends it when
 * none came for 2 s, so that a call behind a closed window costs no audio graph.
 */
export interface CallMeters {
  read(tracks: Readonly<Record<Way, MediaStreamTrack | null>>): CallLevels;
  rest(): void;
  close(): void;
}

/** Linear 0 to 1, root mean square over 43 ms. */
export interface CallLevels {
  levelIn: number;
  levelOut: number;
  /** The microphone before mute. */
  levelMicrophone: number;
}

type Way = 'received' | 'sent' | 'microphone';

const idle = 2000;

export function createCallMeters(engine: AudioEngine): CallMeters {
  let asked = 0;
  const meters = new Map<Way, { track: MediaStreamTrack; meter: Meter }>();
  const drop = (way: Way) => {
    meters.get(way)?.meter.close();
    meters.delete(way);
  };
  const level = (way: Way, track: MediaStreamTrack | null) => {
    if (meters.get(way)?.track !== track) drop(way);
    if (track === null) return 0;
    const entry = meters.get(way) ?? { track, meter: createMeter(engine, new MediaStream([track])) };
    meters.set(way, entry);
    return entry.meter.read();
  };
  const close = () => {
    for (const way of [...meters.keys()]) drop(way);
  };
  return {
    read({ received, sent, microphone }) {
      asked = performance.now();
      return {
        levelIn: level('received', received),
        levelOut: level('sent', sent),
        levelMicrophone: level('microphone', microphone),
      };
    },
    rest() {
      if (meters.size > 0 && performance.now() - asked > idle) close();
    },
    close,
  };
}
