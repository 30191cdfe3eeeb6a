/** One short message at a time at the edge of the window. */
export interface Toast {
  text: string;
  tone: 'plain' | 'end';
  action?: { label: string; run: () => void };
}

export class Toasts {
  #shown = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get shown(): Toast | null {
    return this.#shown;
  }

  show(toast: Toast, ms = 7000): void {
    clearTimeout(this.#timer);
    this.#shown = toast;
    this.#timer = setTimeout(() => {
      this.dismiss();
    }, ms);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.#shown = null;
  }
}
