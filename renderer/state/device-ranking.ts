import type { Device } from './sound';

/** As many as the settings keep. */
const most = 32;

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

/** The ranking with this device before all others. */
export function preferred(ranking: readonly KeptDevice[], device: KeptDevice): KeptDevice[] {
  return [device, ...ranking.filter((other) => !isSame(other, device))].slice(0, most);
}

export interface RankedDevice {
  device: KeptDevice;
  pluggedIn: boolean;
  inUse: boolean;
}

/** The list as the settings show it: the ranking, then what is plugged in and not ranked yet; the system's choice is one of them. */
export function rankedDevices(ranking: readonly KeptDevice[], present: readonly Device[]): RankedDevice[] {
  const others = [systemDevice, ...present].filter((device) => !ranking.some((ranked) => isSame(ranked, device)));
  const all = [...ranking, ...others];
  const used = deviceInUse(ranking, present);
  const at = all.findIndex((device) => isSame(device, used));
  return all.map((device, index) => ({
    device,
    pluggedIn: isSystem(device) || present.some((one) => isSame(one, device)),
    inUse: index === at,
  }));
}

/** The ranking after one entry of the shown list has changed its place. */
export function moved(list: readonly RankedDevice[], from: number, to: number): KeptDevice[] {
  const devices = list.map(({ device }) => device);
  if (to < 0 || to >= devices.length) return devices;
  const [one] = devices.splice(from, 1);
  if (one) devices.splice(to, 0, one);
  return devices.slice(0, most);
}
