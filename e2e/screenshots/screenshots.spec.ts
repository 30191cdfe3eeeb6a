/**
 * Every screen in every state, as phone and as desk, light and dark: no accessibility violation, nothing cut off, no
 * error in the page. The pictures are in `.cache/screenshots/`; those of the README are in `docs/screenshots/`.
 */
import { resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { shownInDocs, scenes, type Scene } from './scenes';

const root = resolve(import.meta.dirname, '../..');
const executablePath = process.env['CHROMIUM'] ?? '/usr/lib/chromium/chromium';

const sizes = { phone: { width: 380, height: 680 }, desk: { width: 1100, height: 720 } } as const;
const card = { width: 360, height: 132 } as const;
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

const test = base.extend<object, { browserHere: Browser; address: string }>({
  browserHere: [
    async ({ playwright: { chromium } }, use) => {
      const browser = await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--force-color-profile=srgb'],
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  address: [
    async ({ playwright: _ }, use) => {
      await build({ configFile: resolve(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' });
      const server = await preview({
        root,
        configFile: false,
        logLevel: 'error',
        build: { outDir: '.cache/scenes' },
        preview: { host: '127.0.0.1', port: 0 },
      });
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

async function open(context: BrowserContext, address: string, name: string, scene: Scene): Promise<Page> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.clock.setFixedTime(new Date('2025-10-08T11:04:17Z'));
  await page.goto(`${address}scene.html?scene=${name}`);
  await page.locator('html[data-scene=ready]').waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  for (const button of scene.press ?? []) await page.getByRole('button', { name: button, exact: true }).first().click();
  await expect(page.getByRole('main')).toHaveCount(1);
  // Sheets slide in; a picture in the middle of it would differ from run to run.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)).then(() => undefined),
  );
  expect(problems).toEqual([]);
  return page;
}

/** Elements that stick out of the window, other than those that are clipped on purpose. */
const sticksOut = () =>
  [...document.querySelectorAll<HTMLElement>('body *')]
    .filter(
      (element) => !element.closest('svg, .sr, .clip, .eol, .n') && getComputedStyle(element).visibility === 'visible',
    )
    .filter((element) => {
      const { width, right, left } = element.getBoundingClientRect();
      return width > 0 && (right > innerWidth + 1 || left < -1);
    })
    .map((element) => `${element.tagName} ${element.className}`);

for (const [name, scene] of Object.entries(scenes)) {
  const shapes = scene.card ? (['card'] as const) : (['phone', 'desk'] as const);
  for (const shape of shapes) {
    test(`${name} as ${shape}`, async ({ browserHere, address }) => {
      for (const theme of themes) {
        const viewport = shape === 'card' ? card : sizes[shape];
        const context = await browserHere.newContext({
          viewport,
          colorScheme: theme,
          locale: 'en-GB',
          timezoneId: 'UTC',
          deviceScaleFactor: 2,
        });
        const page = await open(context, address, name, scene);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
        ).toEqual([]);
        expect(await page.evaluate(sticksOut)).toEqual([]);
        await page.screenshot({ path: place(name, shape, theme) });
        await context.close();
      }
    });
  }
}

for (const name of ['live', 'incoming', 'history', 'settings-sound', 'error-refused'] as const) {
  test(`${name} with high contrast, with forced colours and with less motion`, async ({ browserHere, address }) => {
    const kinds = {
      contrast: { contrast: 'more' },
      forced: { forcedColors: 'active' },
      still: { reducedMotion: 'reduce' },
    } as const;
    for (const [kind, option] of Object.entries(kinds)) {
      const context = await browserHere.newContext({
        viewport: sizes.phone,
        locale: 'en-GB',
        timezoneId: 'UTC',
        ...option,
      });
      const page = await open(context, address, name, scenes[name] ?? {});
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      await page.screenshot({ path: resolve(root, `.cache/screenshots/${name}.${kind}.png`) });
      await context.close();
    }
  });
}

function place(name: string, shape: string, theme: Theme): string {
  const folder = shownInDocs.includes(`${name}.${shape}.${theme}`) ? 'docs/screenshots' : '.cache/screenshots';
  return resolve(root, folder, `${name}.${shape}.${theme}.png`);
}
