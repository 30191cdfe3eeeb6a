/** Chromium's switches; each with its reason. Must run before the app is ready. */
import { app } from 'electron';
import type { ShortcutsStatus } from '../preload/contract';
import { portalFeatures, shortcutsBy } from './shortcuts-portal';

/** Gives who watches the keyboard for the global shortcuts. */
export function setUpCommandLine(): ShortcutsStatus['by'] {
  const line = app.commandLine;
  // It rings without anybody having clicked into the page.
  line.appendSwitch('autoplay-policy', 'no-user-gesture-required');
  // One renderer process for the window and the call card: the card costs kilobytes, not a process.
  line.appendSwitch('process-per-site');
  // The phone lives in the tray: its process must not lose priority there.
  line.appendSwitch('disable-renderer-backgrounding');
  // Chromium keeps nothing that needs a key here (no cookies); asking the keyring for one could block the start.
  line.appendSwitch('password-store', 'basic');
  line.appendSwitch(
    'disable-features',
    [
      // Candidates as `….local` names are of no use to a switch, and resolving them waits for mDNS. The page is ours
      // alone, so there is nobody to hide the addresses from. Holds also while the microphone is not open yet.
      'WebRtcHideLocalIpsWithMdns',
      // A renderer kept in reserve for the next navigation; there is none.
      'SpareRendererForSitePerProcess',
      // No media keys, no casting: both keep services running.
      'HardwareMediaKeyHandling',
      'MediaSessionService',
      'MediaRouter',
    ].join(','),
  );
  const by = shortcutsBy({
    platform: process.platform,
    env: process.env,
    electron: process.versions.electron ?? '',
    switchValue: (name) => line.getSwitchValue(name),
  });
  if (by === 'portal') {
    // Chromium reads only the last switch of that name.
    const features = [line.getSwitchValue('enable-features'), ...portalFeatures].filter(Boolean);
    line.appendSwitch('enable-features', features.join(','));
  }
  return by;
}
