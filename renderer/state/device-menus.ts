/** Microphones and speakers as the tray's menu offers them, and what is chosen there. */
import type { Settings, Snapshot } from '../../preload/contract';
import type { Host } from '../host/host';
import { t } from '../locales/messages';
import { deviceInUse, isSystem, preferred, systemDevice, type KeptDevice } from './device-ranking';
import { noDevices, presentDevices } from './present-devices';
import type { SettingsView } from './settings.svelte';
import type { DeviceMenus } from './snapshot';
import type { Device, Sound } from './sound';

/** As many, and as long, as the contract takes. */
const most = 32;
const longest = 512;

export interface DeviceMenusParts {
  sound: Pick<Sound, 'devices' | 'onDevicesChanged'>;
  settings: Pick<SettingsView, 'current' | 'update'>;
  host: Pick<Host['phone'], 'onChooseDevice'>;
  tell: (menus: DeviceMenus) => void;
}

/** Follows devices as they come and go, and takes over what is chosen in the tray. Gives what follows another choice in the settings. */
export function followDevices({ sound, settings, host, tell }: DeviceMenusParts): (chosen: Settings) => void {
  let present = noDevices;
  const show = (chosen: Settings): void => {
    tell({
      microphones: deviceMenu(chosen.microphones, present.microphones),
      speakers: deviceMenu(chosen.speakers, present.speakers),
    });
  };
  presentDevices(sound, (found) => {
    present = found;
    show(settings.current);
  });
  host.onChooseDevice((kind, key) => {
    const list = kind === 'microphone' ? 'microphones' : 'speakers';
    const device = key === '' ? systemDevice : present[list].find(({ id }) => id === key);
    // Unplugged while the menu was open: there is nothing to choose any more.
    if (device) void settings.update({ [list]: preferred(settings.current[list], device) });
  });
  return show;
}

export function deviceMenu(ranking: readonly KeptDevice[], present: readonly Device[]): Snapshot['microphones'] {
  const devices = present.filter(({ id }) => id.length <= longest).slice(0, most);
  const used = deviceInUse(ranking, devices);
  return {
    devices: devices.map(({ id, label }) => ({ key: id, label: label.slice(0, longest) || t('device.unnamed') })),
    chosen: isSystem(used) ? '' : used.id,
  };
}
