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

for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
  fs.writeFileSync(path.join(here, 'app', `${size}x${size}.png`), drawApp(size));
}
fs.writeFileSync(path.join(here, 'icon.png'), drawApp(512));
fs.writeFileSync(path.join(here, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256]));
fs.writeFileSync(path.join(here, 'icon.icns'), icns());

// tray-<state>[-missed]-<size>-<dark|light>.png, and @2x beside it, which Electron picks up on a dense screen.
for (const file of fs.readdirSync(svgFolder)) {
  const match = /^(tray-.+)-(16|22|32)-(dark|light)\.svg$/.exec(file);
  if (!match) continue;
  const size = Number(match[2]);
  const name = path.join(here, 'tray', path.parse(file).name);
  fs.writeFileSync(`${name}.png`, draw(file, size));
  fs.writeFileSync(`${name}@2x.png`, draw(file, 2 * size));
}
