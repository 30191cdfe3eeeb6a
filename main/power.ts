/** Sleep: the phone is told when the computer wakes, and the computer stays awake during calls. */
import { powerMonitor, powerSaveBlocker } from 'electron';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';

export function setUpPower(ipc: Ipc, phone: PhoneLink, log: Log): void {
  powerMonitor.on('resume', () => {
    log.info('power', 'the computer woke');
    ipc.send('phone', 'power.woke');
  });

  let blocker: number | null = null;
  phone.onReport(({ calls }) => {
    const busy = calls.some(({ state }) => state !== 'ended');
    if (busy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!busy && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  });
}
