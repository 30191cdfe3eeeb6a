import type { Device } from './sound';

/** A device as the settings remember it. */
export type KeptDevice = Device;

/** What follows the system. */
export const systemDevice: KeptDevice = { id: 'default', label: '', group: '' };

export const isSystem = (device: KeptDevice): boolean => device.id === systemDevice.id || device.id === '';

/** The same device, though its id changed with the profile or the port. */
export const isSame = (a: KeptDevice, b: KeptDevice): boolean =>
  a.id === b.id || (a.label !== '' && a.label === b.label && (a.group === b.group || a.group === '' || b.group === ''));

/** Best first: the first of the ranking that is plugged in; else the system's. */
export function deviceInUse(ranking: readonly KeptDevice[], present: readonly Device[]): KeptDevice {
  for (const wanted of ranking) {
    if (isSystem(wanted)) return systemDevice;
    const found = present.find((device) => device.id === wanted.id) ?? present.find((one) => isSame(one, wanted));
    if (found) return found;
  }
  return systemDevice;
}

/** The ranking with this device before all others; to follow the system again empties it. */
export function preferred(ranking: readonly KeptDevice[], device: KeptDevice): KeptDevice[] {
  if (isSystem(device)) return [];
  return [device, ...ranking.filter((other) => !isSame(other, device))];
}
