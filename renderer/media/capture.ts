/** Opens a microphone. Nothing here knows who uses it. */
import type { LogPort } from '../phone/ports';
import { chooseDevice, type Devices } from './devices';
import { toMicrophoneError } from './microphone-error';
import type { MediaSettings } from './settings';

/** An open microphone, and what it was opened for. */
export interface Source {
  readonly track: MediaStreamTrack;
  /** Null: what the system uses. */
  readonly device: string | null;
  /** The system's device when it was opened; null when that could not be known. */
  readonly system: string | null;
  readonly processing: string;
  /** The processing is as asked. Chromium opens a device that is open already only as it is. */
  readonly exact: boolean;
  /** Place in the user's ranking; its length for what the system offers. */
  readonly rank: number;
  readonly label: string;
  /** It is not what was wanted: that could not be opened. */
  readonly fallback: boolean;
}

const processingOf = ({ echoCancellation, noiseSuppression, autoGainControl }: MediaSettings) => ({
  echoCancellation,
  noiseSuppression,
  autoGainControl,
});

function isProcessed(track: MediaStreamTrack, wanted: ReturnType<typeof processingOf>): boolean {
  const { echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
  return (
    (echoCancellation ?? wanted.echoCancellation) === wanted.echoCancellation &&
    (noiseSuppression ?? wanted.noiseSuppression) === wanted.noiseSuppression &&
    (autoGainControl ?? wanted.autoGainControl) === wanted.autoGainControl
  );
}

/** Whether it is still the right one after settings or devices changed. */
export function fits(source: Source, settings: MediaSettings, { current }: Devices): boolean {
  const { device } = chooseDevice(settings.microphones, current.microphones);
  const system = current.system.microphone?.id ?? null;
  return (
    source.track.readyState === 'live' &&
    source.processing === JSON.stringify(processingOf(settings)) &&
    source.device === (device?.id ?? null) &&
    (device !== null || source.system === null || system === null || source.system === system)
  );
}

/** `fallback`: rather the system's microphone than none. Rejects with MicrophoneError. */
export async function capture(
  mediaDevices: MediaDevices,
  devices: Devices,
  settings: MediaSettings,
  fallback: boolean,
  log: LogPort,
): Promise<Source> {
  const { current } = devices;
  const { device, rank } = chooseDevice(settings.microphones, current.microphones);
  const processing = processingOf(settings);
  const ask = async (id: string | null) => {
    const stream = await mediaDevices.getUserMedia({
      audio: { ...processing, ...(id === null ? {} : { deviceId: { exact: id } }) },
    });
    const [track] = stream.getAudioTracks();
    if (!track) throw new DOMException('The stream has no audio track', 'NotFoundError');
    return track;
  };
  const opened = (track: MediaStreamTrack, fellBack: boolean): Source => ({
    track,
    device: device?.id ?? null,
    system: current.system.microphone?.id ?? null,
    processing: JSON.stringify(processing),
    exact: isProcessed(track, processing),
    rank: fellBack ? settings.microphones.length : rank,
    label: device !== null && !fellBack ? device.label : (current.system.microphone?.label ?? track.label),
    fallback: fellBack,
  });
  try {
    return opened(await ask(device?.id ?? null), false);
  } catch (error) {
    const problem = toMicrophoneError(error);
    // The chosen one went away or is taken: any microphone is better than a call that cannot be made.
    if (device === null || !fallback || problem.problem === 'denied') throw problem;
    log.warn('media', `chosen microphone could not be opened (${problem.message}), taking the system's`);
    return ask(null).then(
      (track) => opened(track, true),
      (again: unknown) => {
        throw toMicrophoneError(again);
      },
    );
  }
}
