/** XML as text: elements with attributes and children, indented. */
export type Node = string | { name: string; attributes: Record<string, string | number>; children: readonly Node[] };

export function element(
  name: string,
  attributes: Record<string, string | number> = {},
  ...children: readonly Node[]
): Node {
  return { name, attributes, children };
}

export function xml(root: Node, doctype = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${doctype}${lines(root, '').join('\n')}\n`;
}

function lines(node: Node, before: string): string[] {
  if (typeof node === 'string') return [before + escaped(node)];
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  const start = `${before}<${node.name}${attributes.join('')}`;
  if (node.children.length === 0) return [`${start}/>`];
  const [only] = node.children;
  if (node.children.length === 1 && typeof only === 'string') return [`${start}>${escaped(only)}</${node.name}>`];
  return [`${start}>`, ...node.children.flatMap((child) => lines(child, `${before}  `)), `${before}</${node.name}>`];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
