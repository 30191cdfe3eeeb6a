/** The phone's type and colours for an operator's page in the container: weaker than anything that the page says itself. */
import plex from '@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2?url';

const tokens = ['surface', 'text', 'text-2', 'brand-ink', 'hair', 'fill'] as const;

// Beside a frame as high as the page, the line that it stands in would need room of its own.
const edge = ':where(html, body) { height: 100%; margin: 0; } :where(iframe) { vertical-align: top; }';

const container = `
:where(html) { background: var(--surface); color: var(--text); font: 14px/20px 'IBM Plex Sans', system-ui, sans-serif; }
:where(body) { margin: 0; padding: 16px; overflow-wrap: anywhere; }
:where(h1) { font-size: 20px; line-height: 28px; font-weight: 600; margin: 0 0 12px; }
:where(h2) { font-size: 17px; line-height: 24px; font-weight: 600; margin: 20px 0 8px; }
:where(h3, h4, h5, h6) { font-size: 14px; line-height: 20px; font-weight: 600; margin: 16px 0 4px; }
:where(p, ul, ol, dl, table, pre, blockquote, figure) { margin: 0 0 12px; }
:where(a) { color: var(--brand-ink); }
:where(dt, caption, figcaption, small) { color: var(--text-2); }
:where(dd) { margin: 0 0 8px; }
:where(hr) { border: 0; border-top: 1px solid var(--hair); }
:where(table) { border-collapse: collapse; max-width: 100%; }
:where(th, td) { padding: 8px 12px 8px 0; border-bottom: 1px solid var(--hair); text-align: start; vertical-align: top; }
:where(th) { overflow-wrap: normal; }
:where(pre, code) { background: var(--fill); border-radius: 6px; }
:where(pre) { padding: 12px; overflow: auto; }
:where(img, video, canvas, iframe) { max-width: 100%; border: 0; }
`;

/** As a style sheet; `element` has the theme's tokens. */
export function pageStyle(element: Element, edgeToEdge: boolean): string {
  if (edgeToEdge) return edge;
  const computed = getComputedStyle(element);
  const values = tokens.map((name) => `--${name}: ${computed.getPropertyValue(`--${name}`)};`);
  return `:where(:root) { color-scheme: ${computed.colorScheme}; ${values.join(' ')} }\n${container}`;
}

let bytes: Promise<ArrayBuffer> | null = null;

/** The font of the phone, which a page without an origin cannot fetch. Empty when it cannot be had. */
export async function pageFonts(): Promise<{ family: string; bytes: ArrayBuffer; weight: string }[]> {
  bytes ??= fetch(plex).then((response) => response.arrayBuffer());
  try {
    return [{ family: 'IBM Plex Sans', bytes: await bytes, weight: '100 700' }];
  } catch {
    bytes = null;
    return [];
  }
}
