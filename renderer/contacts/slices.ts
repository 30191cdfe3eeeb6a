/** Long work in short pieces, so that the page stays alive between them. */

/** Gives way to whatever waits; resolves in the next turn. */
export type Pause = () => Promise<void>;

/** A turn without the 4 ms of timers, and without their rest in hidden windows. */
export const nextTurn: Pause = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** ms of work between two pauses. */
const pieceMs = 6;

/** Asked in loops: `if (slices.due()) await slices.rest();` */
export class Slices {
  #until: number;

  constructor(
    private readonly pause: Pause = nextTurn,
    private readonly signal?: AbortSignal,
  ) {
    this.#until = performance.now() + pieceMs;
  }

  due(): boolean {
    return performance.now() >= this.#until;
  }

  /** Rejects with the signal's reason when it was given up. */
  async rest(): Promise<void> {
    await this.pause();
    this.signal?.throwIfAborted();
    this.#until = performance.now() + pieceMs;
  }
}

/** How many comparisons a run of the sort may take without a look at the clock. */
const runLength = 512;

/** Sorted, stable, in slices; `items` is left as it is. */
export async function sortInSlices<T>(
  items: readonly T[],
  compare: (one: T, other: T) => number,
  slices: Slices,
): Promise<T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += runLength) {
    if (slices.due()) await slices.rest();
    runs.push(items.slice(start, start + runLength).sort(compare));
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await mergeInSlices(runs[index] ?? [], runs[index + 1] ?? [], compare, slices));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Two sorted lists as one. */
export async function mergeInSlices<T>(
  one: readonly T[],
  other: readonly T[],
  compare: (one: T, other: T) => number,
  slices: Slices,
): Promise<T[]> {
  const merged: T[] = [];
  let [left, right] = [0, 0];
  for (;;) {
    const first = one[left];
    const second = other[right];
    if (first === undefined || second === undefined) break;
    if (merged.length % 64 === 0 && slices.due()) await slices.rest();
    if (compare(first, second) <= 0) {
      merged.push(first);
      left += 1;
    } else {
      merged.push(second);
      right += 1;
    }
  }
  for (const rest of [one.slice(left), other.slice(right)]) for (const item of rest) merged.push(item);
  return merged;
}
