/** The icon in the tray: five faces, missed calls, for light and dark panels; its menu and tooltip. */
import { Menu, nativeTheme, screen, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import type { DialWish } from '../preload/contract';
import { quietUntil } from '../preload/do-not-disturb';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import { densest, trayPicture } from './tray-pictures';
import type { TrayPresence } from './tray-presence';
import { trayView, type TrayCommand, type TrayItem, type TrayView } from './tray-view';

export interface TrayActions {
  show(): void;
  dial(wish: DialWish): void;
  /** null: there is nowhere to look. */
  checkForUpdates: (() => void) | null;
  quit(): void;
}

/** Kept here: an icon that is collected disappears. */
let icon: Tray | null = null;

export function setUpTray(phone: PhoneLink, actions: TrayActions, presence: TrayPresence, log: Log): void {
  const pictures = new Map<string, NativeImage>();
  const view = (): TrayView => trayView(phone.snapshot, { updates: actions.checkForUpdates !== null });
  let shown = view();
  let picture = '';

  function draw({ face, missed }: TrayView): NativeImage {
    const panel = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? 'dark' : 'light';
    const scale = densest();
    picture = `${face}${missed ? '-missed' : ''}|${panel}|${scale}`;
    const known = pictures.get(picture);
    if (known) return known;
    const made = trayPicture({ face, missed, panel, scale });
    if (made.isEmpty()) log.warn('tray', `no drawing for ${picture}`);
    pictures.set(picture, made);
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
      case 'call':
        return actions.dial({ number: command.number, how: 'dial', from: 'tray', doubt: null });
      case 'choose-device':
        return phone.chooseDevice(command.device, command.key);
      case 'check-updates':
        return actions.checkForUpdates?.();
      case 'quit':
        return actions.quit();
    }
  }

  function entry(shown: TrayItem): MenuItemConstructorOptions {
    switch (shown.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'submenu':
        return { label: menuText(shown.label), enabled: shown.enabled, submenu: shown.items.map(entry) };
      case 'command':
        return {
          label: menuText(shown.label),
          enabled: shown.enabled,
          ...(shown.checked !== null && { type: shown.oneOf ? 'radio' : 'checkbox', checked: shown.checked }),
          click: () => run(shown.command),
        };
    }
  }

  function create(): Tray {
    const tray = new Tray(draw(shown));
    tray.setToolTip(shown.tooltip);
    tray.setContextMenu(Menu.buildFromTemplate(shown.menu.map(entry)));
    tray.on('click', actions.show);
    return tray;
  }

  function redraw(): void {
    const before = picture;
    const image = draw(shown);
    if (picture !== before) icon?.setImage(image);
  }

  icon = create();
  phone.onReport(() => {
    const before = shown;
    shown = view();
    // Only what changed: on Linux each of these is a signal to the panel, and a new menu closes an open one.
    redraw();
    if (shown.tooltip !== before.tooltip) icon?.setToolTip(shown.tooltip);
    if (JSON.stringify(shown.menu) !== JSON.stringify(before.menu)) {
      icon?.setContextMenu(Menu.buildFromTemplate(shown.menu.map(entry)));
    }
  });
  nativeTheme.on('updated', redraw);
  for (const change of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
    screen.on(change as 'display-added', redraw);
  }
  presence.onPanel(() => {
    // It asks nobody who was there before it.
    icon?.destroy();
    icon = create();
  });
}

/** An ampersand would mark the letter after it for the keyboard, and be gone. */
const menuText = (label: string) => label.replaceAll('&', '&&');
