/** Plays the phone's own sounds: the ring on the ring device, everything that belongs to a call on the speaker. */
import type { RingerPort, Sound } from '../phone/ports';
import type { AudioEngine } from './audio-engine';
import type { RingerChoice } from './settings';
import type { Sink, Sinks } from './sinks';
import { keyTone, render, sounds, testSound, type Tone } from './tones';

export interface Keypad {
  /** The short tone of a key, heard here only. */
  key(digit: string): void;
  /** Three notes on the speaker, on all ringers, or on one ringer at its volume; for the settings page. */
  testTone(on: 'speaker' | 'ring' | RingerChoice): void;
  close(): void;
}

interface RingerNeeds {
  engine: AudioEngine;
  speakers: Sinks;
  bells: Sinks;
  /** A bell of its own for trying out one ringer. */
  bell(choice: RingerChoice): Sinks;
}

/** What rings goes to the ringers: they are heard when the headset lies on the desk. Who waits is heard in the call. */
const onBell: readonly Sound[] = ['ring', 'ring-internal', 'ring-priority'];

/** s after the end: the way through the element's buffer. */
const tail = 0.3;

export function createRinger({ engine, speakers, bells, bell }: RingerNeeds): RingerPort & Keypad {
  /** Endings of what plays, by what replaces it. */
  const playing = new Map<'sound' | 'key' | 'test', () => void>();

  const stop = (slot: 'sound' | 'key' | 'test') => {
    playing.get(slot)?.();
    playing.delete(slot);
  };

  const start = (slot: 'sound' | 'key' | 'test', tone: Tone, sinks: Sinks) => {
    stop(slot);
    const { context, release } = engine.use();
    const samples = render(tone, context.sampleRate);
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.loop = tone.loop;
    const output = context.createMediaStreamDestination();
    source.connect(output);
    const sink: Sink = sinks.open(null);
    let closing: ReturnType<typeof setTimeout> | undefined;
    const finish = () => {
      clearTimeout(closing);
      source.onended = null;
      source.stop();
      source.disconnect();
      for (const track of output.stream.getTracks()) track.stop();
      sink.close();
      release();
    };
    source.onended = () => {
      closing = setTimeout(() => {
        if (playing.get(slot) === finish) stop(slot);
      }, tail * 1000);
    };
    playing.set(slot, finish);
    source.start();
    sink.play(output.stream);
  };

  return {
    play(sound) {
      start('sound', sounds[sound], onBell.includes(sound) ? bells : speakers);
    },
    stop() {
      stop('sound');
    },
    key(digit) {
      const tone = keyTone(digit);
      if (tone) start('key', tone, speakers);
    },
    testTone(on) {
      start('test', testSound, on === 'speaker' ? speakers : on === 'ring' ? bells : bell(on));
    },
    close() {
      for (const slot of [...playing.keys()]) stop(slot);
    },
  };
}
