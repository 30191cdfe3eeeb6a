/**
 * XML of the other side (RFC 4235, RFC 3863), read with the platform's own parser. Nothing of it is ever put into a
 * page: what is taken out is text.
 */

/** Far more than a document about one person needs; in characters. */
export const LONGEST_DOCUMENT = 64 * 1024;

export class UnreadableError extends Error {
  override name = 'UnreadableError';
}

/**
 * The root element, which must have this local name. Namespaces are not looked at: switches use prefixes of their own
 * making. Throws UnreadableError, also for anything with a document type: nobody needs one here, and entities that are
 * declared in it can grow without limit.
 */
export function readXml(text: string, root: string): Element {
  if (text.length > LONGEST_DOCUMENT) throw new UnreadableError(`${text.length} characters`);
  // The text has been decoded already; what the declaration says of its encoding no longer counts.
  const bare = text.replace(/^[\ufeff\s]+/, '').replace(/^<\?xml[^>]*\?>/, '');
  if (/<!(?!--|\[CDATA\[)/.test(bare)) throw new UnreadableError('a document type');
  const { documentElement: element } = new DOMParser().parseFromString(bare, 'application/xml') as {
    documentElement: Element | null;
  };
  if (element?.localName !== root || find(element, 'parsererror')) throw new UnreadableError(`no <${root}>`);
  return element;
}

/** Child elements with this local name. */
export function children(element: Element, name: string): Element[] {
  return [...element.children].filter((child) => child.localName === name);
}

export function child(element: Element | undefined, name: string): Element | undefined {
  return element && children(element, name)[0];
}

/** Any element below with this local name. */
export function find(element: Element, name: string): Element | undefined {
  return [...element.getElementsByTagName('*')].find((candidate) => candidate.localName === name);
}

/** What stands in the element, on one line, at most `longest` characters; empty without the element. */
export function textOf(element: Element | undefined, longest = 512): string {
  return oneLine(element?.textContent ?? '', longest);
}

/** An attribute in the same way. */
export function attributeOf(element: Element | undefined, name: string, longest = 512): string {
  return oneLine(element?.getAttribute(name) ?? '', longest);
}

const oneLine = (text: string, longest: number) =>
  text
    .slice(0, longest)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
