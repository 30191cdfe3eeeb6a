/**
 * An operator's CSS. It gives one colour, `--brand`, in `:root`; the theme derives all others from it, so that the colours
 * of calls, states and warnings cannot be reached. Nothing else of it is taken, and what is taken is written anew.
 */
import { parse, wcagContrast, type Color } from 'culori';
import { converter, formatHex, toGamut } from 'culori';

const toOklch = converter('oklch');
const intoRgb = toGamut('rgb', 'oklch');

/** Tokens by name, and what was left out. */
export function readBrandCss(css: string): { tokens: Readonly<Record<string, string>>; remarks: readonly string[] } {
  const remarks: string[] = [];
  const tokens: Record<string, string> = {};
  for (const { property, value } of declarations(css, remarks)) {
    if (property !== '--brand') {
      remarks.push(`css: ${property.slice(0, 60)} is no token of an operator's`);
      continue;
    }
    const colour = readColour(value);
    if (typeof colour === 'string') tokens['brand'] = colour;
    else remarks.push(`css: --brand ${colour.problem}`);
  }
  return { tokens, remarks };
}

function readColour(value: string): string | { problem: string } {
  const colour = value.length <= 100 ? parse(value) : undefined;
  if (!colour) return { problem: 'is no colour' };
  if (colour.alpha !== undefined && colour.alpha < 1) return { problem: 'must not be transparent' };
  const weak = weakest(colour);
  if (weak) return { problem: `gives too little contrast: ${weak}` };
  return formatHex(intoRgb(colour));
}

/** The grounds of the theme (ui/theme/tokens.css), light and dark: the worst that brand ink and edges stand on. */
const grounds = {
  light: { bg: 'oklch(0.968 0.005 215)', surface: 'oklch(1 0 0)', raised: 'oklch(1 0 0)' },
  dark: { bg: 'oklch(0.18 0.012 228)', surface: 'oklch(0.215 0.013 228)', raised: 'oklch(0.255 0.014 228)' },
} as const;

interface Shade {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/** What the theme makes of a brand colour: the same formulas as in tokens.css. */
const shades = {
  light: {
    fill: ({ l, c, h }: Shade) => ({ l: Math.min(l, 0.9), c, h }),
    ink: ({ l, c, h }: Shade) => ({ l: Math.min(l, 0.46), c: Math.min(c, 0.19), h }),
    edge: ({ l, c, h }: Shade) => ({ l: Math.min(l, 0.57), c: Math.min(c, 0.18), h }),
    tint: ({ c, h }: Shade) => ({ l: 0.955, c: Math.min(c, 0.026), h }),
  },
  dark: {
    fill: ({ l, c, h }: Shade) => ({ l: Math.max(l, 0.53), c, h }),
    ink: ({ l, c, h }: Shade) => ({ l: Math.max(l, 0.8), c: Math.min(c, 0.115), h }),
    edge: ({ l, c, h }: Shade) => ({ l: Math.max(l, 0.6), c: Math.min(c, 0.18), h }),
    tint: ({ c, h }: Shade) => ({ l: 0.3, c: Math.min(c, 0.048), h }),
  },
} as const;

/** WCAG 2.2: text 4.5:1, marks and outlines 3:1. The first pair that is below; null: none. */
function weakest(colour: Color): string | null {
  const { l, c, h } = toOklch(colour);
  const brand: Shade = { l, c, h: h ?? 0 };
  for (const theme of ['light', 'dark'] as const) {
    const of = (name: keyof (typeof shades)['light']): Color =>
      intoRgb({ mode: 'oklch', ...shades[theme][name](brand) });
    const fill = of('fill');
    const on = Math.max(wcagContrast(fill, 'black'), wcagContrast(fill, 'white'));
    if (on < 4.5) return `text on the button, ${theme}`;
    for (const [name, ground] of [...Object.entries(grounds[theme]), ['tint', of('tint')] as const]) {
      if (wcagContrast(of('ink'), ground) < 4.5) return `text on ${name}, ${theme}`;
      if (name !== 'tint' && wcagContrast(of('edge'), ground) < 3) return `outlines on ${name}, ${theme}`;
    }
  }
  return null;
}

interface Declaration {
  readonly property: string;
  readonly value: string;
}

/** Those of `:root { … }`; other rules, and rules of rules, are named in the remarks. */
function declarations(css: string, remarks: string[]): Declaration[] {
  const found: Declaration[] = [];
  const source = css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ');
  let at = 0;
  while (at < source.length) {
    const open = source.slice(at).search(/[{;]/);
    if (open < 0) break;
    const selector = source.slice(at, at + open).trim();
    at += open + 1;
    if (source[at - 1] === ';') {
      remarks.push(`css: ${selector.slice(0, 60)} is left out`);
      continue;
    }
    const end = closing(source, at);
    if (selector === ':root') found.push(...split(source.slice(at, end)));
    else remarks.push(`css: the rule ${selector.slice(0, 60)} is left out`);
    at = end + 1;
  }
  return found;
}

/** Where the block that has begun before `at` ends. */
function closing(source: string, at: number): number {
  let depth = 1;
  for (let place = at; place < source.length; place += 1) {
    if (source[place] === '{') depth += 1;
    if (source[place] === '}') depth -= 1;
    if (depth === 0) return place;
  }
  return source.length;
}

function split(block: string): Declaration[] {
  return block.split(';').flatMap((part) => {
    const colon = part.indexOf(':');
    if (part.trim() === '') return [];
    const property = (colon < 0 ? part : part.slice(0, colon)).trim();
    const value =
      colon < 0
        ? ''
        : part
            .slice(colon + 1)
            .replace(/!\s*important\s*$/i, '')
            .trim();
    return [{ property, value }];
  });
}
