/**
 * A number on the program's icon in launchers of Linux desktops (Unity's LauncherEntry API: Ubuntu's dock, Dash to Dock,
 * KDE's task manager, Plank). Electron's own `setBadgeCount` needs libunity and knows fewer of them.
 */
import { createHash } from 'node:crypto';
import { connectSessionBus } from './session-bus';

/** The desktop file's name, as the packages install it: `executableName` of `electron-builder.yml`. */
const DESKTOP_FILE = 'sidetone.desktop';
const ADDRESS = `application://${DESKTOP_FILE}`;

/** 0 takes it away. */
export async function tellLauncher(count: number): Promise<void> {
  const bus = await connectSessionBus();
  if (!bus) return;
  const { default: dbus } = await import('dbus-next');
  const { Message, Variant } = dbus;
  bus.send(
    Message.newSignal(PATH, 'com.canonical.Unity.LauncherEntry', 'Update', 'sa{sv}', [
      ADDRESS,
      { count: new Variant('x', BigInt(count)), 'count-visible': new Variant('b', count > 0) },
    ]),
  );
}

/** Any path will do that is this program's; libunity makes it of the address. */
const PATH = `/com/canonical/unity/launcherentry/${createHash('sha256').update(ADDRESS).digest().readUInt32BE(0)}`;
