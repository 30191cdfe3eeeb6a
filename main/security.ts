/**
 * No page of ours ever leads anywhere else: windows, navigation and webviews are denied, links go to the system. Nothing
 * comes down but what the phone itself hands out, and no server is told by a certificate who the user is.
 */
import { app, session, type Session } from 'electron';
import { ORIGIN, PAGE_FRAME } from './app-protocol';
import { describe } from './failure';
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

/** Whether what a page offers may be saved: only what the phone has made (renderer/ui/parts/save-file.ts). */
export function maySave(address: string, page: string): boolean {
  return address.startsWith(`blob:${ORIGIN}/`) && page.startsWith(`${ORIGIN}/`);
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
    // An empty page is gone to without asking anybody: what was there before comes back.
    let page = '';
    contents.on('did-navigate', (_navigated, url) => {
      if (!url.startsWith('about:')) page = url;
      else if (page !== '') {
        log.warn('security', 'a page left for an empty one: it is loaded anew');
        contents.loadURL(page).catch((error: unknown) => log.error('security', describe(error)));
      }
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
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    // Left alone, Electron takes the first of the system's store and shows it to whoever asks.
    event.preventDefault();
    callback();
    log.warn('security', 'a server wants a certificate of the user: it gets none');
  });
  // Chromium fetches a dictionary from Google for a spelling that no page of ours checks.
  session.defaultSession.setSpellCheckerLanguages([]);
  watchDownloads(session.defaultSession, log);
  // One for asking servers, without a page: nothing in it may use anything.
  app.on('session-created', (made) => {
    if (made === session.defaultSession) return;
    made.setSpellCheckerLanguages([]);
    watchDownloads(made, log);
    made.setPermissionRequestHandler((_page, _permission, callback) => callback(false));
    made.setPermissionCheckHandler(() => false);
    made.setDevicePermissionHandler(() => false);
  });
}

function watchDownloads(watched: Session, log: Log): void {
  watched.on('will-download', (event, item, contents) => {
    if (maySave(item.getURL(), contents.getURL())) return;
    event.preventDefault();
    log.warn('security', 'denied a download');
  });
}
