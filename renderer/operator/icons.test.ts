import { readFileSync } from 'node:fs';
import { mdiCog, mdiHome } from '@mdi/js';
import { describe, expect, it, vi } from 'vitest';
import { findIcons, type IconTable } from './icons';

const table = JSON.parse(readFileSync('node_modules/@iconify-json/mdi/icons.json', 'utf8')) as IconTable;
const load = () => Promise.resolve(table);

describe('icons by name', () => {
  it('needs no table for the menu as it comes', async () => {
    const never = vi.fn(load);
    expect(await findIcons(['mdi-home', 'mdi-cog', ''], never)).toEqual({ 'mdi-home': mdiHome, 'mdi-cog': mdiCog });
    expect(never).not.toHaveBeenCalled();
  });

  it.each(['mdi-home-outline', 'mdi:home-outline', 'mdiHomeOutline', 'home-outline', 'MDI-Home-Outline'])(
    'knows %s',
    async (name) => {
      const { [name]: path } = await findIcons([name], load);
      expect(path).toMatch(/^M[\d.]/);
    },
  );

  // Of 5.2, and gone from the package of today.
  it.each(['mdi-github-circle', 'mdi-google-hangouts', 'mdi-worker', 'mdi-currency-usd-circle', 'mdi-settings'])(
    'knows %s, by another name or as it was',
    async (name) => {
      expect((await findIcons([name], load))[name]).toMatch(/^M/i);
    },
  );

  it('leaves out what nobody knows', async () => {
    expect(await findIcons(['mdi-no-such-thing', 'constructor', '__proto__', '<svg>'], load)).toEqual({});
  });
});
