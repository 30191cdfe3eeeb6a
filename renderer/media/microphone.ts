/** One microphone for all calls: each has a clone of its track, so that mute and hold are the call's own. */
import { MicrophoneError, type LogPort } from '../phone/ports';
import { capture, fits, type Source } from './capture';
import type { DeviceEvent } from './device-event';
import type { Devices } from './devices';
import { toMicrophoneError } from './microphone-error';
import type { MediaSettings } from './settings';

export interface MicrophoneLease {
  readonly track: MediaStreamTrack;
  /** The microphone before mute, shared and only to be measured; null while there is none. */
  readonly source: MediaStreamTrack | null;
  /** The device was changed or unplugged: from now on this track. The one before is stopped once this has resolved. */
  onreplaced: ((track: MediaStreamTrack) => Promise<void> | void) | null;
  release(): void;
}

export interface Microphone {
  /** A page that may use the microphone sees the host's real addresses (RFC 8828, mode 1); others get mDNS names. */
  readonly granted: boolean;
  /** The open microphone's name; empty while none is open. */
  readonly label: string;
  /** Rejects with MicrophoneError. */
  acquire(): Promise<MicrophoneLease>;
  setSettings(settings: MediaSettings): void;
  close(): void;
}

interface MicrophoneNeeds {
  mediaDevices: MediaDevices;
  permissions: Permissions;
  devices: Devices;
  log: LogPort;
  settings: MediaSettings;
  /** What became of it while a call used it. */
  emit(event: DeviceEvent): void;
}

/** `from`: the shared track that `track` is a clone of. */
type Holder = { lease: MicrophoneLease; track: MediaStreamTrack; from: MediaStreamTrack };

/** ms until a microphone that could not be opened in a call is tried again; a new device is tried at once. */
const retryAfter = 2000;

