/** Where links in an operator's page lead. The page may say that its user clicked; that is not believed. */
import { t } from '../locales/custom';
import { placeOf } from '../operator/actions';
import { originOf } from '../operator/origin';
import type { App } from './app';
import { cleanPasted } from './dial-pad.svelte';

type Parts = Pick<App, 'links' | 'router' | 'toasts' | 'dialPad' | 'operator'>;

/** A page that opens one after the other is no help: the next one within so many ms is asked about. */
const SPACING_MS = 3_000;
/** And so many ms apart. */
const ASKING_MS = 10_000;

export class PageLinks {
  #opened = -Infinity;
  #asked = -Infinity;

  constructor(
    private readonly app: Parts,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `clicked`: the user was in the page, and did something just now; else they are asked. */
  wanted(address: string, clicked: boolean): void {
    const place = this.#placeOf(address);
    if (!place) return;
    const now = this.now();
    if (clicked && now - this.#opened >= SPACING_MS) {
      this.#opened = now;
      place.go();
      return;
    }
    if (now - this.#asked < ASKING_MS || this.app.toasts.shown) return;
    this.#asked = now;
    this.app.toasts.show({
      text: t('custom.wants', { host: place.name }),
      tone: 'plain',
      action: { label: t('custom.open'), run: place.go },
    });
  }

  #placeOf(address: string): { name: string; go: () => void } | null {
    const { router, dialPad, operator } = this.app;
    if (!URL.canParse(address)) return null;
    const { protocol, pathname } = new URL(address);
    if (protocol === 'mailto:') return this.#outside(address, pathname);
    if (protocol === 'tel:' || protocol === 'callto:' || protocol === 'sip:') {
      const number = safelyDecoded(pathname);
      return {
        name: number,
        // Filled in, never dialled.
        go: () => {
          router.go('dialpad');
          dialPad.fill(cleanPasted(number));
        },
      };
    }
    const place = placeOf(address, originOf(operator.domain));
    if (!place) return null;
    if (place.kind === 'outside') return this.#outside(place.url, new URL(place.url).host);
    const { to } = place;
    return {
      name: address,
      go: () => {
        if (to.page === 'custom') router.go('custom', to.id);
        else router.go(to.page);
      },
    };
  }

  #outside(url: string, name: string): { name: string; go: () => void } {
    const failed = (): void => {
      this.app.toasts.show({ text: t('custom.no-browser'), tone: 'end' });
    };
    return {
      name,
      go: () => {
        this.app.links.open(url).then((done) => {
          if (!done) failed();
        }, failed);
      },
    };
  }
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
