/** What a call leaves in the heap of the page, once everything is there that comes once: code, and what V8 makes of it. */
import type { Exchange } from '../main/exchange/index';
import { makeCalls, type Phone } from './calls';
import type { Figure } from './figure';

/** Of all calls, before anything is compared. */
const warmUp = 0.3;
/** ms. SIP.js keeps a transaction for 32 s (RFC 3261, section 17.1.1.2: 64 × T1). */
const rest = 40_000;

/** Bytes a call, of each phone in their order. */
async function growths(exchange: Exchange, phones: readonly Phone[], calls: number): Promise<number[]> {
  const atRest = async () => {
    await new Promise((resolve) => setTimeout(resolve, rest));
    const heaps: number[] = [];
    for (const phone of phones) heaps.push(await phone.heap());
    return heaps;
  };
  const first = Math.round(calls * warmUp);
  await makeCalls(exchange, phones, first);
  const before = await atRest();
  await makeCalls(exchange, phones, calls - first);
  const after = await atRest();
  return after.map((heap, index) => (heap - (before[index] ?? Number.NaN)) / (calls - first));
}

export async function measureMemory(
  exchange: Exchange,
  [ours, plain]: readonly [ours: Phone, plain: Phone],
  calls: number,
): Promise<Figure> {
  const [value = Number.NaN, baseline = Number.NaN] = await growths(exchange, [ours, plain], calls);
  return {
    name: `heap a call leaves, over ${String(calls)} calls`,
    unit: 'kB',
    value: value / 1_000,
    limit: 2,
    // Heaps may shrink: a ratio to nothing would say nothing.
    ...(baseline > 0 && { baseline: { name: "SIP.js's defaults", value: baseline / 1_000 } }),
    samples: 1,
  };
}
