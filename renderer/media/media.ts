/** Composition of the media adapters: calls' sound, conference, the phone's own sounds, devices and level meters. */
import type { CallId, ConferencePort, LogPort, MediaPort, RingerPort } from '../phone/ports';
import { createAudioEngine } from './audio-engine';
import { createCallAudio, type CallSound } from './call-audio';
import type { CallLevels } from './call-meters';
import { chooseCodecs } from './codecs';
import type { Conference } from './conference';
import type { DeviceEvent } from './device-event';
import { createDevices, type Device, type Devices } from './devices';
import { createMeter, watchLevel, watchStreams } from './meter';
import { createMicrophone } from './microphone';
import { createOutputs, ringerOutputs, speakerOutput } from './outputs';
import { createRinger, type Keypad } from './ringer';
import type { MediaSettings } from './settings';
import { createSinks } from './sinks';

interface Meters {
  /**
   * Opens the chosen microphone and tells its level 20 times a second (linear 0 to 1, root mean square).
   * Returns a function that ends it. Rejects with MicrophoneError.
   */
  microphone(onLevel: (level: number) => void): Promise<() => void>;
  /** The same of all that is heard on the speaker, before its volume. */
  speaker(onLevel: (level: number) => void): () => void;
}

export interface Media {
  media: MediaPort;
  conference: ConferencePort;
  ringer: RingerPort & Keypad;
  devices: Devices;
  meters: Meters;
  /** What is used now. */
  using(): { microphone: string; speaker: Device | null; ringers: readonly Device[] };
  /** Levels of a call; null before it has sound. */
  levels(id: CallId): CallLevels | null;
  /** What becomes of devices by themselves; returns a function that ends it. */
  onDevice(listener: (event: DeviceEvent) => void): () => void;
  /** The network interface under a call is gone, or does not answer: what the line uses may be gone too. */
  onNetwork(listener: () => void): () => void;
  /** Something about the network changed: calls look whether they are still on it. */
  networkChanged(): void;
  setSettings(settings: MediaSettings): void;
  close(): void;
}

interface MediaNeeds {
  settings: MediaSettings;
  document: Document;
  log: LogPort;
}

export function createMedia({ settings: initial, document, log }: MediaNeeds): Media {
  const { mediaDevices, permissions } = navigator;
  const devices = createDevices(mediaDevices);
  const deviceEvents = createEvent<DeviceEvent>();
  const networkEvents = createEvent<undefined>();
  const emit = (event: DeviceEvent) => {
    log.info('media', `${event.device} ${event.kind}: ${event.before || 'none'} → ${event.label || 'none'}`);
    deviceEvents.emit(event);
  };
  let settings = initial;
  let codecs = chooseCodecs(settings, log);
  const calls = new Map<CallId, CallSound>();
  const microphone = createMicrophone({ mediaDevices, permissions, devices, log, settings, emit });
  const engine = createAudioEngine(document, log);
  const speakers = createSinks(document, log, [speakerOutput(settings, devices.current)]);
  const bells = createSinks(document, log, ringerOutputs(settings, devices.current));
  const inCall = () => calls.size > 0;
  const outputs = createOutputs({ devices, settings, speakers, bells, inCall, emit });
  const test = createSinks(document, log, []);
  const ringer = createRinger({
    engine,
    speakers,
    bells,
    bell(choice) {
      test.setOutputs(ringerOutputs({ ...settings, ringers: [choice], ringVolume: choice.volume }, devices.current));
      return test;
    },
  });
  /** Not needed to ring, so it comes when it is. Commands keep their order. */
  let loading: Promise<Conference> | null = null;
  const withConference = (run: (conference: Conference) => void) => {
    loading ??= import('./conference').then(({ createConference }) =>
      createConference(engine, (id) => calls.get(id) ?? null),
    );
    loading.then(run).catch((error: unknown) => {
      log.error('media', `conference: ${String(error)}`);
    });
  };
  return {
    media: {
      createAudio({ iceServers }, callId) {
        const audio = createCallAudio({
          callId,
          iceServers,
          preferences: () => ({ codecs, opus: settings.opus }),
          microphone,
          sinks: speakers,
          engine,
          log,
          onnetwork: () => {
            networkEvents.emit(undefined);
          },
          onclosed: () => {
            if (calls.get(callId) !== audio) return;
            calls.delete(callId);
            if (loading) withConference((conference) => conference.left(callId));
          },
        });
        calls.set(callId, audio);
        return audio;
      },
    },
    conference: {
      mix: (ids) => {
        withConference((conference) => conference.mix(ids));
      },
      setPartyMuted: (id, on) => {
        withConference((conference) => conference.setPartyMuted(id, on));
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
      speaker: (onLevel) => watchStreams(engine, () => speakers.streams, onLevel),
    },
    using: () => ({ microphone: microphone.label, speaker: outputs.speaker, ringers: outputs.ringers }),
    levels: (id) => calls.get(id)?.levels() ?? null,
    onDevice: deviceEvents.subscribe,
    onNetwork: networkEvents.subscribe,
    networkChanged() {
      for (const audio of calls.values()) audio.networkChanged();
    },
    setSettings(next) {
      settings = next;
      codecs = chooseCodecs(next, log);
      microphone.setSettings(next);
      outputs.setSettings(next);
    },
    close() {
      if (loading) withConference((conference) => conference.close());
      for (const audio of [...calls.values()]) audio.close();
      ringer.close();
      microphone.close();
      outputs.close();
      for (const sinks of [speakers, bells, test]) sinks.close();
      engine.close();
      devices.close();
      deviceEvents.close();
      networkEvents.close();
    },
  };
}

function createEvent<T>() {
  const listeners = new Set<(event: T) => void>();
  return {
    emit(event: T) {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe: (listener: (event: T) => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close() {
      listeners.clear();
    },
  };
}
