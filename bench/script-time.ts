import type { Page } from '@playwright/test';

/** Measures the script, in ms, that runs from `action` until what came of it has been painted. */
export async function scriptTimer(page: Page): Promise<(action: () => Promise<void>) => Promise<number>> {
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
