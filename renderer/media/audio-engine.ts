/**
 * The one AudioContext. It has no output device of its own (what it plays goes through sinks) and exists only while
 * somebody uses it: a phone in the tray costs nothing, and Chromium frees the nodes of a context when it is closed, not
 * while it is suspended.
 */
import type { LogPort } from '../phone/ports';
import { onGesture } from './gesture';

// lib.dom does not know the option yet (Web Audio API 1.1, section 1.2.1).
interface SilentContextOptions extends AudioContextOptions {
  sinkId: { type: 'none' };
}

export interface AudioEngine {
  /** Runs the context until the returned function is called. */
  use(): { context: AudioContext; release: () => void };
  close(): void;
}

export function createAudioEngine(document: Document, log: LogPort): AudioEngine {
  let context: AudioContext | null = null;
  let users = 0;
  const complain = (error: unknown) => {
    log.warn('media', `audio context: ${String(error)}`);
  };
  const offGesture = onGesture(document, () => {
    if (users > 0 && context?.state === 'suspended') context.resume().catch(complain);
  });
  return {
    use() {
      if (context === null) {
        const options: SilentContextOptions = { latencyHint: 'interactive', sinkId: { type: 'none' } };
        context = new AudioContext(options);
      }
      const used = context;
      users += 1;
      if (used.state !== 'running') used.resume().catch(complain);
      let released = false;
      return {
        context: used,
        release() {
          if (released) return;
          released = true;
          users -= 1;
          if (users > 0 || used.state === 'closed') return;
          context = null;
          used.close().catch(complain);
        },
      };
    },
    close() {
      offGesture();
      if (context !== null && context.state !== 'closed') context.close().catch(complain);
      context = null;
    },
  };
}
