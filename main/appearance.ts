/** The theme that was chosen holds for everything of the program, frames and menus of the system included. */
import { nativeTheme } from 'electron';
import type { SettingsStore } from './settings';

export function setUpAppearance(settings: SettingsStore): void {
  nativeTheme.themeSource = settings.settings.theme;
  settings.onChanged(({ theme }) => {
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
  });
}
