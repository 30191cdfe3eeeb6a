import { describe, expect, it } from 'vitest';
import { cardContent, cardPlace, displayAt } from './card-view';
import { callWith, snapshotWith } from './fakes/snapshot';

describe('cardContent', () => {
  it('shows the caller', () => {
    expect(cardContent(snapshotWith({ calls: [callWith({ via: 'Bob' })] }), 'dark', true)).toEqual({
      kind: 'ringing',
      callId: 'c1',
      name: 'Alice',
      number: '1001',
      line: '1003@pbx.test',
      via: 'Bob',
      second: false,
      more: 0,
      muted: false,
      held: false,
      theme: 'dark',
    });
  });

  it.each([
    ['nothing', []],
    ['an outgoing call', [callWith({ direction: 'outgoing' })]],
    ['a call that is being answered', [callWith({ state: 'connecting' })]],
    ['an active call', [callWith({ state: 'active' })]],
    ['an ended call', [callWith({ state: 'ended' })]],
  ])('is not there for %s', (_name, calls) => {
    expect(cardContent(snapshotWith({ calls }), 'system', true)).toBeNull();
  });

  it('says that answering holds another call', () => {
    const calls = [callWith({ id: 'a', state: 'active' }), callWith()];
    expect(cardContent(snapshotWith({ calls }), 'system', true)?.second).toBe(true);
  });

  it('shows the call that rings longest, then the next', () => {
    const calls = [callWith(), callWith({ id: 'c2' })];
    expect(cardContent(snapshotWith({ calls }), 'system', true)).toMatchObject({ callId: 'c1', more: 1 });
    calls[0] = callWith({ state: 'ended' });
    expect(cardContent(snapshotWith({ calls }), 'system', true)).toMatchObject({ callId: 'c2', more: 0 });
  });

  it('leaves out calls that are not wanted on it', () => {
    const snapshot = snapshotWith({ calls: [callWith(), callWith({ id: 'c2' })] });
    const without = (...ids: string[]) => cardContent(snapshot, 'system', true, new Set(ids));
    expect(without('c1')).toMatchObject({ callId: 'c2', more: 0 });
    expect(without('c1', 'c2')).toBeNull();
  });
});

describe('while the window is out of sight', () => {
  const live = (changes = {}) => callWith({ state: 'active', ...changes });

  it('is there for a call that is up, with its mute', () => {
    expect(cardContent(snapshotWith({ calls: [live({ muted: true })] }), 'system', false)).toMatchObject({
      kind: 'live',
      callId: 'c1',
      muted: true,
      held: false,
      second: false,
    });
  });

  it('shows the call that somebody talks in before one that is held', () => {
    const calls = [live({ id: 'held', held: true }), live({ id: 'talking' })];
    expect(cardContent(snapshotWith({ calls }), 'system', false)?.callId).toBe('talking');
    calls.pop();
    expect(cardContent(snapshotWith({ calls }), 'system', false)).toMatchObject({ callId: 'held', held: true });
  });

  it('gives way to one that rings', () => {
    const calls = [live({ id: 'a' }), callWith({ id: 'r' })];
    expect(cardContent(snapshotWith({ calls }), 'system', false)).toMatchObject({
      kind: 'ringing',
      callId: 'r',
      second: true,
    });
  });

  it.each([
    ['is being set up', [callWith({ state: 'connecting', direction: 'outgoing' })]],
    ['has ended', [callWith({ state: 'ended' })]],
  ])('is not there for a call that %s', (_name, calls) => {
    expect(cardContent(snapshotWith({ calls }), 'system', false)).toBeNull();
  });
});

describe('cardPlace', () => {
  const area = { x: 1920, y: 24, width: 1920, height: 1056 };

  it('is within the work area of its screen, away from the notifications', () => {
    expect(cardPlace(area, 'linux')).toEqual({ x: 3464, y: 932, width: 360, height: 132 });
    expect(cardPlace(area, 'win32')).toEqual({ x: 3464, y: 40, width: 360, height: 132 });
  });

  it('is as large as everything else', () => {
    expect(cardPlace(area, 'linux', 1.5)).toMatchObject({ width: 540, height: 198 });
  });

  it('keeps its upper left corner on a tiny screen', () => {
    expect(cardPlace({ x: 0, y: 0, width: 200, height: 100 }, 'linux')).toMatchObject({ x: 0, y: 0 });
  });
});

describe('displayAt', () => {
  const sharp = { nativeOrigin: { x: 0, y: 0 }, size: { width: 1440, height: 900 }, scaleFactor: 2 };
  const plain = { nativeOrigin: { x: 2880, y: 200 }, size: { width: 1280, height: 1024 }, scaleFactor: 1 };

  it.each([
    ['the last pixel of the sharp one', { x: 2879, y: 1799 }, sharp],
    ['the first of the other', { x: 2880, y: 200 }, plain],
    ['none: above the other, which lies lower', { x: 2880, y: 199 }, undefined],
  ])('knows %s', (_name, point, display) => {
    expect(displayAt([sharp, plain], point)).toBe(display);
  });
});
