import { mdiCog, mdiDialpad, mdiHome } from '@mdi/js';
import { describe, expect, it } from 'vitest';
import { neutralIcon } from './icons';
import { readMenu } from './menu';

const icons = { 'mdi-home': mdiHome, 'mdi-dialpad': mdiDialpad, 'mdi-cog': mdiCog };
const keys = (rows: Parameters<typeof readMenu>[0]): string[] => readMenu(rows, icons).items.map(({ key }) => key);

describe('the menu', () => {
  it('without any rows given is that of the table, by the positions there', () => {
    expect(keys(undefined)).toEqual(['home', 'dialpad', 'history', 'contacts']);
  });

  it('with no usable row still shows the dialpad', () => {
    expect(keys([])).toEqual(['dialpad']);
    const { items, remarks } = readMenu([{ id: 'custom', url: 'https://elsewhere.example/' }], icons);
    expect(items).toEqual([{ key: 'dialpad', to: { page: 'dialpad' }, title: 'Dialpad', icon: mdiDialpad }]);
    expect(remarks).toEqual(['$.menu[0]: leads nowhere']);
  });

  it('is sorted by order, then as in the table, then as it came; gaps collapse', () => {
    expect(
      keys([
        { id: 'custom', url: '/page/b', order: 7 },
        { id: 'custom', url: '/page/a', order: 7 },
        { id: 'settings', order: 7 },
        { id: 'history', order: 7 },
        { id: 'dialpad', order: 90 },
        { id: 'home', order: -4 },
      ]),
    ).toEqual(['home', 'history', 'settings', 'custom-b', 'custom-a', 'dialpad']);
  });

  it('puts rows without an order where the table has them, those that it disables last', () => {
    expect(
      keys([{ id: 'settings' }, { id: 'contacts' }, { id: 'home' }, { id: 'custom', url: '/page/x', order: 2 }]),
    ).toEqual(['home', 'custom-x', 'contacts', 'settings']);
  });

  it('shows six at most, and each page once', () => {
    const rows = ['settings', 'home', 'dialpad', 'agent', 'history', 'contacts', 'HOME'].map((id) => ({
      id,
      order: 1,
    }));
    const { items, remarks } = readMenu([...rows, { id: 'x', url: '/page/x', order: 1 }], icons);
    expect(items.map(({ key }) => key)).toEqual(['home', 'dialpad', 'agent', 'history', 'contacts', 'settings']);
    expect(remarks).toEqual(['$.menu: home is there more than once', '$.menu: only the first 6 of 7 rows show']);
  });

  it('knows pages by id, then by address; all else is a page of the operator', () => {
    const targets = (id: string, url?: string) =>
      readMenu([{ id, ...(url !== undefined && { url }) }], icons).items.map(({ to }) => to);
    expect(targets('Dialpad', '/nowhere')).toEqual([{ page: 'dialpad' }]);
    expect(targets('row-4', '/call-log')).toEqual([{ page: 'history' }]);
    expect(targets('row-1', '/')).toEqual([{ page: 'home' }]);
    expect(targets('custom', '/page/my.page-1')).toEqual([{ page: 'custom', id: 'my.page-1' }]);
    expect(targets('status')).toEqual([{ page: 'custom', id: 'status' }]);
    for (const bad of ['/page/../secret', '/page/', 'javascript:alert(1)', '/page/a b', '//evil.example/page/x'])
      expect(targets('custom', bad)).toEqual([{ page: 'dialpad' }]);
  });

  it('gives an unknown icon a neutral one, and none the table’s', () => {
    const iconOf = (icon?: string) =>
      readMenu([{ id: 'settings', ...(icon !== undefined && { icon }) }], icons).items[0]?.icon;
    expect(iconOf()).toBe(mdiCog);
    expect(iconOf('mdi-home')).toBe(mdiHome);
    expect(iconOf('mdi-nothing-like-it')).toBe(neutralIcon);
    expect(iconOf('constructor')).toBe(neutralIcon);
  });

  it('keeps titles as text, short, and never empty', () => {
    const titleOf = (title: string) => readMenu([{ id: 'settings', title }], icons).items[0]?.title;
    expect(titleOf('<b>Set</b>')).toBe('<b>Set</b>');
    expect(titleOf(' \u200b ')).toBe('Settings');
    expect(titleOf('x'.repeat(500))).toHaveLength(40);
  });
});
