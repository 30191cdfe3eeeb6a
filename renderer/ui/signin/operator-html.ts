/** The operator's HTML as text of its own in a page of ours: no script, style, form, image, id or class is left of it. */
import DOMPurify, { type Config } from 'dompurify';
import type { Attachment } from 'svelte/attachments';

const tags = 'h1 h2 h3 h4 p br hr b strong i em u s small sub sup code pre blockquote ul ol li dl dt dd a'.split(' ');
const config: Config & { RETURN_DOM_FRAGMENT: true } = {
  ALLOWED_TAGS: tags,
  ALLOWED_ATTR: ['href', 'dir', 'lang'],
  ALLOWED_URI_REGEXP: /^(?:https|mailto):/iu,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/** What is left of untrusted HTML. */
export function cleaned(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, config);
}

/** Fills the element; `open` gets the addresses that are pressed. `change`: what is done to the cleaned text before. */
export function saidBy(
  html: string,
  open: (url: string) => void,
  change: (text: DocumentFragment) => void = () => {},
): Attachment<HTMLElement> {
  return (element) => {
    const text = cleaned(html);
    change(text);
    element.replaceChildren(text);
    const press = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link) return;
      event.preventDefault();
      if (link.href) open(link.href);
    };
    element.addEventListener('click', press);
    element.addEventListener('auxclick', press);
    return () => {
      element.removeEventListener('click', press);
      element.removeEventListener('auxclick', press);
    };
  };
}
