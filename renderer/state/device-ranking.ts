import type { Device } from './sound';

/** What follows the system. */
export const systemDevice: Device = { id: 'default', label: '', group: '' };

/** The same device, though its id changed with the profile or the port. */
export const isSameDevice = (a: Device, b: Device): boolean =>
  a.id === b.id || (a.label !== '' && a.label === b.label && (a.group === b.group || a.group === '' || b.group === ''));

/** Best first: the first of the ranking that is plugged in; else the system's. */
export function usedDevice(ranking: readonly Device[], present: readonly Device[]): Device {
  for (const wanted of ranking) {
    if (wanted.id === systemDevice.id) return systemDevice;
    const found = present.find((device) => device.id === wanted.id) ?? present.find((one) => isSameDevice(one, wanted));
    if (found) return found;
  }
  return systemDevice;
}

/** The ranking with this device before all others; to follow the system again empties it. */
export function preferDevice(ranking: readonly Device[], device: Device): Device[] {
  if (device.id === systemDevice.id) return [];
  return [device, ...ranking.filter((other) => !isSameDevice(other, device))];
}
