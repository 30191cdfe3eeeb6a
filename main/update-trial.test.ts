import { describe, expect, it } from 'vitest';
import {
  acquitted,
  begun,
  ended,
  judge,
  lasted,
  lived,
  MAX_STARTS,
  newborn,
  nothingKept,
  registered,
  started,
  takenBack,
  type Judgement,
  type Kept,
  type Life,
  type Seen,
} from './update-trial';

const onTrial = (changes: Partial<NonNullable<Kept['trial']>> = {}): Kept => ({
  ...nothingKept,
  trial: { from: '1.0.0', to: '1.0.1', registered: true, starts: 0, ...changes },
});

describe('a start', () => {
  it('is counted until one too many has broken off', () => {
    let kept = begun(nothingKept, '1.0.0', '1.0.1', true);
    for (let start = 1; start <= MAX_STARTS; start++) {
      const result = started(kept, '1.0.1');
      expect(result.takeBack).toBe(false);
      ({ kept } = result);
      expect(kept.trial?.starts).toBe(start);
    }
    expect(started(kept, '1.0.1').takeBack).toBe(true);
  });

  it('of the version before ends the watch: the new one was not installed, or is gone', () => {
    expect(started(onTrial({ starts: 9 }), '1.0.0')).toEqual({ kept: nothingKept, takeBack: false });
  });

  it('of a version that somebody installed by hand ends it, too', () => {
    expect(started(onTrial({ starts: 9 }), '2.0.0').kept.trial).toBeNull();
  });

  it('that lasted, or was ended by its user, does not count', () => {
    expect(lasted(onTrial({ starts: 2 })).trial?.starts).toBe(0);
    expect(ended(onTrial({ starts: 2 })).trial?.starts).toBe(0);
  });

  it('that lasts is all that is asked where nothing was registered before', () => {
    expect(lasted(onTrial({ registered: false })).trial).toBeNull();
    expect(ended(onTrial({ registered: false })).trial).not.toBeNull();
  });

  it('of the version that was to come back ends the search for it', () => {
    expect(started({ ...nothingKept, back: '1.0.0' }, '1.0.0').kept.back).toBeNull();
    expect(started({ ...nothingKept, back: '1.0.0' }, '1.0.1').kept.back).toBe('1.0.0');
  });
});

describe('a version that was taken back', () => {
  it('is remembered, once', () => {
    const kept = takenBack({ ...takenBack(onTrial(), 'crashed'), trial: onTrial().trial }, 'no-window');
    expect(kept.takenBack).toEqual([{ version: '1.0.1', why: 'no-window', certain: true }]);
    expect(kept.trial).toBeNull();
  });

  it('for not registering is at fault for certain only when the one before registers', () => {
    const suspect = takenBack(onTrial(), 'not-registered');
    expect(suspect.takenBack[0]?.certain).toBe(false);
    expect(registered(suspect, '1.0.0').takenBack[0]?.certain).toBe(true);
    expect(acquitted(suspect, '1.0.0').takenBack).toEqual([]);
  });

  it('and still runs, because the one before has to be fetched, judges itself only by registering', () => {
    const suspect = { ...takenBack(onTrial(), 'not-registered'), back: '1.0.0' };
    expect(acquitted(suspect, '1.0.1')).toEqual(suspect);
    expect(registered(suspect, '1.0.1')).toEqual(nothingKept);
    expect(registered({ ...takenBack(onTrial(), 'crashed'), back: '1.0.0' }, '1.0.1').back).toBe('1.0.0');
  });

  it('for crashing is not acquitted by a switch that is down', () => {
    expect(acquitted(takenBack(onTrial(), 'crashed'), '1.0.0').takenBack).toHaveLength(1);
  });
});

const well: Seen = { ms: 5_000, window: true, signedIn: true, ready: false, inCall: false, online: true };
/** Minutes of the same sight. */
function after(minutes: number, seen: Partial<Seen>, from: Life = newborn): Life {
  let life = from;
  for (let ms = 0; ms < minutes * 60_000; ms += 5_000) life = lived(life, { ...well, ...seen });
  return life;
}

describe('what a life is judged', () => {
  it.each<[string, Life, Partial<Seen>, Judgement]>([
    ['it has only begun', after(0.5, {}), {}, 'wait'],
    ['it is registered', after(0.1, {}), { ready: true }, 'registered'],
    ['it has a window for a minute', after(1, {}), {}, 'lasts'],
    ['it has no window for two minutes', after(2, { window: false }), {}, 'no-window'],
    ['it came up late', after(0.5, {}, after(1.5, { window: false })), {}, 'wait'],
    ['five minutes without a registration', after(5, {}), {}, 'not-registered'],
    ['an hour without a network', after(60, { online: false }), {}, 'lasts'],
    ['an hour with nobody signed in', after(60, { signedIn: false }), {}, 'lasts'],
    ['the network came a minute ago', after(1, {}, after(60, { online: false })), {}, 'lasts'],
    ['the network comes and goes', after(4, {}, after(0.1, { online: false }, after(4, {}))), {}, 'lasts'],
    ['a call is up', after(20, { inCall: true }), {}, 'lasts'],
    ['the computer slept', lived(after(4.9, {}), { ...well, ms: 3_600_000 }), {}, 'lasts'],
  ])('%s', (_, life, seen, judgement) => {
    expect(judge(life, { ...well, ...seen })).toBe(judgement);
  });
});
