/**
 * Values of the operator's for the theme's own tokens, as they were checked (renderer/operator/brand-css.ts). What follows
 * from them (`tokens.css`) follows by itself; those of the operator before are taken away.
 */
export function applyBrand(root: HTMLElement, tokens: Readonly<Record<string, string>>): void {
  const names = Object.keys(tokens).map((name) => `--${name}`);
  for (const name of (root.dataset['brand'] ?? '').split(' '))
    if (name && !names.includes(name)) root.style.removeProperty(name);
  for (const [name, value] of Object.entries(tokens)) root.style.setProperty(`--${name}`, value);
  if (names.length > 0) root.dataset['brand'] = names.join(' ');
  else delete root.dataset['brand'];
}
