// Draws every raster icon from the SVG sources beside it: `node build/icons/render.mjs`.
// The results are committed, so that neither a start nor a build needs to draw.
import fs from 'node:fs';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';

const here = import.meta.dirname;
const svgFolder = path.join(here, 'svg');

/**
 * @param {string} file
 * @param {number} width
 */
const draw = (file, width) =>
  new Resvg(fs.readFileSync(path.join(svgFolder, file)), { fitTo: { mode: 'width', value: width } }).render().asPng();

/** Below 64 px the app icon has a drawing of its own with heavier strokes. */
const drawApp = (/** @type {number} */ size) => draw(size < 64 ? 'app-icon-small.svg' : 'app-icon.svg', size);

/**
 * ICO with PNG images (Windows Vista and later).
 * @param {number[]} sizes
 */
function ico(sizes) {
  const images = sizes.map((size) => ({ size, png: drawApp(size) }));
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

// ICNS entry types that hold a PNG, by size in pixels; the second of two is the dense variant of half the size.
const icnsTypes = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

function icns() {
  const entries = Object.entries(icnsTypes).flatMap(([size, types]) => {
    const png = drawApp(Number(size));
    return types.map((type) => {
      const head = Buffer.alloc(8);
      head.write(type, 'latin1');
      head.writeUInt32BE(8 + png.length, 4);
      return Buffer.concat([head, png]);
    });
  });
  const body = Buffer.concat(entries);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}

/** Digits in strokes on 16 × 16: text would need a font. */
const digits = {
  1: 'M6.4 5.6L8.6 4V12',
  2: 'M5.6 6C5.6 3.4 10.4 3.4 10.4 6C10.4 7.8 7 9.4 5.6 12H10.6',
  3: 'M5.6 4H10.2L7.8 7C11.6 7 11.2 12 7.9 12C6.6 12 5.8 11.5 5.3 10.7',
  4: 'M9.4 12V4L5 9.8H11',
  5: 'M10.2 4H6.2L5.9 7.5C8.2 6.4 10.7 7.3 10.7 9.5C10.7 12.2 7 12.8 5.4 11',
  6: 'M9.8 4C7 5.2 5.5 7.4 5.5 9.6C5.5 12.8 10.6 12.8 10.6 9.7C10.6 6.9 6.5 6.9 5.6 9.2',
  7: 'M5.2 4H10.6L7.2 12',
  8: 'M8 7.7C5.4 7.7 5.4 4 8 4S10.6 7.7 8 7.7C4.8 7.7 4.8 12 8 12S11.2 7.7 8 7.7Z',
  9: 'M10.4 6.8C9.5 9.1 5.4 9.1 5.4 6.3C5.4 3.2 10.5 3.2 10.5 6.4C10.5 8.6 9 10.8 6.2 12',
  more: 'M7.3 6.8C6.6 9 3 9 3 6.4C3 3.4 7.4 3.4 7.4 6.5C7.4 8.7 6.2 10.9 3.6 12M9.4 8H13.4M11.4 6V10',
};

for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
  fs.writeFileSync(path.join(here, 'app', `${size}x${size}.png`), drawApp(size));
}
fs.writeFileSync(path.join(here, 'icon.png'), drawApp(512));
fs.writeFileSync(path.join(here, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256]));
fs.writeFileSync(path.join(here, 'icon.icns'), icns());

/**
 * Which drawing serves which sizes in pixels. Windows asks for 16 at 100, 125, 150 and 200 %, panels on Linux for 22,
 * the menu bar of macOS for 16 and twice that.
 * @type {Record<string, number[]>}
 */
const traySizes = { 16: [16, 20], 22: [22, 24, 28, 33], 32: [32, 44] };

// tray-<state>[-missed]-<pixels>-<dark|light>.png
for (const file of fs.readdirSync(svgFolder)) {
  const match = /^(tray-.+)-(16|22|32)-(dark|light)\.svg$/.exec(file);
  if (!match) continue;
  const [, face, size = '', panel] = match;
  for (const pixels of traySizes[size] ?? []) {
    fs.writeFileSync(path.join(here, 'tray', `${face}-${pixels}-${panel}.png`), draw(file, pixels));
  }
}

// The number of missed calls over the program's button in the task bar of Windows: badge-<1 to 9, or more>-<pixels>.png
const badge = fs.readFileSync(path.join(svgFolder, 'badge.svg'), 'utf8');
for (const [name, digit] of Object.entries(digits)) {
  for (const pixels of [16, 20, 24, 32]) {
    const drawn = new Resvg(badge.replace('DIGIT', digit), { fitTo: { mode: 'width', value: pixels } }).render();
    fs.writeFileSync(path.join(here, 'badge', `badge-${name}-${pixels}.png`), drawn.asPng());
  }
}
