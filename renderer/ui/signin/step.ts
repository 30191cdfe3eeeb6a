import type { Attachment } from 'svelte/attachments';

/** A step that has come up: its first field that is still empty takes the focus, so that one can go on typing. */
export const firstField: Attachment<HTMLFormElement> = (form) => {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input:not([type=file])')];
  (fields.find(({ value }) => value === '') ?? fields[0])?.focus();
};

/** The first field that is wrong takes the focus. Called when the errors change. */
export function focusWrong(form: HTMLElement | undefined): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
