import type { Attachment } from 'svelte/attachments';
import { isTextField } from './typing';

/**
 * A question that comes up by itself takes the focus, so that the keys reach its answers: the question, not an answer, or a
 * key that was under way would press it. Whoever types, has a dialog open or works outside its pane goes on undisturbed.
 * Afterwards the focus returns.
 */
export const question: Attachment<HTMLElement> = (element) => {
  const before = document.activeElement;
  const near = before === null || before === document.body || element.closest('.caller')?.contains(before) === true;
  if (!near || isTextField(before) || document.querySelector('dialog[open]')) return undefined;
  element.tabIndex = -1;
  element.focus();
  return () => {
    const now = document.activeElement;
    const lost = now === null || now === document.body || element.contains(now);
    if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
  };
};
