/** The drawings of `build/icons`, carried in the code, so that no path has to hold in a package. */
import type { NativeImage } from 'electron';
import { nativeImage, screen } from 'electron';
import type { TrayFace } from './tray-view';

const faces = import.meta.glob('../build/icons/tray/*.png', { eager: true, import: 'default', query: '?inline' });
const badges = import.meta.glob('../build/icons/badge/*.png', { eager: true, import: 'default', query: '?inline' });

/** Sizes in pixels for screens at 100, 125, 150 and 200 %. */
const panelSizes = process.platform === 'linux' ? [22, 28, 33, 44] : [16, 20, 24, 32];
const badgeSizes = [16, 20, 24, 32];

export interface TrayPicture {
  face: TrayFace;
  missed: boolean;
  panel: 'dark' | 'light';
  /** Of the densest screen; 1 is 100 %. */
  scale: number;
}

/** The densest screen's: a picture that is too large is drawn smaller well, one that is too small is blurred. */
export function densest(): number {
  return Math.max(1, ...screen.getAllDisplays().map(({ scaleFactor }) => scaleFactor));
}

/**
 * Windows and panels on Linux take one picture and know nothing of dense screens, so it has as many pixels as they will
 * show. macOS takes both densities, and draws the plain face in the colour that its menu bar needs (a template).
 */
export function trayPicture({ face, missed, panel, scale }: TrayPicture): NativeImage {
  const file = (size: number) => `../build/icons/tray/tray-${face}${missed ? '-missed' : ''}-${size}-${panel}.png`;
  if (process.platform !== 'darwin') return picture([[1, faces[file(fitting(panelSizes, scale))]]]);
  const image = picture([
    [1, faces[file(16)]],
    [2, faces[file(32)]],
  ]);
  image.setTemplateImage(face === 'ready' && !missed);
  return image;
}

/** The number of missed calls, 1 or more. */
export function badgePicture(count: number, scale: number): NativeImage {
  const name = count > 9 ? 'more' : String(count);
  return picture([[1, badges[`../build/icons/badge/badge-${name}-${fitting(badgeSizes, scale)}.png`]]]);
}

/** The smallest that is large enough. */
function fitting(sizes: readonly number[], scale: number): number {
  const wanted = Math.round((sizes[0] ?? 0) * scale);
  return sizes.find((size) => size >= wanted) ?? sizes.at(-1) ?? 0;
}

function picture(drawn: readonly [scaleFactor: number, dataURL: string | undefined][]): NativeImage {
  const image = nativeImage.createEmpty();
  for (const [scaleFactor, dataURL] of drawn) if (dataURL) image.addRepresentation({ scaleFactor, dataURL });
  return image;
}
