import { describe, expect, it } from 'vitest';
import { sampleNow } from './fakes/samples';
import { watchEvents, watchStates } from './fakes/watch-samples';
import type { WatchEffect, WatchEvent, WatchState } from './watch';
import { transition } from './watch-machine';
import { defaultWatchPolicy, isSlowRefusal, watchWait, type WatchContext } from './watch-policy';

const context: WatchContext = { now: sampleNow, random: 0.5, policy: defaultWatchPolicy };

function inWords(effect: WatchEffect): string {
  if (effect.kind === 'start-timer') return `start ${effect.timer} ${String(effect.ms)}`;
  return effect.kind === 'stop-timer' ? `stop ${effect.timer}` : effect.kind;
}

function run(state: WatchState, event: WatchEvent, change: Partial<WatchContext> = {}) {
  const outcome = transition(state, event, { ...context, ...change });
  return { ...outcome, words: outcome.effects.map(inWords) };
}

type Key = keyof typeof watchEvents;
/** The state that follows, then the effects. Every other cell changes nothing. */
const table: Record<WatchState['kind'], Partial<Record<Key, string>>> = {
  off: { 'line-ready': 'queued: queue' },
  queued: { turn: 'asking: subscribe, start answer 40000', 'line-lost': 'off: unqueue' },
  asking: {
    accepted: 'active: stop answer, start refresh 2520000',
    'refused 503': 'waiting: stop answer, start retry 15000',
    'refused 489': 'waiting: stop answer, start retry 900000',
    'timer answer': 'waiting: stop answer, start retry 15000',
    'terminated timeout': 'waiting: stop answer, start retry 15000',
    'terminated deactivated': 'waiting: stop answer, start retry 15000',
    'terminated probation': 'waiting: stop answer, start retry 94500',
    'terminated giveup': 'waiting: stop answer, start retry 15000',
    'terminated rejected': 'final: stop answer',
    'terminated noresource': 'final: stop answer',
    'terminated invariant': 'final: stop answer',
    'terminated other': 'waiting: stop answer, start retry 31500',
    'line-lost': 'off: stop answer',
  },
  active: {
    accepted: 'active: stop refresh, stop answer, start refresh 2520000',
    'timer refresh': 'active: stop refresh, stop answer, queue',
    'refused 503': 'active: stop refresh, stop answer, start refresh 3750',
    'timer answer': 'active: stop refresh, stop answer, start refresh 3750',
    'refused 489': 'waiting: stop refresh, stop answer, start retry 225000',
    'terminated timeout': 'queued: stop refresh, stop answer, queue',
    'terminated deactivated': 'queued: stop refresh, stop answer, queue',
    'terminated probation': 'waiting: stop refresh, stop answer, start retry 94500',
    'terminated giveup': 'waiting: stop refresh, stop answer, start retry 3750',
    'terminated rejected': 'final: stop refresh, stop answer',
    'terminated noresource': 'final: stop refresh, stop answer',
    'terminated invariant': 'final: stop refresh, stop answer',
    'terminated other': 'waiting: stop refresh, stop answer, start retry 31500',
    'line-lost': 'off: stop refresh, stop answer',
  },
  waiting: { 'timer retry': 'queued: stop retry, queue', 'line-lost': 'off: stop retry' },
  final: { 'line-lost': 'off: ', 'line-ready': 'queued: queue' },
};

const cells = Object.values(watchStates).flatMap((state) =>
  Object.entries(watchEvents).map(([key, event]) => ({ state, event, key: key as Key })),
);

describe('every state × every event', () => {
  it.each(cells)('$state.kind, $key', ({ state, event, key }) => {
    const outcome = run(state, event);
    const expected = table[state.kind][key];
    if (expected === undefined) expect(outcome).toEqual({ state, effects: [], words: [] });
    else expect(`${outcome.state.kind}: ${outcome.words.join(', ')}`).toBe(expected);
  });
});

