import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { bundled } from './build/packaging/bundled.mjs';

const at = (path: string) => resolve(import.meta.dirname, path);

/** What support asks for: of which commit this is. Empty where the sources came without their history. */
function buildId(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).slice(0, 7);
  } catch {
    return '';
  }
}

/** The database of the practice portal finds its own code beside the script. */
function sqlite(): Plugin {
  return {
    name: 'sqlite',
    generateBundle() {
      const fileName = 'node-sqlite3-wasm.wasm';
      const source = readFileSync(at(`node_modules/node-sqlite3-wasm/dist/${fileName}`));
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

// Targets are those of the older of the two runtimes (Electron 33, see ../shared FACTS); Electron 45 runs the same code.
export default defineConfig({
  main: {
    plugins: [sqlite(), bundled(import.meta.dirname, 'main')],
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      externalizeDeps: { exclude: ['valibot', 'intl-messageformat', 'sip.js', 'werift', 'ws'] },
      rollupOptions: {
        input: { index: at('main/index.ts'), exchange: at('main/exchange/process.ts') },
        external: ['keytar', 'bufferutil', 'utf-8-validate', 'usocket', 'x11'],
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [bundled(import.meta.dirname, 'preload')],
    build: {
      outDir: 'out/preload',
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    define: { __BUILD_ID__: JSON.stringify(buildId()) },
    plugins: [svelte({ configFile: at('svelte.config.js') }), bundled(import.meta.dirname, 'renderer')],
    // SIP.js's own WebRTC and WebSocket are never used: renderer/sip/no-platform.ts says why they would come along.
    resolve: {
      alias: [
        {
          find: /^.*\/platform\/web\/(?:session-description-handler\/session-description-handler-factory-default|transport\/transport)\.js$/,
          replacement: at('renderer/sip/no-platform.ts'),
        },
      ],
    },
    build: {
      outDir: at('out/renderer'),
      target: 'chrome130',
      modulePreload: { polyfill: false },
      minify: true,
      rollupOptions: {
        input: {
          index: at('renderer/index.html'),
          card: at('renderer/card.html'),
          'page-frame': at('renderer/page-frame.html'),
        },
      },
    },
  },
});
