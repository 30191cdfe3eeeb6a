import type { DeviceChoice } from './settings';

export interface Device {
  readonly id: string;
  readonly label: string;
}

interface DeviceLists {
  readonly microphones: readonly Device[];
  readonly speakers: readonly Device[];
}

/**
 * The device to use: the one with this id, else the one with this label (ids change with the profile), else null for
 * the system's default.
 */
export function chooseDevice(choice: DeviceChoice, present: readonly Device[]): Device | null {
  const named = choice.label === '' ? undefined : present.find((device) => device.label === choice.label);
  return (choice.id === '' ? undefined : present.find((device) => device.id === choice.id)) ?? named ?? null;
}

/** Chromium lists `default` and `communications` beside the real devices: "follow the system" says the same. */
const real = (device: MediaDeviceInfo) => !['', 'default', 'communications'].includes(device.deviceId);

export interface Devices {
  /** As of the last look; labels are empty until the microphone may be used. */
  readonly current: DeviceLists;
  refresh(): Promise<DeviceLists>;
  /** Calls back after every change; returns a function that ends it. */
  subscribe(listener: (lists: DeviceLists) => void): () => void;
  close(): void;
}

export function createDevices(mediaDevices: MediaDevices): Devices {
  let current: DeviceLists = { microphones: [], speakers: [] };
  const listeners = new Set<(lists: DeviceLists) => void>();
  const refresh = async () => {
    const all = (await mediaDevices.enumerateDevices()).filter(real);
    const list = (kind: MediaDeviceKind) =>
      all.filter((device) => device.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label }));
    const next = { microphones: list('audioinput'), speakers: list('audiooutput') };
    const changed = JSON.stringify(next) !== JSON.stringify(current);
    current = next;
    if (changed) for (const listener of [...listeners]) listener(current);
    return current;
  };
  // A list that cannot be read is an empty list: the system's default still works.
  const onChange = () => void refresh().catch(() => undefined);
  mediaDevices.addEventListener('devicechange', onChange);
  onChange();
  return {
    get current() {
      return current;
    },
    refresh,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      mediaDevices.removeEventListener('devicechange', onChange);
      listeners.clear();
    },
  };
}
