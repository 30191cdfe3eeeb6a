import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const common = { restoreMocks: true, testTimeout: 10_000 } as const;

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: 'pure', include: ['renderer/phone/**/*.test.ts'], environment: 'node' } },
      {
        test: {
          ...common,
          name: 'node',
          include: [
            'main/**/*.test.ts',
            'preload/**/*.test.ts',
            '{build,bench}/**/*.test.ts',
            'renderer/{sip,operator,portal,contacts}/**/*.test.ts',
            'renderer/locales/**/*.test.ts',
          ],
          environment: 'node',
        },
      },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          ...common,
          name: 'dom',
          include: ['renderer/{media,storage,headset,host,state,ui}/**/*.test.ts'],
          environment: 'happy-dom',
        },
      },
    ],
  },
});
