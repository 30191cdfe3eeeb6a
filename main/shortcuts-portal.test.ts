import { describe, expect, it } from 'vitest';
import { shortcutsBy, type Surroundings } from './shortcuts-portal';

const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };
const x11 = { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' };
const by = (
  platform: Surroundings['platform'],
  env: Surroundings['env'],
  electron: string,
  switches: Record<string, string> = {},
) => shortcutsBy({ platform, env, electron, switchValue: (name) => switches[name] ?? '' });

describe('shortcutsBy', () => {
  it.each([
    ['Windows', by('win32', {}, '45.4.1'), 'program'],
    ['macOS', by('darwin', {}, '45.4.1'), 'program'],
    ['X11', by('linux', x11, '45.4.1'), 'program'],
    [
      'X11, although a compositor runs nested',
      by('linux', { ...x11, WAYLAND_DISPLAY: 'wayland-1' }, '45.4.1'),
      'program',
    ],
    ['no word of the session, and no display', by('linux', {}, '45.4.1'), 'program'],
    ['Wayland', by('linux', wayland, '45.4.1'), 'portal'],
    ['Wayland, told only by its display', by('linux', { WAYLAND_DISPLAY: 'wayland-0' }, '45.4.1'), 'portal'],
    ['XWayland by choice', by('linux', wayland, '45.4.1', { 'ozone-platform': 'x11' }), 'program'],
    ['XWayland by a hint', by('linux', wayland, '45.4.1', { 'ozone-platform-hint': 'x11' }), 'program'],
    [
      'XWayland by the environment',
      by('linux', { ...wayland, ELECTRON_OZONE_PLATFORM_HINT: 'x11' }, '45.4.1'),
      'program',
    ],
    ['an older Electron runs under XWayland', by('linux', wayland, '33.2.1'), 'program'],
    [
      'and without a portal when told to be on Wayland',
      by('linux', wayland, '33.2.1', { 'ozone-platform': 'wayland' }),
      'nobody',
    ],
    ['or to choose', by('linux', wayland, '34.0.0', { 'ozone-platform-hint': 'auto' }), 'nobody'],
    ['the first with the portal', by('linux', wayland, '35.0.0', { 'ozone-platform-hint': 'auto' }), 'portal'],
  ])('%s: %s', (_name, found, expected) => {
    expect(found).toBe(expected);
  });
});
