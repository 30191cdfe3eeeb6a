/** Tells a page that hangs from one that is busy, loading, or asleep with the whole computer: pure, on a clock of its own. */

/** ms between two looks. */
export const LOOK_EVERY_MS = 1_000;
/** A page gives a sign of life every second. After so many ms without one it hangs: its calls can no longer be ended or muted. */
export const HANG_LIMIT_MS = 5_000;
/** While the page builds itself, and when the computer has just woken, its first seconds may be long. */
const BUSY_MS = 15_000;
const BUSY_LIMIT_MS = 10_000;
/** Until the first sign of life: a cold start on a slow disk. */
const START_LIMIT_MS = 60_000;

export interface HangWatch {
  /** The page is loaded anew. */
  loading(): void;
  /** The computer has just woken. */
  woke(): void;
  alive(): void;
  /** To be called every LOOK_EVERY_MS; true when the page hangs. */
  look(): boolean;
}

/** `now`: ms of a clock that is never set. */
export function createHangWatch(now: () => number): HangWatch {
  let looked = now();
  let busyUntil = looked + BUSY_MS;
  let heard = looked;
  let started = false;

  return {
    loading() {
      looked = heard = now();
      started = false;
    },
    woke() {
      heard = now();
      busyUntil = heard + BUSY_MS;
    },
    alive() {
      heard = now();
      if (started) return;
      started = true;
      busyUntil = heard + BUSY_MS;
    },
    look() {
      const at = now();
      // A look that comes late: we did not run ourselves, stopped, asleep or starved. That time counts for nobody.
      heard += Math.max(0, at - looked - LOOK_EVERY_MS);
      looked = at;
      const limit = !started ? START_LIMIT_MS : at < busyUntil ? BUSY_LIMIT_MS : HANG_LIMIT_MS;
      return at - heard > limit;
    },
  };
}
