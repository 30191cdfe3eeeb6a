import type { Page } from '@playwright/test';
import { median, type Figure } from './figure';

/** Measures the script, in ms, that runs from `action` until what came of it has been painted. */
async function scriptTimer(page: Page): Promise<(action: () => Promise<void>) => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const script = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN);
  };
  return async (action) => {
    const before = await script();
    await action();
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              done();
            });
          });
        }),
    );
    return (await script()) - before;
  };
}

/** Types each search into the field that has the focus, letter by letter, and takes it back; `of`: what is searched. */
export async function measureSearch(page: Page, of: string, searches: readonly string[]): Promise<Figure[]> {
  const script = await scriptTimer(page);
  const keystrokes: number[] = [];
  for (const words of searches) {
    for (const letter of words) keystrokes.push(await script(() => page.keyboard.insertText(letter)));
    for (let left = words.length; left > 0; left -= 1)
      keystrokes.push(await script(() => page.keyboard.press('Backspace')));
  }
  const slowest = keystrokes.toSorted((a, b) => a - b)[Math.floor(keystrokes.length * 0.95)] ?? Number.NaN;
  const samples = keystrokes.length;
  return [
    {
      name: `${of}: search keystroke → results painted, script`,
      unit: 'ms',
      value: median(keystrokes),
      limit: 16,
      samples,
    },
    { name: `${of}: the same, 95th percentile`, unit: 'ms', value: slowest, limit: null, samples },
  ];
}
