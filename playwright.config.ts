import { defineConfig } from '@playwright/test';

// Desktop projects: each worker has its own display, bus, keyring and panel, so that two fit on two cores.
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.mjs',
  outputDir: '.cache/test-results',
  globalTimeout: 15 * 60_000,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  reporter: [['list'], ['json', { outputFile: '.cache/test-results/results.json' }]],
  use: { trace: 'retain-on-failure' },
  projects: [
    { name: 'media', testDir: 'e2e/media' },
    { name: 'desktop', testDir: 'e2e/desktop' },
    { name: 'interop', testDir: 'e2e/interop', workers: 1 },
    { name: 'web', testDir: 'e2e/web' },
    { name: 'packaged', testDir: 'e2e/packaged', workers: 1 },
    { name: 'screenshots', testDir: 'e2e/screenshots', workers: 1 },
  ],
});
