// Only what main uses of Vite; `vite/client` would bring the DOM into this world.
interface ImportMeta {
  glob(pattern: string, options: { eager: true; import: 'default'; query: '?inline' }): Record<string, string>;
}
