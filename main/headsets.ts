/**
 * Headsets with call buttons (WebHID): which of them the page may use, and the list from which the user chooses one. Only
 * telephones, by their report descriptor, and of these only the models that the user has connected.
 */
import type { DevicePermissionHandlerHandlerDetails, HIDDevice, Session } from 'electron';
import type { HeadsetOffer } from '../preload/contract';
import { ORIGIN } from './app-protocol';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { SettingsStore } from './settings';

/** Telephony Device Page (USB HID Usage Tables, section 14). */
const telephonyPage = 0x0b;

type Model = Pick<HIDDevice, 'vendorId' | 'productId'>;

export interface HeadsetAccess {
  /** For the table of permissions. */
  mayUse(details: DevicePermissionHandlerHandlerDetails): boolean;
}

export function setUpHeadsets(
  session: Session,
  ipc: Pick<Ipc, 'handle' | 'send'>,
  settings: Pick<SettingsStore, 'settings' | 'onChanged'>,
  log: Log,
): HeadsetAccess {
  /** Chosen just now: the page opens it before it is in the settings. */
  const chosen = new Set<string>();
  let asking: { offers: Map<string, HIDDevice>; answer: (id?: string) => void } | null = null;

  const offer = (): void => {
    const offers: HeadsetOffer[] = [...(asking?.offers.values() ?? [])].map(({ deviceId, name }) => ({
      id: deviceId,
      name: name.slice(0, 256),
    }));
    ipc.send('phone', 'headsets.offered', offers);
  };

  session.on('select-hid-device', (event, { deviceList, frame }, callback) => {
    event.preventDefault();
    // One answer each: a page that asks again has given up the question before.
    asking?.answer();
    asking = null;
    if (!frame || frame.parent || !isOurs(frame.url)) {
      log.warn('headsets', 'denied a list of devices');
      callback();
      return;
    }
    asking = { offers: new Map(deviceList.filter(isTelephone).map((each) => [each.deviceId, each])), answer: callback };
    offer();
  });
  session.on('hid-device-added', (_event, { device }) => {
    if (!asking || !isTelephone(device)) return;
    asking.offers.set(device.deviceId, device);
    offer();
  });
  session.on('hid-device-removed', (_event, { device }) => {
    if (asking?.offers.delete(device.deviceId)) offer();
  });
  ipc.handle('headsets.take', (id) => {
    const device = id === null ? undefined : asking?.offers.get(id);
    if (device) chosen.add(keyOf(device));
    asking?.answer(device?.deviceId);
    asking = null;
  });
  settings.onChanged(({ headsets }, { headsets: before }) => {
    const stays = new Set(headsets.map(keyOfKnown));
    for (const each of before.map(keyOfKnown)) if (!stays.has(each)) chosen.delete(each);
  });

  return {
    mayUse({ deviceType, origin, device }) {
      if (deviceType !== 'hid' || !isOurs(origin) || !isHid(device) || !isTelephone(device)) return false;
      return (
        chosen.has(keyOf(device)) || settings.settings.headsets.some((known) => keyOfKnown(known) === keyOf(device))
      );
    },
  };
}

const keyOf = ({ vendorId, productId }: Model): string => `${String(vendorId)}:${String(productId)}`;
const keyOfKnown = ({ vendor, product }: { vendor: number; product: number }): string =>
  keyOf({ vendorId: vendor, productId: product });

function isOurs(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return `${protocol}//${host}` === ORIGIN;
  } catch {
    return false;
  }
}

function isHid(device: DevicePermissionHandlerHandlerDetails['device']): device is HIDDevice {
  return 'collections' in device;
}

/** Electron tells the collections since 2025; where it does not, no device is used. */
function isTelephone({ collections }: Partial<Pick<HIDDevice, 'collections'>>): boolean {
  return collections?.some(({ usagePage }) => usagePage === telephonyPage) ?? false;
}
