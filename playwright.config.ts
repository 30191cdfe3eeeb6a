import { defineConfig } from '@playwright/test';

// A folder each, so that one run does not clear away the traces of another.
const project = (name: string, workers = 1) => ({
  name,
  workers,
  testDir: `e2e/${name}`,
  outputDir: `.cache/test-results/${name}`,
});

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.mjs',
  globalTimeout: 15 * 60_000,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  retries: 0,
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  reporter: [['list'], ['json', { outputFile: '.cache/results/playwright.json' }]],
  use: { trace: 'retain-on-failure' },
  // A worker of `desktop` has its own display, bus, keyring and panel: two of them fit on two cores.
  projects: [
    project('media'),
    project('desktop', 2),
    project('interop'),
    project('survival'),
    project('soak'),
    project('web', 2),
    project('packaged'),
    project('updates'),
    project('installed'),
    project('screenshots', 2),
  ],
});
