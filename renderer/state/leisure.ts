/** Resolves when the page has nothing better to do, and after a second at the latest; at once where nobody tells. */
export function leisure(): Promise<void> {
  if (!('requestIdleCallback' in window)) return Promise.resolve();
  return new Promise((resolve) => {
    requestIdleCallback(
      () => {
        resolve();
      },
      { timeout: 1_000 },
    );
  });
}
