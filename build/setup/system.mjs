// What the operating system must bring: libraries of Electron, and programs that tests and the demonstration use.
import fs from 'node:fs';
import path from 'node:path';
import { read, run } from './run.mjs';
import { say, SetupProblem } from './say.mjs';
import { root } from './places.mjs';

/** The Debian package of each shared library that Electron or keytar links to or opens. */
const libraries = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libdrm.so.2': 'libdrm2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libcups.so.2': 'libcups2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libudev.so.1': 'libudev1',
  'libexpat.so.1': 'libexpat1',
  'libsecret-1.so.0': 'libsecret-1-0',
  'libgcrypt.so.20': 'libgcrypt20',
  'libnotify.so.4': 'libnotify4',
  'libXss.so.1': 'libxss1',
};

/** Opened at run time, so `ldd` does not see them. */
const openedLater = ['libnotify.so.4', 'libXss.so.1'];

/** Debian packages of the programs. */
const programs = {
  'xvfb-run': ['xvfb', 'xauth'],
  xauth: ['xauth'],
  'dbus-daemon': ['dbus'],
  'dbus-monitor': ['dbus'],
  'gnome-keyring-daemon': ['gnome-keyring'],
  dunst: ['dunst'],
  dunstctl: ['dunst'],
  openbox: ['openbox'],
  xdotool: ['xdotool'],
  wmctrl: ['wmctrl'],
  xprop: ['x11-utils'],
  xmessage: ['x11-utils'],
  xev: ['x11-utils'],
  xwininfo: ['x11-utils'],
  xrandr: ['x11-xserver-utils'],
  // Several screens: Xvfb has one.
  Xorg: ['xserver-xorg-core', 'xserver-xorg-video-dummy'],
  openssl: ['openssl'],
  chromium: ['chromium'],
  'dpkg-deb': ['dpkg'],
  rpmbuild: ['rpm'],
  rpm: ['rpm'],
  'xdg-open': ['xdg-utils'],
  'desktop-file-validate': ['desktop-file-utils'],
  makensis: ['nsis'],
  ip: ['iproute2'],
};
/** @typedef {keyof typeof programs} Program */

/** For each use of the project, the programs it needs. @type {Record<'display' | 'tests' | 'deb' | 'rpm' | 'installers', Program[]>} */
export const uses = {
  display: ['xvfb-run', 'xauth'],
  tests: [
    'xvfb-run',
    'xauth',
    'dbus-daemon',
    'dbus-monitor',
    'gnome-keyring-daemon',
    'dunst',
    'dunstctl',
    'openbox',
    'xdotool',
    'wmctrl',
    'xprop',
    'xmessage',
    'xev',
    'xwininfo',
    'xrandr',
    'Xorg',
    'openssl',
    'chromium',
    'ip',
  ],
  deb: ['dpkg-deb'],
  rpm: ['rpmbuild', 'rpm'],
  installers: ['dpkg-deb', 'xdg-open', 'desktop-file-validate', 'makensis'],
};

/** @param {string} program */
export const isThere = (program) =>
  [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'].some((folder) => {
    try {
      fs.accessSync(path.join(folder, program), fs.constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/**
 * Names of libraries that `ldd` did not find.
 * @param {string} lddOutput
 */
export const notFound = (lddOutput) =>
  [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');

/**
 * @param {string | undefined} electron path of the executable
 * @returns {string[]} names of the shared libraries that are missing
 */
function missingLibraries(electron) {
  if (!electron) return [];
  const keytar = path.join(root, `node_modules/keytar/prebuilds/linux-${process.arch}/keytar.node`);
  // libffmpeg.so lies beside the executable and is found by its rpath.
  const linked = [electron, keytar]
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => notFound(read('ldd', [file]) ?? ''));
  const known = read('ldconfig', ['-p']) ?? read('/sbin/ldconfig', ['-p']);
  const later = known === null ? [] : openedLater.filter((name) => !known.includes(name));
  return [...new Set([...linked, ...later])];
}

/** @param {string} name */
const hasCandidate = (name) => /Candidate: (?!\(none\))\S/.test(read('apt-cache', ['policy', name]) ?? '');

/**
 * Newer Debian and Ubuntu have some libraries under a name with `t64` at its end.
 * @param {string} name
 */
const nameHere = (name) => (!hasCandidate(name) && hasCandidate(`${name}t64`) ? `${name}t64` : name);

/** @param {string[]} packages */
async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A bare machine has no package lists.
  if (!packages.every((name) => hasCandidate(name) || hasCandidate(`${name}t64`))) {
    say('reading the package lists (apt-get update)');
    await run('apt-get', ['update', '-qq'], { env, output: 'stderr', doing: 'apt-get update' });
  }
  const names = packages.map(nameHere);
  say(`installing ${names.join(' ')}`);
  const code = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...names],
    { env, output: 'stderr', doing: 'apt-get install' },
  );
  return code === 0;
}

/**
 * Brings what is missing: installs it as root on a Debian-like system, else says which command does.
 * @param {{ electron?: string | undefined, use?: (keyof typeof uses)[], must?: boolean }} wanted
 *   `must: false` reports what stays missing instead of giving up
 * @returns {Promise<string[]>} what is still missing: programs and libraries
 */
export async function ensureSystem({ electron, use = [], must = true }) {
  if (process.platform !== 'linux') return [];
  const wanted = [...new Set(use.flatMap((name) => uses[name]))];
  const look = () => ({ programs: wanted.filter((name) => !isThere(name)), libraries: missingLibraries(electron) });
  let missing = look();
  const all = () => [...missing.programs, ...missing.libraries];
  if (all().length === 0) return [];

  const packages = [
    ...new Set([
      ...missing.programs.flatMap((name) => programs[name]),
      ...missing.libraries.map((name) =>
        name in libraries ? libraries[/** @type {keyof typeof libraries} */ (name)] : name,
      ),
    ]),
  ];
  const debian = isThere('apt-get');
  say(`this system lacks ${all().join(', ')}`);
  if (debian && process.getuid?.() === 0) {
    if (await install(packages)) missing = look();
    if (all().length === 0) return [];
  }
  if (must) {
    throw new SetupProblem(
      `still missing: ${all().join(', ')}.`,
      debian
        ? `run this and try again:\n            sudo apt-get install -y --no-install-recommends ${packages.map(nameHere).join(' ')}`
        : `install them with your system's package manager; on Debian the packages are called ${packages.join(' ')}.`,
    );
  }
  say(`to have them: sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`);
  return all();
}

/** Is there a screen to show a window on? */
export const hasDisplay = () =>
  process.platform !== 'linux' || !!process.env['DISPLAY'] || !!process.env['WAYLAND_DISPLAY'];
