import type { DeviceChoice } from './settings';

export interface Device {
  readonly id: string;
  readonly label: string;
  /** Microphone and speaker of one headset share it (W3C Media Capture, groupId). */
  readonly group: string;
}

export interface DeviceLists {
  readonly microphones: readonly Device[];
  readonly speakers: readonly Device[];
  /** What the system uses when nothing is chosen; null where it does not say. */
  readonly system: { readonly microphone: Device | null; readonly speaker: Device | null };
}

/** `rank`: place in the list; its length for the system's device, which stands behind all. */
export interface Chosen {
  /** null: the system's. */
  device: Device | null;
  rank: number;
}

/** The first of the ranked devices that is there, else the system's. */
export function chooseDevice(ranking: readonly DeviceChoice[], present: readonly Device[]): Chosen {
  for (const [rank, choice] of ranking.entries()) {
    if (choice.id === 'default') return { device: null, rank };
    const device = findDevice(choice, present);
    if (device !== null) return { device, rank };
  }
  return { device: null, rank: ranking.length };
}

/** By id; else, for ids change with the profile and the port, by label and group; else by label. */
export function findDevice(choice: DeviceChoice, present: readonly Device[]): Device | null {
  const named = choice.label === '' ? [] : present.filter((device) => device.label === choice.label);
  return (
    (choice.id === '' ? undefined : present.find((device) => device.id === choice.id)) ??
    named.find((device) => device.group === choice.group) ??
    named[0] ??
    null
  );
}

/** Chromium lists these beside the real devices: "follow the system" says the same. */
const aliases = ['', 'default', 'communications'];

/** The real device behind Chromium's `default`: of the same group, and named at the end of `Default - Headset`. */
function systemDevice(all: readonly Device[], real: readonly Device[]): Device | null {
  const alias = all.find((device) => device.id === 'default');
  if (!alias) return null;
  const named = real.filter((device) => device.label !== '' && alias.label.endsWith(device.label));
  const grouped = real.filter((device) => device.group !== '' && device.group === alias.group);
  const found = named.find((device) => grouped.includes(device)) ?? named[0];
  // The name is all that tells of a change where nothing fits.
  return found ?? (grouped.length === 1 && grouped[0] ? grouped[0] : alias);
}

export interface Devices {
  /** As of the last look; labels are empty until the microphone may be used. */
  readonly current: DeviceLists;
  /** False until the first look. */
  readonly known: boolean;
  refresh(): Promise<DeviceLists>;
  /** Calls back after every change; returns a function that ends it. */
  subscribe(listener: (lists: DeviceLists) => void): () => void;
  close(): void;
}

export function createDevices(mediaDevices: MediaDevices): Devices {
  let current: DeviceLists = { microphones: [], speakers: [], system: { microphone: null, speaker: null } };
  let known = false;
  const listeners = new Set<(lists: DeviceLists) => void>();
  const refresh = async () => {
    const all = await mediaDevices.enumerateDevices();
    const of = (kind: MediaDeviceKind) => {
      const listed = all
        .filter((device) => device.kind === kind)
        .map(({ deviceId, label, groupId }) => ({ id: deviceId, label, group: groupId }));
      const real = listed.filter(({ id }) => !aliases.includes(id));
      return { real, system: systemDevice(listed, real) };
    };
    const microphones = of('audioinput');
    const speakers = of('audiooutput');
    const next: DeviceLists = {
      microphones: microphones.real,
      speakers: speakers.real,
      system: { microphone: microphones.system, speaker: speakers.system },
    };
    const changed = JSON.stringify(next) !== JSON.stringify(current);
    current = next;
    if (changed) for (const listener of [...listeners]) listener(current);
    known = true;
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
    get known() {
      return known;
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
