import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tryPatterns, type PatternWorker } from './patterns';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function fake(answer: ((worker: PatternWorker) => void) | null) {
  const worker: PatternWorker = {
    onmessage: null,
    onerror: null,
    terminate: vi.fn(),
    postMessage: () => answer?.(worker),
  };
  const say = (data: unknown) => worker.onmessage?.call(worker as Worker, new MessageEvent('message', { data }));
  return { worker, say };
}
const checks = [
  { pattern: 'a', value: 'a' },
  { pattern: 'a', value: 'b' },
];

it('gives what the worker found, and lets it go', async () => {
  const { worker, say } = fake(() => {
    say([true, false]);
  });
  const found = tryPatterns(checks, () => worker);
  say('ready');
  expect(await found).toEqual([true, false]);
  expect(worker.terminate).toHaveBeenCalledOnce();
});

it('leaves it to the server when a pattern comes to no end', async () => {
  const { worker, say } = fake(null);
  const found = tryPatterns(checks, () => worker);
  say('ready');
  await vi.advanceTimersByTimeAsync(500);
  expect(await found).toEqual([true, true]);
  expect(worker.terminate).toHaveBeenCalledOnce();
});

it('leaves it to the server when there is no worker', async () => {
  const silent = fake(null);
  const found = tryPatterns(checks, () => silent.worker);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await found).toEqual([true, true]);
  const broken = fake(null);
  const second = tryPatterns(checks, () => broken.worker);
  broken.worker.onerror?.call(broken.worker as Worker, new ErrorEvent('error'));
  expect(await second).toEqual([true, true]);
});

it('asks nobody when there is nothing to try', async () => {
  const make = vi.fn();
  expect(await tryPatterns([], make)).toEqual([]);
  expect(make).not.toHaveBeenCalled();
});
