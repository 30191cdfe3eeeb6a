/** The menu bar: macOS has one, with its editing keys; elsewhere there is none. */
import { Menu } from 'electron';

/** Best before the app is ready: Electron then never builds its own. */
export function setUpMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
