/** `custom` is one of the operator's (`#custom/ID`), `agent` its preview dialler. */
export const pages = [
  'home',
  'dialpad',
  'contacts',
  'people',
  'messages',
  'history',
  'agent',
  'custom',
  'settings',
] as const;
export type Page = (typeof pages)[number];

export const settingsSections = [
  'account',
  'sound',
  'calls',
  'appearance',
  'shortcuts',
  'updates',
  'diagnosis',
  'privacy',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Where the user is: `#history`, `#settings/sound`, `#messages/LINE/PEER`, `#custom/ID`. The call lies over it and is no page of its own. */
export class Router {
  #page = $state.raw<Page>('dialpad');
  #detail = $state.raw<readonly string[]>([]);
  /** On a narrow window the call covers the page; the call bar brings it back. */
  showCall = $state(false);

  constructor(private readonly location: Pick<Location, 'hash'>) {
    this.#read();
  }

  get page(): Page {
    return this.#page;
  }

  /** What of the page is open, part by part; empty: its list. */
  get detail(): readonly string[] {
    return this.#detail;
  }

  /** The part of the settings that is open; null: their list. */
  get section(): SettingsSection | null {
    return this.#page === 'settings' ? (settingsSections.find((known) => known === this.#detail[0]) ?? null) : null;
  }

  /** The call of the history that is open. */
  get entry(): string | null {
    return this.#page === 'history' ? (this.#detail[0] ?? null) : null;
  }

  /** Nobody has gone anywhere yet. */
  get atStart(): boolean {
    return this.location.hash.replace('#', '') === '';
  }

  go(page: Page, ...detail: readonly string[]): void {
    this.showCall = false;
    const hash = `#${[page, ...detail.map(encodeURIComponent)].join('/')}`;
    if (this.location.hash !== hash) this.location.hash = hash;
    this.#read();
  }

  /** The address changed by itself: Back, or a link. */
  changed(): void {
    this.#read();
  }

  #read(): void {
    const [page = '', ...detail] = this.location.hash.replace(/^#/u, '').split('/');
    this.#page = pages.find((known) => known === page) ?? 'dialpad';
    this.#detail = detail.filter((part) => part !== '').map(safeDecode);
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
