/** The footer menu: PORTAL.md, "Menu". */
import { harmlessText } from '../phone/identity';
import type { Api } from './api';
import { neutralIcon, type Icons } from './icons';
import type { MenuItem, MenuTarget } from './model';

/** A page of the phone itself. */
type Page = Exclude<MenuTarget['page'], 'custom'>;

interface Row {
  readonly page: Page;
  readonly title: string;
  readonly icon: string;
  /** null: disabled unless the operator says otherwise. */
  readonly position: number | null;
  readonly url: string;
}

/** In the order of the table. */
const table: readonly Row[] = [
  { page: 'home', title: 'Home', icon: 'mdi-home', position: 1, url: '/' },
  { page: 'dialpad', title: 'Dialpad', icon: 'mdi-dialpad', position: 2, url: '/dialpad' },
  { page: 'agent', title: 'Agent', icon: 'mdi-account-tie-voice', position: null, url: '/agent' },
  { page: 'history', title: 'History', icon: 'mdi-history', position: 3, url: '/call-log' },
  { page: 'contacts', title: 'Contacts', icon: 'mdi-card-account-phone', position: 4, url: '/contacts' },
  { page: 'settings', title: 'Settings', icon: 'mdi-cog', position: null, url: '/settings' },
];

const most = 6;
const longestTitle = 40;

/** Names of all icons that a menu may need. */
export function menuIcons(rows: readonly Api['MenuRow'][] = []): string[] {
  return [...table.map(({ icon }) => icon), ...rows.flatMap(({ icon }) => icon ?? [])];
}

/**
 * The rows as they show: sorted by order, then as in the table, then as they came; at most six, each page once; never
 * none. Without a list of rows it is the table's.
 */
export function readMenu(
  given: readonly Api['MenuRow'][] | undefined,
  icons: Icons,
): { items: readonly MenuItem[]; remarks: readonly string[] } {
  const remarks: string[] = [];
  const rows: readonly Api['MenuRow'][] =
    given ?? table.filter(({ position }) => position !== null).map(({ page }) => ({ id: page }));
  const places = rows.flatMap((row, index) => {
    const to = targetOf(row);
    if (!to) {
      remarks.push(`$.menu[${String(index)}]: leads nowhere`);
      return [];
    }
    const own = table.findIndex(({ page }) => page === to.page);
    return [
      { row, to, own, order: row.order ?? table[own]?.position ?? Infinity, place: own < 0 ? table.length : own },
    ];
  });
  const sorted = places.toSorted((one, other) => compare(one.order, other.order) || one.place - other.place);
  const seen = new Set<string>();
  const once = sorted.flatMap(({ row, to, own }): MenuItem[] => {
    const key = to.page === 'custom' ? `custom-${to.id}` : to.page;
    if (seen.has(key)) {
      remarks.push(`$.menu: ${key} is there more than once`);
      return [];
    }
    seen.add(key);
    const usual = table[own];
    const title = harmlessText(row.title ?? '', longestTitle) || (usual?.title ?? 'Page');
    return [{ key, to, title, icon: iconOf(row.icon, icons) ?? iconOf(usual?.icon, icons) ?? neutralIcon }];
  });
  if (once.length > most) remarks.push(`$.menu: only the first ${String(most)} of ${String(once.length)} rows show`);
  return { items: once.length > 0 ? once.slice(0, most) : [dialpad(icons)], remarks };
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

/** An icon that was named and is not known gets the neutral one. */
function iconOf(name: string | undefined, icons: Icons): string | null {
  if (!name) return null;
  return Object.hasOwn(icons, name) ? (icons[name] ?? neutralIcon) : neutralIcon;
}

function dialpad(icons: Icons): MenuItem {
  return {
    key: 'dialpad',
    to: { page: 'dialpad' },
    title: 'Dialpad',
    icon: iconOf('mdi-dialpad', icons) ?? neutralIcon,
  };
}

/** By the id of the table, else by the address; null: nowhere. */
function targetOf({ id, url = '' }: Api['MenuRow']): MenuTarget | null {
  const name = id.trim().toLowerCase();
  const address = url.trim();
  const own = table.find(({ page }) => page === name) ?? table.find((row) => row.url === address);
  if (own) return { page: own.page };
  const [, page] = /^\/?page\/([\w.~-]{1,64})\/?$/.exec(address) ?? [];
  if (page !== undefined) return { page: 'custom', id: page };
  return address === '' && /^[\w.~-]{1,64}$/.test(id) ? { page: 'custom', id } : null;
}
