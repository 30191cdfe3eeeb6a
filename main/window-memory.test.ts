import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWindowMemory } from './window-memory';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-window-'));
  file = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bounds = { x: 10, y: 20, width: 380, height: 680, maximized: false };

describe('openWindowMemory', () => {
  it('begins with nothing, and keeps one place for each set of screens', async () => {
    const memory = openWindowMemory(file);
    expect(memory.places).toEqual([]);
    await Promise.all([
      memory.keep({ ...bounds, screens: 'office' }),
      memory.keep({ ...bounds, x: 5, screens: 'home' }),
    ]);
    const again = openWindowMemory(file);
    expect(again.places.map(({ screens, x }) => [screens, x])).toEqual([
      ['home', 5],
      ['office', 10],
    ]);
  });

  it('reads on what the first versions kept: one place, whatever the screens', () => {
    writeFileSync(file, JSON.stringify({ ...bounds, maximized: true }));
    expect(openWindowMemory(file).places).toEqual([{ ...bounds, maximized: true, screens: '' }]);
  });

  it.each(['', '{', '{"places":[{"x":"a"}]}', '[]', 'null', '{"x":1.5,"y":0,"width":1,"height":1,"maximized":false}'])(
    'begins anew where the file is no good: %s',
    (text) => {
      writeFileSync(file, text);
      expect(openWindowMemory(file).places).toEqual([]);
    },
  );

  it('goes on after a place that could not be written', async () => {
    const memory = openWindowMemory(join(folder, 'missing', 'window.json'));
    await expect(memory.keep({ ...bounds, screens: 'a' })).rejects.toThrow();
    expect(memory.places).toHaveLength(1);
    const good = openWindowMemory(file);
    await good.keep({ ...bounds, screens: 'a' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ places: [{ ...bounds, screens: 'a' }] });
  });
});
