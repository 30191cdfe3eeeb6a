import type { AudioEngine } from './audio-engine';
import { createMeter, type Meter } from './meter';

/**
 * The two levels of a call, measured while somebody asks. The first question starts the measuring; `rest` ends it when
 * none came for 2 s, so that a call behind a closed window costs no audio graph.
 */
export interface CallMeters {
  read(sent: MediaStreamTrack | null, received: MediaStreamTrack | null): { levelIn: number; levelOut: number };
  rest(): void;
  close(): void;
}

const idle = 2000;

export function createCallMeters(engine: AudioEngine): CallMeters {
  let asked = 0;
  const meters = new Map<'in' | 'out', { track: MediaStreamTrack; meter: Meter }>();
  const drop = (way: 'in' | 'out') => {
    meters.get(way)?.meter.close();
    meters.delete(way);
  };
  const level = (way: 'in' | 'out', track: MediaStreamTrack | null) => {
    if (meters.get(way)?.track !== track) drop(way);
    if (track === null) return 0;
    const entry = meters.get(way) ?? { track, meter: createMeter(engine, new MediaStream([track])) };
    meters.set(way, entry);
    return entry.meter.read();
  };
  const close = () => {
    drop('in');
    drop('out');
  };
  return {
    read(sent, received) {
      asked = performance.now();
      return { levelIn: level('in', received), levelOut: level('out', sent) };
    },
    rest() {
      if (meters.size > 0 && performance.now() - asked > idle) close();
    },
    close,
  };
}
