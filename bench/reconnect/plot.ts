/** A small plot as SVG, readable on a light and on a dark page: it brings its own ground. */

export interface Panel {
  title: string;
  /** For each second since the switch was back. */
  registers: readonly number[];
  handshakes: readonly number[];
}

export interface Plot {
  title: string;
  description: string;
  panels: readonly Panel[];
  /** A rate to compare with, drawn where it is in sight. */
  yardstick: { rate: number; label: string };
}

const width = 760;
const panelHeight = 210;
const left = 70;
const right = 20;
const top = 40;
const bottom = 40;
const colours = { registers: '#2f6fb5', handshakes: '#c4561a', yardstick: '#777', ink: '#222', grid: '#ddd' };
const number = new Intl.NumberFormat('en');

export function draw(plot: Plot): string {
  const head = 56;
  const height = head + plot.panels.length * panelHeight;
  const panels = plot.panels.map((panel, index) => drawPanel(panel, head + index * panelHeight, plot.yardstick));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" font-family="sans-serif" font-size="12" role="img" aria-labelledby="title description">
<title id="title">${plot.title}</title>
<desc id="description">${plot.description}</desc>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${String(left)}" y="22" font-size="15" fill="${colours.ink}">${plot.title}</text>
<rect x="${String(left)}" y="33" width="12" height="12" fill="${colours.registers}"/><text x="${String(left + 18)}" y="43" fill="${colours.ink}">REGISTERs per second</text>
<path d="M${String(left + 170)} 39h16" stroke="${colours.handshakes}" stroke-width="2.5"/><text x="${String(left + 192)}" y="43" fill="${colours.ink}">TLS handshakes per second</text>
${panels.join('\n')}
</svg>
`;
}

function drawPanel(panel: Panel, y: number, yardstick: Plot['yardstick']): string {
  const seconds = Math.max(panel.registers.length, 5);
  const most = niceCeiling(Math.max(...panel.registers, ...panel.handshakes, 1));
  const plotWidth = width - left - right;
  const plotHeight = panelHeight - top - bottom;
  const base = y + top + plotHeight;
  const xOf = (second: number) => left + (second / seconds) * plotWidth;
  const yOf = (rate: number) => base - (rate / most) * plotHeight;
  const bars = panel.registers.map(
    (rate, second) =>
      `M${round(xOf(second))} ${round(base)}V${round(yOf(rate))}H${round(xOf(second + 1))}V${round(base)}`,
  );
  const line = panel.handshakes.map((rate, second) => `${round(xOf(second + 0.5))} ${round(yOf(rate))}`);
  const ticks = [0, most / 2, most].map(
    (rate) =>
      `<path d="M${String(left)} ${round(yOf(rate))}H${String(width - right)}" stroke="${colours.grid}"/>` +
      `<text x="${String(left - 8)}" y="${round(yOf(rate) + 4)}" text-anchor="end" fill="${colours.ink}">${number.format(rate)}</text>`,
  );
  const step = niceCeiling(seconds / 8);
  const marks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step).map(
    (second) =>
      `<text x="${round(xOf(second))}" y="${round(base + 16)}" text-anchor="middle" fill="${colours.ink}">${String(second)} s</text>`,
  );
  const limit =
    yardstick.rate <= most
      ? `<path d="M${String(left)} ${round(yOf(yardstick.rate))}H${String(width - right)}" stroke="${colours.yardstick}" stroke-dasharray="6 4"/>` +
        `<text x="${String(width - right)}" y="${round(yOf(yardstick.rate) - 4)}" text-anchor="end" fill="${colours.yardstick}">${yardstick.label}</text>`
      : '';
  return `<text x="${String(left)}" y="${String(y + top - 12)}" fill="${colours.ink}" font-weight="bold">${escaped(panel.title)}</text>
${ticks.join('\n')}
<path d="${bars.join('')}" fill="${colours.registers}"/>
<polyline points="${line.join(' ')}" fill="none" stroke="${colours.handshakes}" stroke-width="2"/>
${limit}
${marks.join('\n')}`;
}

/** 1, 2 or 5 times a power of ten, not below `value`. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const round = (value: number) => String(Math.round(value * 10) / 10);
