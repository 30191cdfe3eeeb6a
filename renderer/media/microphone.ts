/** One microphone for all calls: each has a clone of its track, so that mute and hold are the call's own. */
import { MicrophoneError, type LogPort } from '../phone/ports';
import { chooseDevice, type Devices } from './devices';
import { toMicrophoneError } from './microphone-error';
import type { MediaSettings } from './settings';

export interface MicrophoneLease {
  readonly track: MediaStreamTrack;
  /** The device was changed or unplugged: from now on this track. */
  onreplaced: ((track: MediaStreamTrack) => void) | null;
  release(): void;
}

/** What happened to the microphone while it was in use. */
export type MicrophoneEvent =
  /** Another device took over, by its label. */
  | { kind: 'changed'; label: string }
  /** Unplugged, and there is no other. The call goes on without our voice until one is plugged in. */
  | { kind: 'lost' };

export interface Microphone {
  /** A page that may use the microphone sees the host's real addresses (RFC 8828, mode 1); others get mDNS names. */
  readonly granted: boolean;
  /** Rejects with MicrophoneError. */
  acquire(): Promise<MicrophoneLease>;
  setSettings(settings: MediaSettings): void;
  /** Returns a function that ends it. */
  subscribe(listener: (event: MicrophoneEvent) => void): () => void;
  close(): void;
}

type Holder = { lease: MicrophoneLease; track: MediaStreamTrack };

const sameSource = (a: MediaSettings, b: MediaSettings) =>
  a.microphone.id === b.microphone.id &&
  a.microphone.label === b.microphone.label &&
  a.echoCancellation === b.echoCancellation &&
  a.noiseSuppression === b.noiseSuppression &&
  a.autoGainControl === b.autoGainControl;

export function createMicrophone(
  mediaDevices: MediaDevices,
  permissions: Permissions,
  devices: Devices,
  log: LogPort,
  initial: MediaSettings,
): Microphone {
  let settings = initial;
  let granted = false;
  let closed = false;
  /** The shared track; null while closed. */
  let source: MediaStreamTrack | null = null;
  /** The device that `source` was opened on by choice; null for the system's default. */
  let sourceId: string | null = null;
  /** The settings that `source` was opened with. */
  let sourceSettings = initial;
  /** Calls that have asked and do not hold their track yet. */
  let acquiring = 0;
  let opening: Promise<MediaStreamTrack> | null = null;
  const holders = new Set<Holder>();
  const listeners = new Set<(event: MicrophoneEvent) => void>();
  const emit = (event: MicrophoneEvent) => {
    for (const listener of [...listeners]) listener(event);
  };

  permissions
    .query({ name: 'microphone' })
    .then((status) => {
      granted ||= status.state === 'granted';
      if (settings.warmMicrophone && granted) warm();
    })
    .catch(() => undefined);

  const wantedId = () => chooseDevice(settings.microphone, devices.current.microphones)?.id ?? null;

  async function capture(): Promise<MediaStreamTrack> {
    const id = wantedId();
    const asked = settings;
    const { echoCancellation, noiseSuppression, autoGainControl } = asked;
    const ask = (deviceId: string | null) =>
      mediaDevices.getUserMedia({
        audio: {
          echoCancellation,
          noiseSuppression,
          autoGainControl,
          ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
        },
      });
    try {
      const stream = await ask(id).catch((error: unknown) => {
        // The chosen one went away or is taken: any microphone is better than a call that cannot be made.
        if (id === null || toMicrophoneError(error).problem === 'denied') throw error;
        log.warn(
          'media',
          `chosen microphone could not be opened (${toMicrophoneError(error).message}), taking the system's`,
        );
        return ask(null);
      });
      const [track] = stream.getAudioTracks();
      if (!track) throw new DOMException('The stream has no audio track', 'NotFoundError');
      sourceId = id;
      sourceSettings = asked;
      if (!granted) void devices.refresh().catch(() => undefined); // labels are readable from now on
      granted = true;
      return track;
    } catch (error) {
      throw toMicrophoneError(error);
    }
  }

  function open(): Promise<MediaStreamTrack> {
    if (source?.readyState === 'live') return Promise.resolve(source);
    opening ??= capture()
      .then((track) => {
        source = track;
        track.addEventListener('ended', onEnded);
        return track;
      })
      .finally(() => {
        opening = null;
      });
    return opening;
  }

  function shut() {
    source?.removeEventListener('ended', onEnded);
    source?.stop();
    source = null;
  }

  function shutIfIdle() {
    if (holders.size === 0 && acquiring === 0 && opening === null && (closed || !settings.warmMicrophone)) shut();
  }

  function warm() {
    open().then(shutIfIdle, (error: unknown) => {
      log.warn('media', `microphone could not be kept open: ${toMicrophoneError(error).message}`);
    });
  }

  /** Opens anew by the ranking and gives every call its clone. */
  async function reopen() {
    shut();
    if (holders.size === 0 && acquiring === 0 && !settings.warmMicrophone) return;
    try {
      const track = await open();
      // The settings changed again in the meantime.
      if (!sameSource(sourceSettings, settings)) {
        await reopen();
        return;
      }
      for (const holder of holders) {
        const clone = track.clone();
        clone.enabled = holder.track.enabled;
        holder.track.stop();
        holder.track = clone;
        holder.lease.onreplaced?.(clone);
      }
      if (holders.size > 0) emit({ kind: 'changed', label: track.label });
      shutIfIdle();
    } catch (error) {
      log.warn('media', `microphone lost: ${toMicrophoneError(error).message}`);
      if (holders.size > 0) emit({ kind: 'lost' });
    }
  }

  function hold(track: MediaStreamTrack): MicrophoneLease {
    if (closed) throw new MicrophoneError('other', 'The microphone was closed');
    const holder: Holder = {
      track: track.clone(),
      lease: {
        get track() {
          return holder.track;
        },
        onreplaced: null,
        release() {
          holder.track.stop();
          holders.delete(holder);
          shutIfIdle();
        },
      },
    };
    holders.add(holder);
    return holder.lease;
  }

  function onEnded() {
    log.warn('media', 'the microphone was unplugged or taken away');
    void reopen();
  }

  const unsubscribe = devices.subscribe(() => {
    if (holders.size === 0 && source === null) return;
    if (source === null || wantedId() !== sourceId) void reopen();
  });

  return {
    get granted() {
      return granted;
    },
    async acquire() {
      acquiring += 1;
      try {
        return hold(await open());
      } finally {
        acquiring -= 1;
        shutIfIdle();
      }
    },
    setSettings(next) {
      const before = settings;
      settings = next;
      if ((source ?? opening) !== null && !sameSource(before, next)) void reopen();
      else if (next.warmMicrophone && granted) warm();
      else shutIfIdle();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      unsubscribe();
      listeners.clear();
      for (const holder of [...holders]) holder.lease.release();
      shutIfIdle();
    },
  };
}
