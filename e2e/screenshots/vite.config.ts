import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The scenes as a page of their own. */
const root = resolve(import.meta.dirname, '../..');
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: resolve(root, '.cache/scenes-vite'),
  define: { __BUILD_ID__: JSON.stringify('4be91d0') },
  plugins: [svelte({ configFile: resolve(root, 'svelte.config.js') })],
  build: {
    emptyOutDir: true,
    target: 'chrome130',
    rollupOptions: { input: resolve(import.meta.dirname, 'scene.html') },
  },
});
