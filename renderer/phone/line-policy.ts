import { backoff, defaultBackoff, type BackoffPolicy } from './backoff';
import { isRefusal, type LineCause } from './reasons';

/** Times of the line machine, ms unless said otherwise. */
export interface LinePolicy {
  backoff: BackoffPolicy;
  connectDeadlineMs: number;
  registerDeadlineMs: number;
  /** Silence after which the server is asked for a sign of life. */
  pingAfterMs: number;
  /** Silence after a ping until the connection counts as dead; with `pingAfterMs` at most 10 s (DESIGN.md, "Two machines"). */
  pongDeadlineMs: number;
  /**
   * The same where there is reason for doubt: after sleep, after a change of network, when the user asks. With the time
   * to connect and register it makes 2 s at most.
   */
  doubtDeadlineMs: number;
  /** A ping that is due and comes later than this finds that the program, or the whole computer, was not running. */
  asleepMs: number;
  closeDeadlineMs: number;
  /** A line that broke sooner than this counts as another failure of the same trouble. */
  stableMs: number;
  /** Part of the lifetime after which the registration is refreshed: a random point between the two. */
  refreshFrom: number;
  refreshTo: number;
  /** A refresh that failed is tried again after this long at the earliest, while the registration lasts. */
  refreshAgainMs: number;
  /** Least wait for causes that do not pass in a second: a certificate, a refusal by status. */
  slowCauseMs: number;
  /** Longest Retry-After that is believed. */
  maxRetryAfterMs: number;
  /** Longest time over which phones that got the same Retry-After are spread behind it. */
  retryAfterSpreadMs: number;
}

export const defaultLinePolicy: LinePolicy = {
  backoff: defaultBackoff,
  connectDeadlineMs: 5_000,
  registerDeadlineMs: 8_000,
  pingAfterMs: 5_000,
  pongDeadlineMs: 4_000,
  doubtDeadlineMs: 1_000,
  asleepMs: 3_000,
  closeDeadlineMs: 2_000,
  stableMs: 10_000,
  refreshFrom: 0.5,
  refreshTo: 0.9,
  refreshAgainMs: 3_000,
  slowCauseMs: 5_000,
  maxRetryAfterMs: 3_600_000,
  retryAfterSpreadMs: 300_000,
};

/** What the line machine may know besides its state. */
export interface LineContext {
  /** ms since the epoch */
  now: number;
  /** 0 to 1; a fresh value for each transition. */
  random: number;
  /** How many servers the account has, 1 or more. */
  servers: number;
  /** Registration lifetime that the account asks for, s. */
  expires: number;
  /** Whether the operating system has a network. */
  online: boolean;
  /** ms since anything was heard of the server. */
  silentMs: number;
  /** A server has registered this account since it was signed in. */
  taken: boolean;
  /** For each server, when it wants to hear from us again (Retry-After); ms since the epoch, 0 or absent for at once. */
  blockedUntil: readonly number[];
  policy: LinePolicy;
}

/** When the server wants to hear from us again, from a Retry-After in seconds. */
export function blockedUntil(retryAfter: number | undefined, now: number, policy: LinePolicy): number {
  if (retryAfter === undefined || !Number.isFinite(retryAfter) || retryAfter <= 0) return 0;
  return now + Math.min(retryAfter * 1_000, policy.maxRetryAfterMs);
}

/** Which server to try next, beginning with `from`, and after how many ms; `failures` in a row so far. */
export function nextTry(
  from: number,
  failures: number,
  cause: LineCause,
  context: LineContext,
): { server: number; ms: number } {
  const { servers, now, random, policy } = context;
  const order = Array.from({ length: servers }, (_, step) => (from + step) % servers);
  const waitOf = (server: number) => Math.max((context.blockedUntil[server] ?? 0) - now, 0);
  const server = order.reduce((best, other) => (waitOf(other) < waitOf(best) ? other : best), order[0] ?? 0);
  const asked = Math.min(waitOf(server), policy.maxRetryAfterMs);
  // Spread: all phones of a switch got the same Retry-After at about the same time (RFC 3261, section 21.5.4).
  const blocked = asked + Math.min(asked, policy.retryAfterSpreadMs) * random;
  const slow = isSlow(cause) && failures % servers === 0 ? policy.slowCauseMs * (0.5 + 0.5 * random) : 0;
  // The next server is tried as soon as the first: only a full round without success says that it takes longer.
  const rounds = Math.ceil(failures / servers);
  return { server, ms: Math.round(Math.max(backoff(rounds, random, policy.backoff), blocked, slow)) };
}

function isSlow(cause: LineCause): boolean {
  return cause.kind === 'certificate' || cause.kind === 'rejected' || cause.kind === 'server-error' || isRefusal(cause);
}

/**
 * Whether it is over until the user does something. A server that took the account before and now says 403 or 404 may have
 * troubles of its own: Asterisk counts connections that died without a word against `max_contacts`, one that has just
 * started may not have read its accounts. A password it refuses is never tried again.
 */
export function isFinal(cause: LineCause, { taken }: LineContext): boolean {
  const may = cause.kind === 'forbidden' || cause.kind === 'unknown-user';
  return isRefusal(cause) && !(taken && may);
}

/** ms until a registration of `expires` seconds is refreshed. */
export function refreshIn(expires: number, context: LineContext): number {
  const { refreshFrom, refreshTo } = context.policy;
  const part = refreshFrom + (refreshTo - refreshFrom) * context.random;
  return Math.round(expires * 1_000 * part);
}
