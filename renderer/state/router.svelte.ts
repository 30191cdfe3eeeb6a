export const pages = ['dialpad', 'history', 'settings'] as const;
export type Page = (typeof pages)[number];

export const settingsSections = ['account', 'sound', 'calls', 'appearance', 'shortcuts'] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Where the user is: `#history`, `#settings/sound`. The call lies over it and is no page of its own. */
export class Router {
  #page = $state.raw<Page>('dialpad');
  #section = $state.raw<SettingsSection | null>(null);
  #entry = $state.raw<string | null>(null);
  /** On a narrow window the call covers the page; the call bar brings it back. */
  showCall = $state(false);

  constructor(private readonly location: Pick<Location, 'hash'>) {
    this.#read();
  }

  get page(): Page {
    return this.#page;
  }

  /** The part of the settings that is open; null: their list. */
  get section(): SettingsSection | null {
    return this.#section;
  }

  /** The call of the history that is open. */
  get entry(): string | null {
    return this.#entry;
  }

  go(page: Page, detail: string | null = null): void {
    this.showCall = false;
    const hash = detail ? `#${page}/${encodeURIComponent(detail)}` : `#${page}`;
    if (this.location.hash !== hash) this.location.hash = hash;
    this.#read();
  }

  /** The address changed by itself: Back, or a link. */
  changed(): void {
    this.#read();
  }

  #read(): void {
    const [page = '', detail = ''] = this.location.hash.replace(/^#/u, '').split('/');
    this.#page = pages.find((known) => known === page) ?? 'dialpad';
    this.#section = this.#page === 'settings' ? (settingsSections.find((known) => known === detail) ?? null) : null;
    this.#entry = this.#page === 'history' && detail ? safeDecode(detail) : null;
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
