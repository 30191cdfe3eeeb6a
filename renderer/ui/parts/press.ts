import type { Attachment } from 'svelte/attachments';

/** How long a press is a long one, in ms. */
const long = 500;

/** Tells a tap from a long press; from the keyboard it is always a tap. */
export function press(tap: () => void, hold?: () => void): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let held = false;
    const stop = (): void => {
      clearTimeout(timer);
    };
    const down = (event: PointerEvent): void => {
      // The caret stays where it is.
      if (event.pointerType === 'mouse') event.preventDefault();
      held = false;
      stop();
      if (!hold || event.button !== 0) return;
      timer = setTimeout(() => {
        held = true;
        hold();
      }, long);
    };
    const click = (): void => {
      stop();
      if (!held) tap();
      held = false;
    };
    const noMenu = (event: Event): void => {
      if (held) event.preventDefault();
    };
    const handlers = [
      ['pointerdown', down],
      ['pointerup', stop],
      ['pointercancel', stop],
      ['pointerleave', stop],
      ['click', click],
      ['contextmenu', noMenu],
    ] as const;
    for (const [name, run] of handlers) element.addEventListener(name, run as EventListener);
    return () => {
      stop();
      for (const [name, run] of handlers) element.removeEventListener(name, run as EventListener);
    };
  };
}
