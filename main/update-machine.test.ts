import { describe, expect, it } from 'vitest';
import { atStart, step, type Progress, type UpdateEvent } from './update-machine';

const now = (state: Progress['state'], rest: Partial<Progress> = {}): Progress => ({
  ...atStart(true),
  state,
  ...rest,
});
const available = { kind: 'available', version: '2.0.0' } as const;
const downloading = { kind: 'downloading', version: '2.0.0', percent: 40 } as const;
const ready = { kind: 'ready', version: '2.0.0' } as const;
const checking = { kind: 'checking' } as const;
const byHand = { automatic: false };

describe('one step', () => {
  it.each<[string, Progress, UpdateEvent, string, string]>([
    ['a look', now({ kind: 'idle', checkedAt: null }), { kind: 'look' }, 'checking', 'look'],
    ['a look after a failure', now({ kind: 'failed', problem: 'other', at: 1 }), { kind: 'look' }, 'checking', 'look'],
    ['no second look', now(checking), { kind: 'look' }, 'checking', ''],
    ['no look while fetching', now(downloading), { kind: 'look' }, 'downloading', ''],
    ['a look while one waits', now(ready), { kind: 'look' }, 'ready', 'look'],
    ['nothing new', now(checking), { kind: 'nothing', at: 5 }, 'idle', ''],
    ['what waits was withdrawn', now(ready), { kind: 'nothing', at: 5 }, 'idle', ''],
    ['the same still waits', now(ready), { kind: 'found', version: '2.0.0' }, 'ready', ''],
    ['a newer one', now(ready), { kind: 'found', version: '2.0.1' }, 'downloading', 'fetch'],
    ['a failed look changes nothing', now(ready), { kind: 'failed', problem: 'unreachable', at: 1 }, 'ready', ''],
    ['found, fetched by itself', now(checking), { kind: 'found', version: '2.0.0' }, 'downloading', 'fetch'],
    ['found, only told', now(checking, byHand), { kind: 'found', version: '2.0.0' }, 'available', ''],
    ['found in a call', now(checking, { inCall: true }), { kind: 'found', version: '2.0.0' }, 'available', ''],
    ['asked for', now(available, byHand), { kind: 'fetch' }, 'downloading', 'fetch'],
    ['asked for in a call', now(available, { ...byHand, inCall: true }), { kind: 'fetch' }, 'available', ''],
    ['a call begins', now(downloading), { kind: 'calls', inCall: true }, 'available', 'stop'],
    ['a call ends', now(available, { inCall: true }), { kind: 'calls', inCall: false }, 'downloading', 'fetch'],
    ['a call ends, nobody asked', now(available, byHand), { kind: 'calls', inCall: false }, 'available', ''],
    ['cancelled', now(downloading), { kind: 'cancel' }, 'available', 'stop'],
    ['fetched', now(downloading), { kind: 'fetched' }, 'ready', ''],
    ['cancelled too late', now(ready), { kind: 'cancel' }, 'ready', ''],
    ['fetched too late', now(available), { kind: 'fetched' }, 'available', ''],
    ['failed', now(downloading), { kind: 'failed', problem: 'tampered', at: 1 }, 'failed', ''],
    ['switched to automatic', now(available, byHand), { kind: 'automatic', on: true }, 'downloading', 'fetch'],
    ['another channel', now(ready), { kind: 'channel' }, 'checking', 'look'],
    ['another channel while fetching', now(downloading), { kind: 'channel' }, 'checking', 'stop look'],
  ])('%s', (_, before, event, state, effects) => {
    const { next, effects: done } = step(before, event);
    expect(next.state.kind).toBe(state);
    expect(done.join(' ')).toBe(effects);
  });
});

/** The states after one event after the other. */
function run(start: Progress, ...events: UpdateEvent[]): string {
  let progress = start;
  for (const event of events) progress = step(progress, event).next;
  return progress.state.kind;
}
const call = (inCall: boolean): UpdateEvent => ({ kind: 'calls', inCall });

it('what was asked for and broken off by a call is fetched after it, though nothing is automatic', () => {
  expect(run(now(available, byHand), { kind: 'fetch' }, call(true), call(false))).toBe('downloading');
});

it('what the user cancelled is not fetched after the next call, until it is asked for', () => {
  const events: UpdateEvent[] = [{ kind: 'cancel' }, call(true), call(false)];
  expect(run(now(downloading), ...events)).toBe('available');
  expect(run(now(downloading), ...events, { kind: 'fetch' })).toBe('downloading');
});
