/** The tray's drawings as panels get them: told apart and seen, at every size, on light and dark. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../build/icons/tray');
const faces = ['ready', 'not-ready', 'ringing', 'on-call', 'dnd'].flatMap((face) => [face, `${face}-missed`]);
const sizes = [16, 20, 22, 24, 28, 32, 33, 44];
/** Grounds of panels: Windows 11, GNOME, Breeze of KDE, and the ends. */
const panels = {
  dark: ['#000000', '#202020', '#131313', '#2a2e32'],
  light: ['#ffffff', '#eeeeee', '#fafafb', '#eff0f1'],
};
/** WCAG 2.2, 1.4.11: what has to be seen in a picture. */
const wanted = 3;

type Pixel = [red: number, green: number, blue: number, alpha: number];

/** The picture on this ground, as the panel draws it. */
function shown(face: string, size: number, panel: keyof typeof panels, ground: string): Pixel[] {
  const png = readFileSync(join(folder, `tray-${face}-${size}-${panel}.png`)).toString('base64');
  const image = `<image width="${size}" height="${size}" href="data:image/png;base64,${png}"/>`;
  const page = `<rect width="${size}" height="${size}" fill="${ground}"/>${image}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${page}</svg>`;
  const { pixels } = new Resvg(svg).render();
  return Array.from({ length: size * size }, (_, at) => [...pixels.subarray(4 * at, 4 * at + 4)] as Pixel);
}

/** WCAG 2.2, relative luminance. */
function luminance([red, green, blue]: Pixel): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Pixel, other: Pixel): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const colour = (hex: string): Pixel =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).concat(255) as Pixel;
const differs = (one: Pixel, other: Pixel) => one.some((value, at) => Math.abs(value - (other[at] ?? 0)) > 64);

it('are all there, and no others', () => {
  const names = faces.flatMap((face) =>
    sizes.flatMap((size) => (['dark', 'light'] as const).map((panel) => `tray-${face}-${size}-${panel}.png`)),
  );
  expect(readdirSync(folder).sort()).toEqual(names.sort());
});

describe.each(sizes)('at %d px', (size) => {
  it.each(['dark', 'light'] as const)('each is seen on every %s panel', (panel) => {
    for (const ground of panels[panel]) {
      for (const face of faces) {
        const seen = shown(face, size, panel, ground).filter((pixel) => contrast(pixel, colour(ground)) >= wanted);
        expect(seen.length / size ** 2, `${face} on ${ground}`).toBeGreaterThan(0.15);
      }
    }
  });

  it.each(['dark', 'light'] as const)('each is another picture than all others on a %s panel', (panel) => {
    const drawn = faces.map((face) => ({ face, pixels: shown(face, size, panel, panels[panel][1] ?? '') }));
    for (const [index, one] of drawn.entries()) {
      for (const other of drawn.slice(index + 1)) {
        const apart = one.pixels.filter((pixel, at) => differs(pixel, other.pixels[at] ?? pixel)).length;
        expect(apart / size ** 2, `${one.face} and ${other.face}`).toBeGreaterThan(0.06);
      }
    }
  });
});
