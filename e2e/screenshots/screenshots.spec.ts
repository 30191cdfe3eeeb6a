/**
 * Every screen in every state, as phone and as desk, light and dark: no accessibility violation, nothing cut off, no
 * error in the page; and nothing cut off in the narrowest window. The pictures are in `.cache/screenshots/`; those of the README are in `docs/screenshots/`.
 */
import { resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { shownInDocs, scenes, type Scene } from './scenes';
import { tour } from './tour';

const root = resolve(import.meta.dirname, '../..');
const executablePath = process.env['CHROMIUM'] ?? '/usr/lib/chromium/chromium';

const sizes = { phone: { width: 380, height: 680 }, desk: { width: 1100, height: 720 } } as const;
/** 1280 px at 400 % (WCAG 2.2, 1.4.10). */
const narrowest = { width: 320, height: 560 } as const;
const card = { width: 360, height: 132 } as const;
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

interface Stage {
  page: Page;
  /** What the page complained of since it was opened. */
  problems: string[];
}

const test = base.extend<object, { address: string; stage: Stage }>({
  launchOptions: [
    {
      executablePath,
      args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--force-color-profile=srgb'],
    },
    { scope: 'worker' },
  ],
  trace: 'off',
  // One window for all scenes of a worker: opening one takes Chromium as long as a scene.
  stage: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', deviceScaleFactor: 2 });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) problems.push(message.text());
      });
      await page.clock.setFixedTime(new Date('2025-10-08T11:04:17Z'));
      await use({ page, problems });
      await context.close();
    },
    { scope: 'worker' },
  ],
  address: [
    async ({ playwright: _ }, use, { parallelIndex }) => {
      const outDir = resolve(root, `.cache/scenes/${String(parallelIndex)}`);
      await build({ configFile: resolve(import.meta.dirname, 'vite.config.ts'), logLevel: 'error', build: { outDir } });
      const server = await preview({
        root,
        configFile: false,
        logLevel: 'error',
        build: { outDir },
        preview: { host: '127.0.0.1', port: 0 },
      });
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

// Two at once on a loaded machine take their time.
test.describe.configure({ mode: 'parallel', timeout: 120_000 });

/** Sheets slide in and colours fade; a picture in the middle of it would differ from run to run. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)).then(() => undefined),
  );
}

async function open({ page, problems }: Stage, address: string, name: string, scene: Scene): Promise<Page> {
  problems.length = 0;
  await page.setViewportSize(sizes.phone);
  await page.emulateMedia({ colorScheme: 'light', contrast: null, forcedColors: null, reducedMotion: null });
  await page.goto(`${address}scene.html?scene=${name}`);
  await page.locator('html[data-scene=ready]').waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const press = async (button: string): Promise<void> => {
    await page.getByRole('button', { name: button, exact: true }).first().click();
  };
  for (const button of scene.press ?? []) await press(button);
  if (scene.tab) await page.getByRole('tab', { name: scene.tab, exact: true }).click();
  for (const button of scene.then ?? []) await press(button);
  for (const step of scene.steps ?? []) {
    if ('press' in step) await page.getByRole('button', { name: step.press, exact: true }).click();
    else await page.getByLabel(step.label, { exact: true }).fill(step.text);
  }
  if (scene.dialog) await page.locator('dialog[open]').waitFor();
  if (scene.fill) await page.getByLabel(scene.fill.label, { exact: true }).fill(scene.fill.text);
  await expect(page.locator('main')).toHaveCount(1);
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

/** What another width can change; what another theme can is the contrast alone. */
const ofWidth = ['color-contrast', 'scrollable-region-focusable', 'region'];
/** A test of them needs no picture to hang on a wall, and a fourth of the pixels takes a fourth of the time. */
const scale = process.env['CI'] ? 'css' : 'device';

/** What axe finds: everything on the desk, where all panes are to be seen, else what may differ from there. */
async function violations(page: Page, shape: string, theme: Theme): Promise<string[]> {
  if (shape === 'phone' && theme === 'dark') return [];
  // All is in one frame: what gathers the findings of several, in a window of its own, is not needed.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (theme === 'dark') axe.withRules(['color-contrast']);
  else if (shape === 'phone') axe.withRules(ofWidth);
  const found = await axe.analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

for (const [name, scene] of Object.entries(scenes)) {
  test(name, async ({ stage, address }) => {
    const page = await open(stage, address, name, scene);
    const shapes = scene.card ? { card } : sizes;
    for (const [shape, size] of Object.entries(shapes)) {
      await page.setViewportSize(size);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        expect(await violations(page, shape, colorScheme)).toEqual([]);
        expect(await page.evaluate(sticksOut)).toEqual([]);
        await page.screenshot({ path: place(name, shape, colorScheme), scale });
      }
    }
    if (scene.card) return;
    await page.setViewportSize(narrowest);
    await settled(page);
    expect(await page.evaluate(sticksOut)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(narrowest.width);
  });
}

for (const name of [
  'live',
  'incoming',
  'history',
  'settings-sound',
  'error-refused',
  'consult',
  'quality-one-way',
] as const) {
  test(`${name} with high contrast, with forced colours and with less motion`, async ({ stage, address }) => {
    const page = await open(stage, address, name, scenes[name] ?? {});
    const kinds = {
      contrast: { contrast: 'more' },
      forced: { contrast: null, forcedColors: 'active' },
      still: { forcedColors: null, reducedMotion: 'reduce' },
    } as const;
    for (const [kind, media] of Object.entries(kinds)) {
      await page.emulateMedia(media);
      await settled(page);
      expect(await violations(page, 'desk', 'dark')).toEqual([]);
      await page.screenshot({ path: resolve(root, `.cache/screenshots/${name}.${kind}.png`) });
    }
  });
}

// For the documents, not for CI: what these pages are made of is looked at above. Small ones, for there are many.
if (!process.env['CI'])
  for (const [name, scene] of Object.entries(tour)) {
    test(`tour ${name}`, async ({ stage, address }) => {
      const page = await open(stage, address, name, scene);
      for (const [shape, size] of Object.entries(sizes)) {
        await page.setViewportSize(size);
        for (const colorScheme of themes) {
          await page.emulateMedia({ colorScheme });
          await settled(page);
          const path = resolve(root, `docs/screenshots/${name}.${shape}.${colorScheme}.png`);
          await page.screenshot({ path, scale: 'css' });
        }
      }
    });
  }

function place(name: string, shape: string, theme: Theme): string {
  const folder = shownInDocs.includes(`${name}.${shape}.${theme}`) ? 'docs/screenshots' : '.cache/screenshots';
  return resolve(root, folder, `${name}.${shape}.${theme}.png`);
}
