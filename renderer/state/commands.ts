import type { Settings } from '../../preload/contract';
import type { Host } from '../host/host';
import type { PhoneApi } from '../phone/phone-api';
import { keepChoices } from './kept-choices';
import { onNamesChanged } from './names';
import type { Router } from './router.svelte';
import { toSnapshot, type DeviceMenus } from './snapshot';

/** ms between two signs of life; main takes a window for hung that gives none for a few of them. */
const aliveEvery = 1_000;

/** Tells the host of every change and that the page is alive, and does what it asks for. Gives what tells it of the devices. */
export function connectHost(
  phone: PhoneApi,
  host: Pick<Host, 'phone' | 'power' | 'recovery' | 'settings'>,
  router: Pick<Router, 'go'>,
  settings: Settings,
): (devices: DeviceMenus) => void {
  let told = '';
  let devices: DeviceMenus | undefined;
  const report = (): void => {
    const snapshot = toSnapshot(phone.state, devices);
    // The phone also changes with every second of a call's quality, which main has no use for.
    const text = JSON.stringify(snapshot);
    if (text === told) return;
    told = text;
    host.phone.report(snapshot);
  };
  const stopKeeping = keepChoices(phone, settings, host.settings);
  phone.subscribe(report);
  onNamesChanged(report);
  report();
  host.phone.onAnswer((id, how) => {
    phone.answer(id, how);
  });
  host.phone.onDecline((id) => {
    phone.decline(id);
  });
  host.phone.onHangUp((id) => {
    phone.hangUp(id);
  });
  host.phone.onSetMuted((id, on) => {
    phone.setMuted(id, on);
  });
  host.phone.onSetDoNotDisturb((on) => {
    phone.setDoNotDisturb(on);
  });
  host.phone.onClose(() => {
    // The end of the program ends nothing that was chosen.
    stopKeeping();
    return phone.close();
  });
  host.phone.onMissedOpened(() => {
    router.go('history');
  });
  host.power?.onNetworkChanged(() => {
    phone.networkChanged(navigator.onLine);
  });
  host.power?.onWoke(() => {
    phone.woke();
  });
  const { recovery } = host;
  if (recovery) {
    recovery.alive();
    setInterval(() => {
      recovery.alive();
    }, aliveEvery);
  }
  return (found) => {
    devices = found;
    report();
  };
}
