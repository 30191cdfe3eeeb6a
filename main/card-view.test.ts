import { describe, expect, it } from 'vitest';
import { cardContent, cardPlace } from './card-view';
import { callWith, snapshotWith } from './fakes/snapshot';

describe('cardContent', () => {
  it('shows the caller', () => {
    expect(cardContent(snapshotWith({ calls: [callWith()] }), 'dark')).toEqual({
      callId: 'c1',
      name: 'Alice',
      number: '1001',
      line: '1003@pbx.test',
      second: false,
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
    expect(cardContent(snapshotWith({ calls }), 'system')).toBeNull();
  });

  it('says that answering holds another call', () => {
    const calls = [callWith({ id: 'a', state: 'active' }), callWith()];
    expect(cardContent(snapshotWith({ calls }), 'system')?.second).toBe(true);
  });

  it('shows the call that rings longest, then the next', () => {
    const calls = [callWith(), callWith({ id: 'c2' })];
    expect(cardContent(snapshotWith({ calls }), 'system')?.callId).toBe('c1');
    calls[0] = callWith({ state: 'ended' });
    expect(cardContent(snapshotWith({ calls }), 'system')?.callId).toBe('c2');
  });
});

describe('cardPlace', () => {
  const area = { x: 1920, y: 24, width: 1920, height: 1056 };

  it('is within the work area of its screen, away from the notifications', () => {
    expect(cardPlace(area, 'linux')).toEqual({ x: 3464, y: 932, width: 360, height: 132 });
    expect(cardPlace(area, 'win32')).toEqual({ x: 3464, y: 40, width: 360, height: 132 });
  });

  it('keeps its upper left corner on a tiny screen', () => {
    expect(cardPlace({ x: 0, y: 0, width: 200, height: 100 }, 'linux')).toMatchObject({ x: 0, y: 0 });
  });
});
