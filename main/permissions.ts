/** What the pages may use, as a table; everything that is not in it is denied. */
import { systemPreferences, type DevicePermissionHandlerHandlerDetails, type Session } from 'electron';
import { ORIGIN } from './app-protocol';
import type { Log } from './log';

/** `audio`: the microphone, never the camera. */
const table: Readonly<Record<string, 'always' | 'audio'>> = {
  // The calls.
  media: 'audio',
  // setSinkId: headset for the call, loudspeaker for the ring.
  'speaker-selection': 'always',
  // Copying a number.
  'clipboard-sanitized-write': 'always',
  // From Chromium 142 on the switch in one's own network and the practice exchange need it.
  'local-network-access': 'always',
  'local-network': 'always',
  'loopback-network': 'always',
  // Asking for a headset; which of them may be used is headsets.ts.
  hid: 'always',
};

/** `address`: origin or address of the page; Electron gives either. `kinds`: the media asked for, with `media` only. */
export function permits(permission: string, address: string, kinds: readonly string[] = []): boolean {
  if (originOf(address) !== ORIGIN) return false;
  if (!Object.hasOwn(table, permission)) return false;
  return table[permission] === 'always' || (kinds.length > 0 && kinds.every((kind) => kind === 'audio'));
}

/** `mayUse`: whether the page may use this device; see headsets.ts. */
export function setUpPermissions(
  session: Session,
  mayUse: (details: DevicePermissionHandlerHandlerDetails) => boolean,
  log: Log,
): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const kinds = 'mediaTypes' in details ? details.mediaTypes : [];
    const allowed = details.isMainFrame && permits(permission, details.requestingUrl, kinds);
    if (!allowed) log.warn('permissions', `denied ${permission}`);
    if (allowed && permission === 'media') void askSystem().then(callback);
    else callback(allowed);
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    // `unknown` or nothing: WebRTC asking whether it may use all networks, before any device is asked for.
    const kind = details.mediaType === undefined || details.mediaType === 'unknown' ? 'audio' : details.mediaType;
    return permits(permission, origin, [kind]);
  });
  session.setDevicePermissionHandler(mayUse);
}

/** macOS asks its user once, and only when told to. */
async function askSystem(): Promise<boolean> {
  return process.platform === 'darwin' ? systemPreferences.askForMediaAccess('microphone') : true;
}

function originOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return '';
  }
}
