/** Addresses that the phone opens in the system's browser, such as the page of a payment. */
import { shell } from 'electron';
import { isLoopback } from '../preload/invitation';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import { mayLeave } from './security';

/** As of any link, and the pages of a portal on this computer: the practice portal's, or a developer's. */
export function mayOpen(address: string): boolean {
  if (mayLeave(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return protocol === 'http:' && isLoopback(hostname) && username === '' && password === '';
}

export function setUpLinks(ipc: Ipc, log: Log): void {
  ipc.handle('links.open', async (address) => {
    if (!mayOpen(address)) {
      log.warn('links', 'not an address that may be opened');
      return false;
    }
    try {
      // As it was read, not as it was written.
      await shell.openExternal(new URL(address).href);
      return true;
    } catch (error) {
      log.warn('links', `not opened: ${describe(error)}`);
      return false;
    }
  });
}
