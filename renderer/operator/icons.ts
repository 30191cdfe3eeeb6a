/** Icons by their names in Material Design Icons 5.2, as `mdi-home`. */
import {
  mdiAccountTieVoice,
  mdiCardAccountPhone,
  mdiCog,
  mdiDialpad,
  mdiHistory,
  mdiHome,
  mdiShapeOutline,
} from '@mdi/js';

/** For a name that nobody knows. */
export const neutralIcon = mdiShapeOutline;

/** Paths by names. */
export type Icons = Readonly<Record<string, string>>;

/** Those of the menu as it comes, which need no table. */
const own: Icons = {
  home: mdiHome,
  dialpad: mdiDialpad,
  'account-tie-voice': mdiAccountTieVoice,
  history: mdiHistory,
  'card-account-phone': mdiCardAccountPhone,
  cog: mdiCog,
};

/** All icons there are, as of an Iconify set: bodies by names, and names that others go by. */
export interface IconTable {
  readonly icons: Readonly<Record<string, { readonly body: string }>>;
  readonly aliases: Readonly<Record<string, { readonly parent: string }>>;
}

/** `mdi-home`, `mdi:home`, `mdiHome` and `home` are the same. */
function plain(name: string): string {
  return name
    .trim()
    .replace(/^mdi(?=[A-Z])/, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replace(/^mdi[-:\s]+/, '');
}

/**
 * The paths of these icons, by the names as they were given; without those that nobody knows. The table is asked for only
 * when a name needs it. Rejects as `load` does.
 */
export async function findIcons(names: readonly string[], load: () => Promise<IconTable>): Promise<Icons> {
  const wanted = [...new Set(names)].filter((name) => name !== '');
  const table = wanted.some((name) => !Object.hasOwn(own, plain(name))) ? await load() : null;
  return Object.fromEntries(
    wanted.flatMap((name) => {
      const path = Object.hasOwn(own, plain(name)) ? own[plain(name)] : table && pathIn(table, plain(name));
      return path ? [[name, path] as const] : [];
    }),
  );
}

function pathIn({ icons, aliases }: IconTable, name: string): string {
  const known = Object.hasOwn(icons, name) ? name : Object.hasOwn(aliases, name) ? (aliases[name]?.parent ?? '') : '';
  const body = Object.hasOwn(icons, known) ? (icons[known]?.body ?? '') : '';
  return [...body.matchAll(/\bd="([^"]+)"/g)].map(([, path = '']) => path.replace(/^m/, 'M')).join('');
}
