/** Sleep and lock: the phone is told when the computer wakes, and the computer stays awake during calls. */
import { powerMonitor, powerSaveBlocker } from 'electron';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';

export function setUpPower(ipc: Ipc, phone: PhoneLink, log: Log): void {
  const busy = (): boolean => phone.snapshot.calls.some(({ state }) => state !== 'ended');

  // A lid that is closed, or a user who says so, is not to be stopped. Chromium then closes the connections of all sound;
  // the phone finds them closed on waking, says goodbye to the other side and tells its user (call-audio.ts).
  powerMonitor.on('suspend', () => {
    log.info('power', busy() ? 'the computer goes to sleep in the middle of a call' : 'the computer goes to sleep');
  });
  powerMonitor.on('resume', () => {
    log.info('power', 'the computer woke');
    ipc.send('phone', 'power.woke');
  });
  // Windows and macOS. Calls go on, and ring, behind a locked screen; noted for whoever reads the log.
  powerMonitor.on('lock-screen', () => log.info('power', 'the screen is locked'));
  powerMonitor.on('unlock-screen', () => log.info('power', 'the screen is unlocked'));

  let blocker: number | null = null;
  phone.onReport(() => {
    // Only the computer: whoever talks need not look at a screen.
    if (busy() && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!busy() && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  });
}
