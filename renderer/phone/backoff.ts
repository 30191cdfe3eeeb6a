/**
 * How long to wait before the next attempt to reach the switch: a pure function of the attempt.
 *
 * The short cap is what brings the line back within about a second of the switch's return (DESIGN.md, "Budgets"):
 * waits lie evenly between half the cap and the cap, so the switch's return falls 0.6 s before the next attempt on
 * average, and thousands of phones spread over that time. After `patience` failures in a row (several minutes) the cap
 * grows, so that a switch that stays away is not hammered for hours; the phone never gives up.
 */
export interface BackoffPolicy {
  /** Longest wait after the first failure, ms. */
  firstMs: number;
  /** Longest wait during the first `patience` failures, ms. */
  capMs: number;
  /** Failures in a row after which the cap begins to grow. */
  patience: number;
  /** Longest wait of all, ms. */
  longCapMs: number;
}

export const defaultBackoff: BackoffPolicy = { firstMs: 500, capMs: 1_600, patience: 200, longCapMs: 30_000 };

/**
 * Milliseconds to wait after `failures` failures in a row (1 or more).
 * `random` is 0 to 1; the result lies between half the longest wait and the whole of it.
 */
export function backoff(failures: number, random: number, policy: BackoffPolicy = defaultBackoff): number {
  const doublings = Math.min(Math.max(failures, 1) - 1, 30);
  const early = Math.min(policy.firstMs * 2 ** doublings, policy.capMs);
  const overtime = Math.max(failures - policy.patience, 0);
  const longest = Math.min(early * 2 ** Math.min(overtime / 8, 30), policy.longCapMs);
  return Math.round(longest * (0.5 + 0.5 * Math.min(Math.max(random, 0), 1)));
}
