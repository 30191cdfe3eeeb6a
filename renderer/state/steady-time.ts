/**
 * The time of day that does not jump while a call is up: a clock that is set, by its user or by the network, must not make
 * a call hours long, or negative.
 */
export interface SteadyTime {
  /** ms since the epoch */
  now(): number;
  /** While `busy` says so, time goes on as it did; else it is the system's. */
  follow(busy: () => boolean): void;
}

/** `wall` is the system's clock, `steady` one that nobody can set; both in ms. */
export function steadyTime(wall = () => Date.now(), steady = () => performance.now()): SteadyTime {
  let ahead = wall() - steady();
  let isBusy = (): boolean => false;
  return {
    now() {
      if (!isBusy()) ahead = wall() - steady();
      return Math.round(steady() + ahead);
    },
    follow(busy) {
      isBusy = busy;
    },
  };
}
