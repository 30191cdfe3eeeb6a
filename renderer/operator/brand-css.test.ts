import { describe, expect, it } from 'vitest';
import { readBrandCss } from './brand-css';

describe('an operator’s CSS', () => {
  it.each([
    [':root { --brand: #2f5be0; }', '#2f5be0'],
    ['/* The orange of our vans */\n:root { --brand: #ff7a00; }', '#ff7a00'],
    [':root{--brand:rgb(255 122 0)}', '#ff7a00'],
    [':root { --brand: rebeccapurple !important }', '#663399'],
    [':root { --brand: #111; --brand: #222 }', '#222222'],
    [':root { --brand: oklch(0.46 0.075 222)', '#0a637b'],
  ])('gives one colour: %s', (css, brand) => {
    const { tokens, remarks } = readBrandCss(css);
    expect(remarks).toEqual([]);
    expect(tokens['brand']).toMatch(/^#[0-9a-f]{6}$/);
    if (!css.includes('oklch')) expect(tokens).toEqual({ brand });
  });

  it.each([
    ':root { --brand: url(https://evil.example/x) }',
    ':root { --brand: var(--end) }',
    ':root { --brand: red; } body { display: none }'.replace('red', 'expression(alert(1))'),
    ':root { --brand: #ff000080 }',
    ':root { --brand: transparent }',
    ':root { --brand: #2f5be0} .x{}'.replace('#2f5be0', '"#2f5be0"'),
    `:root { --brand: ${'#'.repeat(10_000)} }`,
    'html { --brand: #2f5be0 }',
    '@import url(https://evil.example/x.css);',
    '@media screen { :root { --brand: #2f5be0 } }',
    '.card { position: fixed; inset: 0 }',
    ':root { --live-fill: #f00; --end-fill: #0f0; --text: white; --bg: white }',
    ':root { background: red; display: none }',
    ':root:has(.card) { --brand: #2f5be0 }',
  ])('drops the rest, and says so: %s', (css) => {
    const { tokens, remarks } = readBrandCss(css);
    expect(tokens).toEqual({});
    expect(remarks.length).toBeGreaterThan(0);
  });

  it('takes its colour and leaves the rest', () => {
    const css = `@charset "utf-8"; .card { color: red } :root { --brand: #2f5be0; --end: #2f5be0; color: red } @font-face { src: url(x) }`;
    const { tokens, remarks } = readBrandCss(css);
    expect(tokens).toEqual({ brand: '#2f5be0' });
    expect(remarks).toHaveLength(5);
  });

  it.each(['', '{', '}', '}}}}', ':root', ':root {', ':root { --brand', '/*', '/* */ */', ';;;;', '{{{{'])(
    'survives %j',
    (css) => {
      expect(readBrandCss(css).tokens).toEqual({});
    },
  );

  it('is readable in every theme, whatever colour it is', () => {
    const parts = [0, 51, 102, 153, 204, 255];
    const refused = parts.flatMap((red) =>
      parts.flatMap((green) =>
        parts.flatMap((blue) => {
          const { tokens } = readBrandCss(`:root { --brand: rgb(${[red, green, blue].join(' ')}) }`);
          return tokens['brand'] === undefined ? [[red, green, blue]] : [];
        }),
      ),
    );
    expect(refused).toEqual([]);
  });
});
