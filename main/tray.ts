/** The icon in the tray: five faces, missed calls, for light and dark panels; its menu and tooltip. */
import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import { quietUntil } from '../preload/do-not-disturb';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import { trayView, type TrayCommand, type TrayFace, type TrayItem, type TrayView } from './tray-view';

/** Drawn by `build/icons/render.mjs`; carried in the code, so that no path has to hold in a package. */
const drawings = import.meta.glob('../build/icons/tray/*.png', { eager: true, import: 'default', query: '?inline' });

export interface TrayActions {
  show(): void;
  quit(): void;
}

/** The tray must be kept by its creator: an icon that is collected disappears. */
export function createTray(phone: PhoneLink, actions: TrayActions, log: Log): Tray {
  const images = new Map<string, NativeImage>();

  function image({ face, missed }: Pick<TrayView, 'face' | 'missed'>): NativeImage {
    const panel = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? 'dark' : 'light';
    const key = `${face}${missed ? '-missed' : ''}|${panel}`;
    const known = images.get(key);
    if (known) return known;
    const made = draw(face, missed, panel);
    if (made.isEmpty()) log.warn('tray', `no drawing for ${key}`);
    images.set(key, made);
    return made;
  }

  function run(command: TrayCommand): void {
    switch (command.kind) {
      case 'show':
        return actions.show();
      case 'do-not-disturb':
        return phone.setDoNotDisturb(command.choice === 'off' ? null : quietUntil(command.choice, Date.now()));
      case 'mute':
        return phone.setMuted(command.callId, command.on);
      case 'answer':
        return phone.answer(command.callId, 'by-hand');
      case 'decline':
        return phone.decline(command.callId);
      case 'hang-up':
        return phone.hangUp(command.callId);
      case 'quit':
        return actions.quit();
    }
  }

  let shown = trayView(phone.snapshot);
  const tray = new Tray(image(shown));

  function entry(shown: TrayItem): MenuItemConstructorOptions {
    switch (shown.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'submenu':
        return { label: shown.label, enabled: shown.enabled, submenu: shown.items.map(entry) };
      case 'command':
        return {
          label: shown.label,
          enabled: shown.enabled,
          ...(shown.checked !== null && { type: 'checkbox', checked: shown.checked }),
          click: () => run(shown.command),
        };
    }
  }

  const setMenu = ({ menu }: TrayView) => tray.setContextMenu(Menu.buildFromTemplate(menu.map(entry)));

  tray.setToolTip(shown.tooltip);
  setMenu(shown);
  tray.on('click', actions.show);
  phone.onReport((snapshot) => {
    const before = shown;
    shown = trayView(snapshot);
    // Only what changed: on Linux each of these is a signal to the panel, and a new menu closes an open one.
    if (shown.face !== before.face || shown.missed !== before.missed) tray.setImage(image(shown));
    if (shown.tooltip !== before.tooltip) tray.setToolTip(shown.tooltip);
    if (JSON.stringify(shown.menu) !== JSON.stringify(before.menu)) setMenu(shown);
  });
  nativeTheme.on('updated', () => tray.setImage(image(shown)));
  return tray;
}

/** Panels on Linux are 22 px high or more, elsewhere 16. */
const SIZE = process.platform === 'linux' ? 22 : 16;

function draw(face: TrayFace, missed: boolean, panel: 'dark' | 'light'): NativeImage {
  const result = nativeImage.createEmpty();
  const name = (size: number, suffix: string) =>
    `../build/icons/tray/tray-${face}${missed ? '-missed' : ''}-${size}-${panel}${suffix}.png`;
  for (const [scaleFactor, suffix] of [
    [1, ''],
    [2, '@2x'],
  ] as const) {
    const dataURL = drawings[name(SIZE, suffix)];
    if (dataURL) result.addRepresentation({ scaleFactor, dataURL });
  }
  return result;
}
