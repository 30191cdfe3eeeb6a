import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Operators' pages have their frame beside the scenes, as they have it beside the phone. */
const pageFrame: Plugin = {
  name: 'page-frame',
  generateBundle() {
    const source = readFileSync(resolve(root, 'renderer/page-frame.html'));
    this.emitFile({ type: 'asset', fileName: 'page-frame.html', source });
  },
};

/** The scenes as a page of their own. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: resolve(root, '.cache/scenes-vite'),
  define: { __BUILD_ID__: JSON.stringify('4be91d0') },
  plugins: [svelte({ configFile: resolve(root, 'svelte.config.js') }), pageFrame],
  build: {
    emptyOutDir: true,
    target: 'chrome130',
    rollupOptions: { input: resolve(import.meta.dirname, 'scene.html') },
  },
});
