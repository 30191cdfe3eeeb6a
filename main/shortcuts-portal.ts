/**
 * Who watches the keyboard for the global shortcuts: pure. On Wayland no program may; the system's portal does
 * (org.freedesktop.portal.GlobalShortcuts), which Electron uses from version 35 on when it is told to.
 */
import type { ShortcutsStatus } from '../preload/contract';

/** The second: GNOME takes part only if a program says which keys it would like. */
export const portalFeatures = ['GlobalShortcutsPortal', 'GlobalShortcutsPortalPreferredTrigger'] as const;

const FIRST_WITH_PORTAL = 35;
/** From here on Electron is a Wayland program in a Wayland session unless told otherwise; before, only if told so. */
const FIRST_ON_WAYLAND = 38;

export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** `process.versions.electron` */
  electron: string;
  /** A switch of the command line; empty: not given. */
  switchValue: (name: string) => string;
}

export function shortcutsBy({ platform, env, electron, switchValue }: Surroundings): ShortcutsStatus['by'] {
  if (platform !== 'linux') return 'program';
  const version = Number.parseInt(electron, 10);
  if (!isOnWayland(env, version, switchValue)) return 'program';
  return version >= FIRST_WITH_PORTAL ? 'portal' : 'nobody';
}

/** Whether our windows are Wayland's own; under XWayland keys are taken as on X11. */
function isOnWayland(env: Surroundings['env'], version: number, switchValue: Surroundings['switchValue']): boolean {
  const platform = switchValue('ozone-platform');
  if (platform) return platform === 'wayland';
  const hint = switchValue('ozone-platform-hint') || env['ELECTRON_OZONE_PLATFORM_HINT'] || '';
  if (hint === 'x11' || hint === 'wayland') return hint === 'wayland';
  if (hint !== 'auto' && version < FIRST_ON_WAYLAND) return false;
  return env['XDG_SESSION_TYPE'] === 'wayland' || (!env['XDG_SESSION_TYPE'] && Boolean(env['WAYLAND_DISPLAY']));
}
