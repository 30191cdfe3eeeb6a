import {
  mdiAccountMultiple,
  mdiAccountMultipleOutline,
  mdiCardAccountPhone,
  mdiCardAccountPhoneOutline,
  mdiCog,
  mdiCogOutline,
  mdiDialpad,
  mdiForum,
  mdiForumOutline,
  mdiHistory,
} from '@mdi/js';
import { t } from '../../locales/messages';
import type { MenuItem } from '../../operator/model';
import type { App } from '../../state/app';
import type { Page } from '../../state/router.svelte';

/** A row of the footer menu. */
export interface MenuEntry {
  key: string;
  page: Page;
  /** What of the page: the id of a custom one. */
  detail: readonly string[];
  title: string;
  icon: string;
  /** The same while its page is shown. */
  chosen: string;
  here: boolean;
  /** Something new there; 0: nothing. */
  count: number;
  /** The count in words. */
  said: string;
}

/** The operator's menu as it was ordered, or our own: pages that have nothing to show stay in the side menu. */
export function menuItems(app: Pick<App, 'operator' | 'phone' | 'router'>): MenuEntry[] {
  const { operator } = app;
  return operator.provisioned ? operator.menu.map((item) => operators(app, item)) : ours(app);
}

function operators(app: Pick<App, 'phone' | 'router'>, { key, to, title, icon }: MenuItem): MenuEntry {
  const detail = to.page === 'custom' ? [to.id] : [];
  const here = app.router.page === to.page && (to.page !== 'custom' || app.router.detail[0] === to.id);
  return { key, page: to.page, detail, title, icon, chosen: icon, here, ...news(app, to.page) };
}

const icons = {
  dialpad: [mdiDialpad, mdiDialpad],
  history: [mdiHistory, mdiHistory],
  contacts: [mdiCardAccountPhoneOutline, mdiCardAccountPhone],
  people: [mdiAccountMultipleOutline, mdiAccountMultiple],
  messages: [mdiForumOutline, mdiForum],
  settings: [mdiCogOutline, mdiCog],
} as const;

function ours(app: Pick<App, 'phone' | 'router'>): MenuEntry[] {
  const { people, conversations } = app.phone.state;
  const here = app.router.page;
  return (['dialpad', 'history', 'contacts', 'people', 'messages', 'settings'] as const)
    .filter(
      (page) =>
        page === here ||
        (page === 'people' ? people.length > 0 : page === 'messages' ? conversations.length > 0 : true),
    )
    .map((page) => {
      const [icon, chosen] = icons[page];
      const title = t(`page.${page}`);
      return { key: page, page, detail: [], title, icon, chosen, here: page === here, ...news(app, page) };
    });
}

/** What is new on a page, as a number and in words. */
export function news({ phone }: Pick<App, 'phone'>, page: Page): Pick<MenuEntry, 'count' | 'said'> {
  const { missed, people, conversations } = phone.state;
  if (page === 'history') return { count: missed, said: t('history.missed-count', { count: missed }) };
  if (page === 'people') {
    const count = people.filter(({ state }) => state.state === 'ringing').length;
    return { count, said: t('people.ringing-count', { count }) };
  }
  if (page === 'messages') {
    const count = conversations.reduce((sum, one) => sum + one.unseen, 0);
    return { count, said: t('messages.unseen-count', { count }) };
  }
  return { count: 0, said: '' };
}

const ownPages = ['dialpad', 'history', 'contacts', 'people', 'messages'] as const;
type OwnPage = (typeof ownPages)[number];

/** Pages that the footer does not lead to: they are in the side menu. Settings have a row there anyway. */
export function otherPages(app: Pick<App, 'operator' | 'phone' | 'router'>): OwnPage[] {
  const shown = new Set<Page>(menuItems(app).map(({ page }) => page));
  return ownPages.filter((page) => !shown.has(page));
}

/** What waits for the user on pages that only the side menu leads to. A colleague's ringing phone does not. */
export function hiddenNews(app: Pick<App, 'operator' | 'phone' | 'router'>): number {
  return otherPages(app).reduce((sum, page) => sum + (page === 'people' ? 0 : news(app, page).count), 0);
}
