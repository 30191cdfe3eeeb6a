/** A key within so many ms before it means that the user went into the page by keyboard. */
const TAB_MS = 500;
/** Who types is not pointing. */
const TYPING_MS = 1_000;

/**
 * A frame can take the focus whenever it likes, and with it what the user types: a number, the digits for a bank. Focus
 * that the user did not give is taken back, and the page then sleeps (`inert`) until it is clicked.
 */
export class FocusGuard {
  /** It has taken what was not given. */
  asleep = $state(false);
  /** The window is not the user's now: nobody can go into the page. */
  away = $state(false);
  #over = false;
  #tabbed = -Infinity;
  #typed = -Infinity;
  #before: HTMLElement | null = null;

  constructor(
    private readonly frame: () => HTMLElement | undefined,
    private readonly place: () => HTMLElement | undefined,
  ) {}

  /** The user is in the page. */
  get inside(): boolean {
    return document.hasFocus() && document.activeElement !== null && document.activeElement === this.frame();
  }

  readonly entered = (): void => {
    this.#over = true;
  };
  readonly left = (): void => {
    this.#over = false;
  };
  readonly typed = ({ key }: KeyboardEvent): void => {
    this.#typed = performance.now();
    if (key === 'Tab') this.#tabbed = this.#typed;
  };
  readonly moved = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLElement && target !== this.frame()) this.#before = target;
  };

  readonly blurred = (): void => {
    // Where it went is known only afterwards.
    setTimeout(() => {
      if (document.activeElement !== this.frame()) this.away = !document.hasFocus();
      else if (!this.#given()) this.#takeBack();
    });
  };
  readonly returned = (): void => {
    this.away = false;
  };

  /** A click on a page that sleeps wakes it; the next one is the page's. */
  readonly wake = (): void => {
    this.asleep = false;
  };
  /** The same by keyboard. */
  readonly enter = (): void => {
    this.asleep = false;
    this.#tabbed = performance.now();
    setTimeout(() => this.frame()?.focus());
  };

  #given(): boolean {
    const now = performance.now();
    return now - this.#tabbed < TAB_MS || (this.#over && now - this.#typed > TYPING_MS);
  }

  #takeBack(): void {
    this.asleep = true;
    this.frame()?.blur();
    const before = this.#before;
    if (before?.isConnected && !this.place()?.contains(before)) before.focus();
  }
}
