import { beforeEach, describe, expect, it } from 'vitest';
import { createHangWatch, HANG_LIMIT_MS, LOOK_EVERY_MS, type HangWatch } from './hang-watch';

let now: number;
let watch: HangWatch;
beforeEach(() => {
  now = 1_000_000;
  watch = createHangWatch(() => now);
});

/** Lets so many seconds pass, with a look each; how many of them it was found to hang. */
function pass(seconds: number, alive: boolean): number {
  let hung = 0;
  for (let second = 0; second < seconds; second += 1) {
    now += LOOK_EVERY_MS;
    if (alive) watch.alive();
    if (watch.look()) hung += 1;
  }
  return hung;
}
/** Loaded, and beyond its first seconds. */
const settled = () => expect(pass(20, true)).toBe(0);

describe('the hang watch', () => {
  it('has nothing to say of a page that is alive', () => {
    expect(pass(600, true)).toBe(0);
  });

  it('finds one that is silent for longer than the limit, not before', () => {
    settled();
    expect(pass(HANG_LIMIT_MS / 1000, false)).toBe(0);
    expect(pass(1, false)).toBe(1);
  });

  it('is patient with one that loads, and for ever so long with none', () => {
    watch.loading();
    expect(pass(60, false)).toBe(0);
    expect(pass(1, false)).toBe(1);
    watch.loading();
    expect(pass(60, false)).toBe(0);
  });

  it('is patient while the page builds itself', () => {
    watch.alive();
    expect(pass(10, false)).toBe(0);
    expect(pass(1, false)).toBe(1);
  });

  it('blames nobody for hours of sleep', () => {
    settled();
    now += 8 * 3_600_000;
    expect(watch.look()).toBe(false);
    watch.woke();
    expect(pass(9, false)).toBe(0);
    expect(pass(60, true)).toBe(0);
  });

  it('counts only the time in which it ran itself', () => {
    settled();
    expect(pass(3, false)).toBe(0);
    now += 60_000;
    expect(watch.look()).toBe(false);
    expect(pass(1, false)).toBe(0);
    expect(pass(1, false)).toBe(1);
  });

  it('finds a second hang', () => {
    settled();
    pass(6, false);
    watch.loading();
    settled();
    expect(pass(6, false)).toBe(1);
  });
});
