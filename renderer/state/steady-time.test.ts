import { expect, it } from 'vitest';
import { steadyTime } from './steady-time';

it('is the time of day, and does not jump during a call', () => {
  let wall = 1_700_000_000_000;
  let steady = 1_000;
  let busy = false;
  const pass = (ms: number) => {
    wall += ms;
    steady += ms;
  };
  const time = steadyTime(
    () => wall,
    () => steady,
  );
  time.follow(() => busy);
  pass(5_000);
  expect(time.now()).toBe(wall);

  busy = true;
  const began = time.now();
  for (const jump of [5 * 3_600_000, -9 * 3_600_000]) {
    pass(1_000);
    wall += jump;
  }
  expect(time.now() - began).toBe(2_000);

  busy = false;
  expect(time.now()).toBe(wall);
});
