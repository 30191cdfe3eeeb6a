/** Rejects with a sentence when it takes longer than `limit` ms. */
export async function within<T>(what: string, limit: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what}: not within ${String(limit / 1000)} s`));
    }, limit);
  });
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
  });
}