describe('refusals', () => {
  it('wait longer each time, up to a cap', () => {
    const waits = [1, 2, 3, 7, 20, 1e6].map((failures) => watchWait(failures, 503, 0, { ...context, random: 1 }));
    expect(waits).toEqual([5_000, 10_000, 20_000, 320_000, 600_000, 600_000]);
  });

  it('that another attempt will hardly heal are asked about every five minutes at first, every hour at last', () => {
    const waits = [1, 2, 20].map((failures) => watchWait(failures, 489, 0, { ...context, random: 1 }));
    expect(waits).toEqual([300_000, 600_000, 3_600_000]);
    expect([401, 403, 404, 405, 407, 489, 501, 603, 604].every(isSlowRefusal)).toBe(true);
    expect([0, 408, 480, 481, 500, 503].some(isSlowRefusal)).toBe(false);
  });

  it('honour Retry-After, but no absurd one', () => {
    expect(watchWait(1, 503, 120, { ...context, random: 0 })).toBe(120_000);
    expect(watchWait(1, 503, 1e9, { ...context, random: 0 })).toBe(3_600_000);
    for (const senseless of [-5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(watchWait(1, 503, senseless, { ...context, random: 0 })).toBe(2_500);
    }
  });

  it('go on counting over a reconnect and over a subscription that ends as soon as it begins', () => {
    const lost = run(watchStates.waiting, watchEvents['line-lost']).state;
    expect(run(lost, watchEvents['line-ready']).state).toEqual({ kind: 'queued', failures: 2 });
    let state: WatchState = { kind: 'asking', failures: 0 };
    const waits: number[] = [];
    for (let round = 0; round < 5; round++) {
      state = run(state, watchEvents.accepted).state;
      const ended = run(state, watchEvents['terminated deactivated'], { random: 1 });
      waits.push(ended.state.kind === 'waiting' ? ended.state.until - sampleNow : 0);
      const queued = run(ended.state, watchEvents['timer retry']).state;
      state = run(queued, watchEvents.turn).state;
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000]);
  });

  it('forget their count once a refresh went through', () => {
    const active = run({ kind: 'asking', failures: 4 }, watchEvents.accepted).state;
    expect(active).toMatchObject({ failures: 4 });
    expect(run(active, watchEvents.accepted).state).toMatchObject({ failures: 0 });
  });

  it('of a refresh end the subscription only when it has run out meanwhile', () => {
    const late: WatchState = { ...watchStates.active, expiresAt: sampleNow + 1_000, refreshing: true };
    expect(run(late, watchEvents['refused 503']).state).toMatchObject({ kind: 'waiting', status: 503 });
    const early: WatchState = { ...watchStates.active, refreshing: true };
    expect(run(early, watchEvents['refused 503']).state).toMatchObject({
      kind: 'active',
      refreshing: false,
      failures: 1,
    });
  });
});

describe('refreshing', () => {
  it('waits for its turn and keeps the subscription meanwhile', () => {
    const queued = run(watchStates.active, watchEvents['timer refresh']).state;
    expect(queued).toEqual({ ...watchStates.active, refreshing: true });
    expect(run(queued, watchEvents['timer refresh']).words).toEqual([]);
    const asked = run(queued, watchEvents.turn);
    expect(asked.state).toEqual(queued);
    expect(asked.words).toEqual(['stop refresh', 'stop answer', 'subscribe', 'start answer 40000']);
    expect(run(queued, watchEvents['line-lost']).words).toContain('unqueue');
  });

  it('comes after 50 to 90 % of the lifetime, which is never too short', () => {
    const at = (random: number, expires: number) =>
      run(watchStates.asking, { kind: 'accepted', expires }, { random }).words.at(-1);
    expect([at(0, 600), at(1, 600)]).toEqual(['start refresh 300000', 'start refresh 540000']);
    for (const senseless of [0, -1, Number.NaN, 1]) expect(at(0, senseless)).toBe('start refresh 15000');
  });

  it('that sleep made late comes at once after waking up', () => {
    const later = { now: sampleNow + 2 * 3_600_000 };
    expect(run(watchStates.active, watchEvents.wake, later).words).toContain('queue');
    expect(run(watchStates.waiting, watchEvents.wake, later).words).toContain('queue');
  });
});
