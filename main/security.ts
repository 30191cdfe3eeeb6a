/** No page of ours ever leads anywhere else: windows, navigation and webviews are denied, links go to the system. */
import { app, shell } from 'electron';
import type { Log } from './log';

/** Schemes that may be handed to the operating system. */
const external: ReadonlySet<string> = new Set(['https:', 'mailto:']);

/** Whether a link may leave for the system's browser or mail program. */
export function mayLeave(address: string): boolean {
  try {
    const url = new URL(address);
    return external.has(url.protocol) && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

export function setUpSecurity(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      if (mayLeave(url)) void shell.openExternal(url);
      else log.warn('security', 'denied a new window');
      return { action: 'deny' };
    });
    contents.on('will-navigate', (details) => {
      // A reload of the page itself is none.
      if (details.url === contents.getURL()) return;
      details.preventDefault();
      log.warn('security', 'denied a navigation');
    });
    contents.on('will-frame-navigate', (details) => {
      if (!details.isMainFrame) details.preventDefault();
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      log.warn('security', 'denied a webview');
    });
  });
}