export function createMicrophone({
  mediaDevices,
  permissions,
  devices,
  log,
  settings: initial,
  emit,
}: MicrophoneNeeds): Microphone {
  let settings = initial;
  let granted = false;
  let closed = false;
  /** The shared track; null while closed. */
  let source: Source | null = null;
  /** Calls that have asked and do not hold their track yet. */
  let acquiring = 0;
  let opening: Promise<Source> | null = null;
  let settling = false;
  let again = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** The permission was withdrawn: the user is asked for it when he makes the next call, not in the middle of this one. */
  let withdrawn = false;
  /** The user changed the ranking: what follows is no news. */
  let byUser = false;
  /** What the running calls know of; null without calls. */
  let told: { label: string; rank: number; problem: 'lost' | 'withdrawn' | null } | null = null;
  const holders = new Set<Holder>();
  const end = new AbortController();

  permissions
    .query({ name: 'microphone' })
    .then((status) => {
      const look = () => {
        granted = status.state === 'granted';
        withdrawn = !granted;
        settle();
      };
      status.addEventListener('change', look, { signal: end.signal });
      granted ||= status.state === 'granted';
      settle();
    })
    .catch(() => undefined);

  const inUse = () => holders.size > 0 || acquiring > 0 || opening !== null;
  const needed = () => !closed && (inUse() || (settings.warmMicrophone && granted));

  /** At once: the system's indicator goes out with the last call. */
  function shut() {
    clearTimeout(retry);
    source?.track.removeEventListener('ended', onEnded);
    source?.track.stop();
    source = null;
  }

  function install(next: Source) {
    shut();
    source = next;
    next.track.addEventListener('ended', onEnded);
    if (!granted) void devices.refresh().catch(() => undefined); // labels are readable from now on
    granted = true;
    withdrawn = false;
    return next;
  }

  function open(): Promise<Source> {
    if (withdrawn && acquiring === 0)
      return Promise.reject(new MicrophoneError('denied', 'The permission was withdrawn'));
    if (source?.track.readyState === 'live') return Promise.resolve(source);
    opening ??= capture(mediaDevices, devices, settings, true, log)
      .then(install)
      .finally(() => {
        opening = null;
      });
    return opening;
  }

  /** Brings what is open in line with settings, devices and need, one step after the other. */
  function settle() {
    again = true;
    if (settling) return;
    settling = true;
    const steps = async () => {
      try {
        while (again) {
          again = false;
          await step();
        }
      } finally {
        settling = false;
      }
    };
    void steps();
  }

  async function step() {
    if (!needed()) {
      shut();
      return;
    }
    try {
      if (source === null || !fits(source, settings, devices)) await renew();
      if (source === null) return;
      handOver(source);
      // What was asked for may have changed again in the meantime.
      again ||= !needed() || !fits(source, settings, devices);
    } catch (error) {
      missing(toMicrophoneError(error));
    }
  }

  /**
   * The new one first, so that nothing is missing of what is said. But some devices open only once, and Chromium applies
   * another processing to a device only when nobody has it open any more.
   */
  async function renew() {
    const before = source;
    if (before?.track.readyState === 'live') {
      const next = await capture(mediaDevices, devices, settings, false, log).catch(() => null);
      if (next !== null && (next.exact || next.device !== before.device)) {
        install(next);
        return;
      }
      next?.track.stop();
      shut();
      for (const holder of holders) holder.track.stop();
    }
    await open();
  }

  function handOver(next: Source) {
    for (const holder of holders) {
      if (holder.from === next.track) continue;
      const before = holder.track;
      const clone = next.track.clone();
      clone.enabled = before.enabled;
      holder.track = clone;
      holder.from = next.track;
      void Promise.resolve(holder.lease.onreplaced?.(clone)).finally(() => {
        before.stop();
      });
    }
    tell(next);
  }

  function tell({ label, rank, fallback }: Source) {
    const before = told;
    told = holders.size > 0 ? { label, rank, problem: null } : null;
    const news = !byUser || fallback;
    byUser = false;
    if (before === null || told === null || !news) return;
    if (before.label === label && before.problem === null) return;
    const back = rank < before.rank || (before.problem !== null && label === before.label);
    emit({
      device: 'microphone',
      kind: back ? 'returned' : 'changed',
      label,
      before: before.problem === null ? before.label : '',
      ranked: rank < settings.microphones.length,
    });
  }

  function missing({ problem, message }: MicrophoneError) {
    log.warn('media', `microphone lost: ${message}`);
    if (holders.size === 0) return;
    const kind = problem === 'denied' ? 'withdrawn' : 'lost';
    if (told?.problem !== kind) {
      const before = told?.problem === null ? told.label : '';
      emit({ device: 'microphone', kind, label: '', before, ranked: false });
    }
    told = { label: told?.label ?? '', rank: told?.rank ?? 0, problem: kind };
    clearTimeout(retry);
    // Asking for what was forbidden would only ask the user again and again.
    if (kind === 'lost') retry = setTimeout(settle, retryAfter);
  }

  function hold({ track, label, rank }: Source): MicrophoneLease {
    if (closed) throw new MicrophoneError('other', 'The microphone was closed');
    told ??= { label, rank, problem: null };
    const holder: Holder = {
      track: track.clone(),
      from: track,
      lease: {
        get track() {
          return holder.track;
        },
        get source() {
          return source?.track ?? null;
        },
        onreplaced: null,
        release() {
          holder.track.stop();
          if (holders.delete(holder) && holders.size === 0) told = null;
          if (!needed()) shut();
        },
      },
    };
    holders.add(holder);
    return holder.lease;
  }

  function onEnded() {
    log.warn('media', 'the microphone was unplugged or taken away');
    shut();
    settle();
  }

  const unsubscribe = devices.subscribe(settle);

  return {
    get granted() {
      return granted;
    },
    get label() {
      return source?.label ?? '';
    },
    async acquire() {
      acquiring += 1;
      try {
        return hold(await open());
      } finally {
        acquiring -= 1;
        // Others may have lost theirs before, and settings may have changed while it opened.
        if (needed()) settle();
        else shut();
      }
    },
    setSettings(next) {
      byUser ||= holders.size > 0 && JSON.stringify(next.microphones) !== JSON.stringify(settings.microphones);
      settings = next;
      if (needed()) settle();
      else shut();
    },
    close() {
      closed = true;
      end.abort();
      unsubscribe();
      for (const holder of [...holders]) holder.lease.release();
      shut();
    },
  };
}
