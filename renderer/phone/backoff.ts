/**
 * How long to wait before the next attempt to reach the switch: a pure function of the failures and of chance.
 *
 * The first attempt comes at once, spread over less than a second: one phone whose connection broke is back in the
 * median after 0.6 s (DESIGN.md, "Budgets"). When that fails too, it is not this phone but the switch, and every phone
 * of the switch waits beside this one: from then on the wait lies anywhere in a span that doubles, so that about as much
 * time as the switch was away for is taken to come back ("full jitter"). The phone never gives up. What that makes of
 * 1,000 and 100,000 phones is simulated in `docs/reconnect.md`.
 */
export interface BackoffPolicy {
  /** Shortest and longest wait after the first failure, ms. */
  firstLeastMs: number;
  firstMostMs: number;
  /** Shortest wait after any other, ms. */
  leastMs: number;
  /** Longest wait after the second failure; doubles with each, up to the cap. ms */
  secondMostMs: number;
  capMs: number;
}

export const defaultBackoff: BackoffPolicy = {
  firstLeastMs: 200,
  firstMostMs: 1_000,
  leastMs: 500,
  secondMostMs: 4_000,
  capMs: 60_000,
};

/**
 * Milliseconds to wait after `failures` failures in a row (1 or more): evenly spread between the shortest and the
 * longest wait. `random` is 0 to 1.
 */
export function backoff(failures: number, random: number, policy: BackoffPolicy = defaultBackoff): number {
  const [least, most] = spanOf(failures, policy);
  return Math.round(least + (most - least) * Math.min(Math.max(random, 0), 1));
}

function spanOf(failures: number, policy: BackoffPolicy): [number, number] {
  if (failures <= 1) return [policy.firstLeastMs, policy.firstMostMs];
  return [policy.leastMs, Math.min(policy.secondMostMs * 2 ** Math.min(failures - 2, 30), policy.capMs)];
}
