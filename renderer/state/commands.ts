import type { Host } from '../host/host';
import type { PhoneApi } from '../phone/phone-api';
import type { Router } from './router.svelte';
import { toSnapshot } from './snapshot';

/** Tells the host of every change, and does what it asks for. */
export function connectHost(phone: PhoneApi, host: Pick<Host, 'phone' | 'power'>, router: Router): void {
  const report = (): void => {
    host.phone.report(toSnapshot(phone.state));
  };
  phone.subscribe(report);
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
  host.phone.onClose(() => phone.close());
  host.phone.onMissedOpened(() => {
    router.go('history');
  });
  host.power?.onWoke(() => {
    phone.woke();
  });
}
