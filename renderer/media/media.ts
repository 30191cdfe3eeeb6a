/** Composition of the media adapters: calls' sound, the phone's own sounds, devices and level meters. */
import type { CallAudio, LogPort, MediaPort, RingerPort } from '../phone/ports';
import { createAudioEngine } from './audio-engine';
import { createCallAudio } from './call-audio';
import { createDevices, type Devices } from './devices';
import { createMeter, watchLevel } from './meter';
import { createMicrophone, type MicrophoneEvent } from './microphone';
import { createRinger, type Keypad } from './ringer';
import type { MediaSettings } from './settings';
import { createSinks } from './sinks';

interface Meters {
  /**
   * Opens the chosen microphone and tells its level 20 times a second (linear 0 to 1, root mean square).
   * Returns a function that ends it. Rejects with MicrophoneError.
   */
  microphone(onLevel: (level: number) => void): Promise<() => void>;
}

export interface Media {
  media: MediaPort;
  ringer: RingerPort & Keypad;
  devices: Devices;
  meters: Meters;
  /** What becomes of the microphone during calls; returns a function that ends it. */
  onMicrophone(listener: (event: MicrophoneEvent) => void): () => void;
  setSettings(settings: MediaSettings): void;
  close(): void;
}

interface MediaNeeds {
  settings: MediaSettings;
  document: Document;
  log: LogPort;
}

export function createMedia({ settings, document, log }: MediaNeeds): Media {
  const { mediaDevices, permissions } = navigator;
  const devices = createDevices(mediaDevices);
  const microphone = createMicrophone(mediaDevices, permissions, devices, log, settings);
  const engine = createAudioEngine(document, log);
  const speaker = (from: MediaSettings) => ({ device: from.speaker, volume: from.callVolume });
  const bell = (from: MediaSettings) => ({ device: from.ringDevice, volume: from.ringVolume });
  const speakers = createSinks(document, devices, log, speaker(settings));
  const bells = createSinks(document, devices, log, bell(settings));
  const ringer = createRinger({ engine, speakers, bells });
  const calls = new Set<CallAudio>();
  return {
    media: {
      createAudio({ iceServers }, callId) {
        const audio: CallAudio = createCallAudio({
          callId,
          iceServers,
          microphone,
          sinks: speakers,
          engine,
          log,
          onclosed: () => calls.delete(audio),
        });
        calls.add(audio);
        return audio;
      },
    },
    ringer,
    devices,
    meters: {
      async microphone(onLevel) {
        const lease = await microphone.acquire();
        let stop = watchLevel(createMeter(engine, new MediaStream([lease.track])), onLevel);
        lease.onreplaced = (track) => {
          stop();
          stop = watchLevel(createMeter(engine, new MediaStream([track])), onLevel);
        };
        return () => {
          stop();
          lease.release();
        };
      },
    },
    onMicrophone: (listener) => microphone.subscribe(listener),
    setSettings(next) {
      microphone.setSettings(next);
      speakers.setOutput(speaker(next));
      bells.setOutput(bell(next));
    },
    close() {
      for (const audio of [...calls]) audio.close();
      ringer.close();
      microphone.close();
      speakers.close();
      bells.close();
      engine.close();
      devices.close();
    },
  };
}
