/** How often the server is asked for what is watched. */

export interface WatchPolicy {
  /** Lifetime that is asked for, s. */
  expires: number;
  /** Between two SUBSCRIBEs of a line, ms: a few in a second, however many people are monitored. */
  gapMs: number;
  /** Until an unanswered SUBSCRIBE counts as lost, ms: longer than the adapter's own limit (Timer F, 32 s). */
  answerLimitMs: number;
  /** One that ended sooner than this counts as another failure of the same trouble, ms. */
  stableMs: number;
  /** Longest wait after the first failure of those that may pass, and of all, ms. */
  firstMs: number;
  capMs: number;
  /** The same for refusals that another attempt will hardly heal: not allowed, not known, not supported. */
  slowFirstMs: number;
  slowCapMs: number;
  /** Part of the lifetime after which it is refreshed: a random point between the two. */
  refreshFrom: number;
  refreshTo: number;
  /** Longest Retry-After that is believed, ms. */
  maxRetryAfterMs: number;
}

export const defaultWatchPolicy: WatchPolicy = {
  expires: 3_600,
  gapMs: 200,
  answerLimitMs: 40_000,
  stableMs: 60_000,
  firstMs: 5_000,
  capMs: 600_000,
  slowFirstMs: 300_000,
  slowCapMs: 3_600_000,
  refreshFrom: 0.5,
  refreshTo: 0.9,
  maxRetryAfterMs: 3_600_000,
};

/** What the watch machine may know besides its state. */
export interface WatchContext {
  /** ms since the epoch */
  now: number;
  /** 0 to 1; a fresh value for each transition. */
  random: number;
  policy: WatchPolicy;
}

/** Shortest and longest lifetime that is worked with, s. */
const shortest = 30;
const longest = 86_400;

/** A lifetime to work with, s: a server that grants next to nothing must not make us ask every second. */
export function watchLifetime(granted: number): number {
  return Number.isFinite(granted) ? Math.min(Math.max(granted, shortest), longest) : shortest;
}

/** The server gives no reason to hope for another answer soon. 408 and 480 do: who is away may come back. */
export function isSlowRefusal(status: number): boolean {
  return (
    (status >= 400 && status < 500 && status !== 408 && status !== 480 && status !== 481) ||
    status >= 600 ||
    status === 501
  );
}

/**
 * Refusals of a refresh that end the subscription (RFC 6665, section 4.1.2.2); after any other it lives on until it
 * runs out.
 */
export function endsSubscription(status: number): boolean {
  return [404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604].includes(status);
}

/** ms to wait after `failures` failures in a row (1 or more); `retryAfter` in s, 0 without. */
export function watchWait(failures: number, status: number, retryAfter: number, context: WatchContext): number {
  const { policy, random } = context;
  const slow = isSlowRefusal(status);
  const first = slow ? policy.slowFirstMs : policy.firstMs;
  const cap = slow ? policy.slowCapMs : policy.capMs;
  const most = Math.min(first * 2 ** Math.min(Math.max(failures, 1) - 1, 30), cap);
  const wanted = Number.isFinite(retryAfter) ? Math.min(Math.max(retryAfter, 0) * 1_000, policy.maxRetryAfterMs) : 0;
  // Spread: everybody who watches got the same Retry-After at about the same time.
  return Math.round(Math.max(most * (0.5 + 0.5 * random), wanted * (1 + 0.1 * random)));
}
