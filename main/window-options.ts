/** What both windows run with (DESIGN.md, "Rules that have no exception"). */
export const hardened = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

/** The ground of the pages, as in the theme's tokens, so that nothing flashes before the first paint. */
export function ground(dark: boolean): string {
  return dark ? '#141b1f' : '#ffffff';
}
