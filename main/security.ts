/** No page of ours ever leads anywhere else: windows, navigation and webviews are denied, links go to the system. */
import { app } from 'electron';
import { PAGE_FRAME } from './app-protocol';
import type { Log } from './log';

/** Schemes that may be handed to the operating system. */
const external: ReadonlySet<string> = new Set(['https:', 'mailto:']);
/** What an operator's page may frame: the web, and what it has made itself. */
const framed: ReadonlySet<string> = new Set(['https:', 'data:', 'blob:']);
/** A page may not ask more often than so many ms. */
const PATIENCE_MS = 1_000;

/** Whether a link may leave for the system's browser or mail program. */
export function mayLeave(address: string): boolean {
  try {
    const url = new URL(address);
    return external.has(url.protocol) && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/** Whether a frame may go there. `ofPhone`: it stands in a page of ours, not in an operator's. */
export function mayFrame(address: string, ofPhone: boolean): boolean {
  if (ofPhone) return address === PAGE_FRAME;
  if (address === 'about:srcdoc' || address === 'about:blank') return true;
  return URL.canParse(address) && framed.has(new URL(address).protocol);
}

/** `wanted`: an operator's page asks for a window; nothing here tells whether its user has clicked. */
export function setUpSecurity(wanted: (address: string) => void, log: Log): void {
  let lately = -Infinity;
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url, postBody }) => {
      // What was typed into a form would be lost on the way.
      if (!mayLeave(url) || postBody) log.warn('security', 'denied a new window');
      else if (performance.now() - lately >= PATIENCE_MS) {
        lately = performance.now();
        wanted(url);
      }
      return { action: 'deny' };
    });
    contents.on('will-navigate', (details) => {
      // A reload of the page itself is none.
      if (details.url === contents.getURL()) return;
      details.preventDefault();
      log.warn('security', 'denied a navigation');
    });
    contents.on('will-frame-navigate', (details) => {
      if (details.isMainFrame) return;
      const { parent = null } = details.frame ?? {};
      if (parent !== null && mayFrame(details.url, parent === contents.mainFrame)) return;
      details.preventDefault();
      log.warn('security', 'denied a navigation of a frame');
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      log.warn('security', 'denied a webview');
    });
  });
}
