/** A key within so many ms before it means that the user went into the page by keyboard. */
const TAB_MS = 500;
/** The pointer that came along is told with the next frame. */
const LOOK_MS = 50;
/** Who types is not pointing. */
const TYPING_MS = 1_000;
/** So many thefts within so many ms are no accident. */
const THEFTS = 3;
const THEFTS_MS = 5_000;
/** While another program has the keys nothing is told. */
const AWAY_MS = 500;

/**
 * A frame can take the focus whenever it likes, and with it what the user types: a number, the digits for a bank; `inert`
 * does not hinder one in another process. Focus that the user did not give is taken back; a page that takes it again and
 * again is put away.
 */
export class FocusGuard {
  /** It is to be put away until the user wants it back. */
  putAway = $state(false);
  #over = false;
  #inside = false;
  #tabbed = -Infinity;
  #typed = -Infinity;
  #thefts: number[] = [];
  #before: HTMLElement | null = null;

  constructor(private readonly frame: () => HTMLElement | undefined) {}

  /** The user is in the page. */
  get inside(): boolean {
    return document.hasFocus() && this.#has;
  }

  /** Looks after it; returns what ends that. */
  start(): () => void {
    const timer = setInterval(() => {
      if (!document.hasFocus()) this.#look();
    }, AWAY_MS);
    return () => {
      clearInterval(timer);
    };
  }
  /** The user wants the page back. */
  readonly bringBack = (): void => {
    this.#thefts = [];
    this.putAway = false;
  };

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
    this.#inside = false;
    if (target instanceof HTMLElement && target !== this.frame()) this.#before = target;
  };
  readonly blurred = (): void => {
    setTimeout(() => {
      this.#look();
    }, LOOK_MS);
  };

  get #has(): boolean {
    return document.activeElement !== null && document.activeElement === this.frame();
  }

  #look(): void {
    if (!this.#has) this.#inside = false;
    else if (!this.#inside && this.#given()) this.#inside = true;
    else if (!this.#inside) this.#takeBack();
  }

  #given(): boolean {
    const now = performance.now();
    if (!document.hasFocus()) return false;
    return now - this.#tabbed < TAB_MS || (this.#over && now - this.#typed > TYPING_MS);
  }

  #takeBack(): void {
    const now = performance.now();
    this.#thefts = [...this.#thefts.filter((at) => now - at < THEFTS_MS), now];
    this.putAway = this.#thefts.length >= THEFTS;
    this.frame()?.blur();
    if (this.#before?.isConnected) this.#before.focus();
  }
}
