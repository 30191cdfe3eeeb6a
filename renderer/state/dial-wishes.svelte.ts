/** Numbers that a link, the command line, the tray or a key wants called: done, or asked about. */
import type { DialWish } from '../../preload/contract';
import type { Host } from '../host/host';
import { t } from '../locales/dial-wishes';
import { readDialString } from '../phone/dial-string';
import { isLiving } from '../phone/snapshot';
import type { DialPad } from './dial-pad.svelte';
import type { PhoneView } from './phone-view.svelte';
import { callNumber } from './reach';
import type { Router } from './router.svelte';
import type { Session } from './session.svelte';
import type { Toasts } from './toasts.svelte';

/** ms that a number which may be called at once waits for the line; after that nobody expects it to call by itself. */
const PATIENCE_MS = 10_000;

/** Where wishes come from, and how the window comes up. */
export type DialHost = NonNullable<Host['dial']> & Pick<NonNullable<Host['window']>, 'show'>;

export interface DialWishParts {
  phone: PhoneView;
  session: Pick<Session, 'started'>;
  dialPad: Pick<DialPad, 'text' | 'fill'>;
  router: Pick<Router, 'go'>;
  toasts: Toasts;
}

export class DialWishes {
  #asked = $state.raw<DialWish | null>(null);
  /** What stood in the number field before it was filled in; null: it was not. */
  #before: string | null = null;
  #show = (): void => {};
  /** Ends the waiting for a line. */
  #stop = (): void => {};

  constructor(private readonly parts: DialWishParts) {}

  /** The one that the user is asked about. */
  get asked(): DialWish | null {
    return this.#asked;
  }

  start(host: Omit<DialHost, 'handler' | 'becomeHandler'>): void {
    this.#show = () => {
      host.show();
    };
    const hear = (wish: DialWish): void => {
      this.#receive(wish);
    };
    host.onWanted(hear);
    host.take().then(
      (wish) => {
        if (wish) hear(wish);
      },
      () => {},
    );
  }

  /** The screen that asks is there: the number stands in its field meanwhile. */
  fillIn(): void {
    const { dialPad, router } = this.parts;
    if (!this.#asked) return;
    router.go('dialpad');
    this.#before ??= dialPad.text;
    dialPad.fill(this.#asked.number);
  }

  call(): void {
    const wish = this.#asked;
    this.cancel();
    if (wish) callNumber(this.parts, wish.number);
  }

  /** The number stays where it was filled in. */
  change(): void {
    this.#before = null;
    this.#asked = null;
  }

  cancel(): void {
    if (this.#before !== null) this.parts.dialPad.fill(this.#before);
    this.change();
  }

  #receive(wish: DialWish): void {
    this.#stop();
    // A link is not the user: it interrupts nobody.
    if (wish.how === 'ask' || (wish.from === 'link' && this.#onCall)) this.#ask(wish);
    else this.#callWhenReady(wish);
  }

  #ask(wish: DialWish): void {
    this.#asked = wish;
    // The window was left where it is, as nothing was to be asked.
    if (wish.how === 'dial') this.#show();
    if (!this.#onCall) return;
    const text = t('wish.waits', { number: shownNumber(wish) });
    const call = {
      label: t('dial.call'),
      run: () => {
        this.call();
      },
    };
    this.parts.toasts.show({ text, tone: 'plain', ...(wish.doubt === null && { action: call }) });
  }

  #callWhenReady(wish: DialWish): void {
    const { phone, session } = this.parts;
    const settle = (done: () => void): void => {
      this.#stop();
      done();
    };
    const look = (): void => {
      const { line, lines } = phone.api.state;
      if (line.kind === 'ready')
        settle(() => {
          callNumber(this.parts, wish.number);
        });
      else if (lines.length === 0 || line.kind === 'refused')
        settle(() => {
          this.#ask(wish);
        });
    };
    let stopped = false;
    let unsubscribe = (): void => {};
    const limit = setTimeout(() => {
      settle(() => {
        this.#ask(wish);
      });
    }, PATIENCE_MS);
    this.#stop = () => {
      stopped = true;
      clearTimeout(limit);
      unsubscribe();
    };
    void session.started.then(() => {
      if (stopped) return;
      unsubscribe = phone.api.subscribe(look);
      look();
    });
  }

  get #onCall(): boolean {
    return this.parts.phone.api.state.calls.some(isLiving);
  }
}

/** As people read it: without `sip:` and the like. */
export function shownNumber({ number }: Pick<DialWish, 'number'>): string {
  const read = readDialString(number);
  return read.ok ? read.shown : number;
}
