/** JavaScript that is loaded before the phone can ring: what the main page asks for at once. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Figure } from './figure';
import { root } from './programs';

/** The scripts of a page and what those import before they run; not what they load later by `import()`. */
export function scriptsOf(page: string): string[] {
  const found = new Set<string>();
  const add = (file: string) => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, name] of text.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+\s*from\s*)?["'](\.[^"']+\.js)["']/g,
    )) {
      if (name) add(join(dirname(file), name));
    }
  };
  for (const [, name] of readFileSync(page, 'utf8').matchAll(/<script[^>]+src="([^"]+)"/g))
    if (name) add(join(dirname(page), name));
  return [...found];
}

export function measureSize(): Figure {
  const scripts = scriptsOf(join(root, 'out/renderer/index.html'));
  const value = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(file)).byteLength, 0) / 1000;
  return {
    name: 'JavaScript before the phone can ring, gzipped',
    unit: 'kB',
    value,
    limit: 140,
  };
}
