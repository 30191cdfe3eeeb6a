/** A campaign's script with the lead in it. */
import type { Lead } from '../../operator/dialler';
import { columnOf, isColumn } from '../../operator/lead';

/**
 * {column} in the text of cleaned HTML becomes what the lead has there, as text; what is no column stays. Headings of any
 * size become those of a part of our page.
 */
export function fillIn(script: DocumentFragment, lead: Lead): void {
  for (const heading of script.querySelectorAll('h1, h3, h4')) {
    const ours = document.createElement('h2');
    ours.append(...heading.childNodes);
    heading.replaceWith(ours);
  }
  const walker = document.createTreeWalker(script, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = text.data.split(/\{(\w{1,40})\}/u);
    if (parts.length > 1)
      text.replaceWith(...parts.map((part, index) => (index % 2 === 0 ? part : filled(part, lead))));
  }
}

function filled(name: string, lead: Lead): Node | string {
  const column = name.toLowerCase();
  if (!isColumn(column)) return `{${name}}`;
  const value = columnOf(lead, column);
  if (value === '') return '';
  const mark = document.createElement('mark');
  mark.textContent = value;
  return mark;
}
