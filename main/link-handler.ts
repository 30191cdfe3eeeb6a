/** Which program the system opens links with that mean a call. It is made this one only when the user says so. */
import { app, shell } from 'electron';
import type { LinkHandler } from '../preload/contract';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { CallScheme } from './policies';

const schemes: readonly CallScheme[] = ['tel', 'sip', 'sips', 'callto'];

/** Windows takes no program's word for it: its user chooses there. */
const WINDOWS_SETTINGS = 'ms-settings:defaultapps';

export function setUpLinkHandler(ipc: Pick<Ipc, 'handle'>, log: Log): void {
  ipc.handle('dial.handler', handler);
  ipc.handle('dial.becomeHandler', async () => {
    if (!app.isPackaged) return 'not-installed';
    if (process.platform === 'win32') {
      await shell.openExternal(WINDOWS_SETTINGS).catch((error: unknown) => log.warn('dial', describe(error)));
      return 'asked';
    }
    const taken = schemes.filter((scheme) => app.setAsDefaultProtocolClient(scheme));
    log.info('dial', `opens links by the user's choice: ${taken.join(', ') || 'none, the system did not take it'}`);
    return handler();
  });
}

/** What is not installed has no entry in the system that could be chosen. */
function handler(): LinkHandler {
  if (!app.isPackaged) return 'not-installed';
  return schemes.every((scheme) => app.isDefaultProtocolClient(scheme)) ? 'this' : 'another';
}
