import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSnapshot, Settings, Snapshot } from '../preload/contract';
import { decide, setUpAutoAnswer, stillWanted } from './auto-answer';
import { callWith, snapshotWith } from './fakes/snapshot';
import type { PhoneLink } from './phone-link';
import type { SettingsStore } from './settings';

const idle = snapshotWith();
const ringing = (answerAfter: number | null) => snapshotWith({ calls: [callWith({ answerAfter })] });

describe('decide', () => {
  it.each<[Settings['autoAnswer'], number | null, number | null]>([
    ['off', null, null],
    ['off', 0, null],
    ['on-request', null, null],
    ['on-request', 0, 0],
    ['on-request', 3, 3_000],
    ['all', null, 0],
    ['all', 0, 0],
    ['all', 2, 2_000],
  ])('%s, answer-after %s → %s ms', (mode, answerAfter, expected) => {
    const decision = decide(idle, ringing(answerAfter), mode);
    expect(decision).toEqual(expected === null ? null : { callId: 'c1', afterMs: expected });
  });

  it.each<[Settings['autoAnswer'], CallSnapshot['autoAnswer'], number | null, number | null]>([
    ['off', 'all', null, 0],
    ['off', 'on-request', 2, 2_000],
    ['off', 'on-request', null, null],
    ['all', 'off', 0, null],
    ['all', 'on-request', null, null],
    ['on-request', 'all', null, 0],
  ])('%s for all, %s for the account, answer-after %s → %s ms', (mode, autoAnswer, answerAfter, expected) => {
    const decision = decide(idle, snapshotWith({ calls: [callWith({ answerAfter, autoAnswer })] }), mode);
    expect(decision).toEqual(expected === null ? null : { callId: 'c1', afterMs: expected });
  });

  it.each<[string, Snapshot]>([
    ['do not disturb', snapshotWith({ doNotDisturb: true, calls: [callWith()] })],
    ['another call is active', snapshotWith({ calls: [callWith({ id: 'a', state: 'active' }), callWith()] })],
    [
      'another call is being set up',
      snapshotWith({ calls: [callWith({ id: 'a', state: 'connecting', direction: 'outgoing' }), callWith()] }),
    ],
    ['another call rings', snapshotWith({ calls: [callWith({ id: 'a' }), callWith()] })],
    ['the call is outgoing', snapshotWith({ calls: [callWith({ direction: 'outgoing' })] })],
    ['the call is being answered', snapshotWith({ calls: [callWith({ state: 'connecting' })] })],
    ['the call has ended', snapshotWith({ calls: [callWith({ state: 'ended' })] })],
  ])('never when %s', (_name, snapshot) => {
    expect(decide(idle, snapshot, 'all')).toBeNull();
  });

  it('does when another call has only just ended', () => {
    const snapshot = snapshotWith({ calls: [callWith({ id: 'a', state: 'ended' }), callWith()] });
    expect(decide(idle, snapshot, 'all')?.callId).toBe('c1');
  });

  it('decides once for each call', () => {
    expect(decide(ringing(null), ringing(null), 'all')).toBeNull();
  });

  it('leaves a call to the user that began to ring during another, also after that one ended', () => {
    const during = snapshotWith({ calls: [callWith({ id: 'a', state: 'active' }), callWith()] });
    expect(decide(during, ringing(null), 'all')).toBeNull();
  });
});

describe('stillWanted', () => {
  it('no longer when the call is gone', () => {
    expect(stillWanted(ringing(0), 'c1', 'on-request')).toBe(true);
    expect(stillWanted(idle, 'c1', 'on-request')).toBe(false);
  });
});

describe('setUpAutoAnswer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start(mode: Settings['autoAnswer'], forAll = false) {
    let snapshot = idle;
    let listener: (now: Snapshot, before: Snapshot) => void = () => {};
    const answered: string[][] = [];
    const settings = { settings: { autoAnswer: mode } };
    const phone = {
      get snapshot() {
        return snapshot;
      },
      onReport: (heard: typeof listener) => (listener = heard),
      answer: (...args: string[]) => answered.push(args),
    };
    setUpAutoAnswer(phone as unknown as PhoneLink, settings as unknown as SettingsStore, forAll);
    const report = (next: Snapshot) => {
      const before = snapshot;
      snapshot = next;
      listener(next, before);
    };
    return { answered, report, settings };
  }

  it('answers at once, as the machine', () => {
    const { answered, report } = start('all');
    report(ringing(null));
    expect(answered).toEqual([['c1', 'automatic']]);
  });

  it.each([true, false])('an administrator’s word above that of the accounts: %s', (forAll) => {
    const { answered, report } = start('off', forAll);
    report(snapshotWith({ calls: [callWith({ autoAnswer: 'all' })] }));
    expect(answered).toHaveLength(forAll ? 0 : 1);
  });

  it('waits as long as the caller asks', () => {
    const { answered, report } = start('on-request');
    report(ringing(2));
    vi.advanceTimersByTime(1_999);
    expect(answered).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(answered).toHaveLength(1);
  });

  it.each<[string, Snapshot]>([
    ['the call ended', idle],
    ['another call came', snapshotWith({ calls: [callWith({ answerAfter: 2 }), callWith({ id: 'c2' })] })],
    ['do not disturb was set', snapshotWith({ doNotDisturb: true, calls: [callWith({ answerAfter: 2 })] })],
  ])('does not when meanwhile %s', (_name, meanwhile) => {
    const { answered, report } = start('on-request');
    report(ringing(2));
    report(meanwhile);
    vi.advanceTimersByTime(10_000);
    expect(answered).toEqual([]);
  });

  it('does not when it was switched off meanwhile', () => {
    const { answered, report, settings } = start('on-request');
    report(ringing(2));
    settings.settings.autoAnswer = 'off';
    vi.advanceTimersByTime(10_000);
    expect(answered).toEqual([]);
  });
});
