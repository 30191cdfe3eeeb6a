/** Plays the phone's own sounds: the ring on the ring device, everything that belongs to a call on the speaker. */
import type { RingerPort, Sound } from '../phone/ports';
import type { AudioEngine } from './audio-engine';
import type { Sink, Sinks } from './sinks';
import { keyTone, render, sounds, testSound, type Tone } from './tones';

export interface Keypad {
  /** The short tone of a key, heard here only. */
  key(digit: string): void;
  /** Three notes on one of the two devices, at its volume; for the settings page. */
  testTone(on: 'speaker' | 'ring'): void;
  close(): void;
}

interface RingerNeeds {
  engine: AudioEngine;
  speakers: Sinks;
  bells: Sinks;
}

/** Ring and call waiting go to the ring device: it is the one that is heard when the headset lies on the desk. */
const onBell: readonly Sound[] = ['ring'];

/** s after the end: the way through the element's buffer. */
const tail = 0.3;

export function createRinger({ engine, speakers, bells }: RingerNeeds): RingerPort & Keypad {
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
      start('test', testSound, on === 'ring' ? bells : speakers);
    },
    close() {
      for (const slot of [...playing.keys()]) stop(slot);
    },
  };
}
