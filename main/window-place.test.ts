import { describe, expect, it } from 'vitest';
import { firstSize, place, placeFor, screensKey, smallest, within, withPlace, type KeptPlace } from './window-place';

const primary = { x: 0, y: 24, width: 1920, height: 1056 };
const left = { x: -1280, y: 0, width: 1280, height: 1024 };
const window = { x: 100, y: 100, width: 380, height: 680 };

describe('place', () => {
  it('leaves a first start to the system', () => {
    expect(place(null, [primary])).toBeNull();
    expect(place(window, [])).toBeNull();
  });

  it('comes back where it was, on either screen', () => {
    expect(place(window, [primary, left])).toEqual(window);
    expect(place({ ...window, x: -1000 }, [primary, left])).toEqual({ ...window, x: -1000 });
  });

  it('may hang over an edge as long as it can be grabbed', () => {
    expect(place({ ...window, x: 1780 }, [primary])).toEqual({ ...window, x: 1780 });
  });

  it.each([
    ['its screen is gone', { ...window, x: -1000 }],
    ['it is right of everything', { ...window, x: 5000 }],
    ['it is below everything', { ...window, y: 1070 }],
    ['its title bar is above the screen', { ...window, y: -300 }],
    ['only a sliver is left', { ...window, x: 1900 }],
  ])('comes to the middle of the primary screen when %s', (_name, remembered) => {
    expect(place(remembered, [primary])).toEqual({ x: 770, y: 212, width: 380, height: 680 });
  });

  it('is never larger than its screen nor smaller than it can be used', () => {
    expect(place({ x: 0, y: 24, width: 4000, height: 3000 }, [primary])).toMatchObject({ width: 1920, height: 1056 });
    expect(place({ x: 0, y: 24, width: 130, height: 50 }, [primary])).toMatchObject({ width: 320, height: 480 });
  });
});

describe('places for sets of screens', () => {
  const laptop = { bounds: { x: 0, y: 0, width: 1440, height: 900 }, scaleFactor: 2 };
  const desk = { bounds: { x: 1440, y: -180, width: 2560, height: 1440 }, scaleFactor: 1 };
  const kept = (screens: string, x = 0): KeptPlace => ({ x, y: 0, width: 380, height: 680, maximized: false, screens });

  it('names a set by what it is made of, in any order', () => {
    expect(screensKey([laptop, desk])).toBe(screensKey([desk, laptop]));
    expect(screensKey([laptop])).not.toBe(screensKey([laptop, desk]));
    expect(screensKey([{ ...laptop, scaleFactor: 1 }])).not.toBe(screensKey([laptop]));
    expect(screensKey([laptop, { ...desk, bounds: { ...desk.bounds, x: -2560 } }])).not.toBe(
      screensKey([laptop, desk]),
    );
  });

  it('takes the place of these screens, else the last one, else none', () => {
    const places = [kept('office', 1), kept('home', 2)];
    expect(placeFor(places, 'home')?.x).toBe(2);
    expect(placeFor(places, 'hotel')?.x).toBe(1);
    expect(placeFor([], 'home')).toBeNull();
  });

  it('keeps one place for each set, the last first, and not without end', () => {
    expect(withPlace([kept('office', 1), kept('home', 2)], kept('home', 3))).toEqual([
      kept('home', 3),
      kept('office', 1),
    ]);
    const many = Array.from({ length: 40 }, (_, index) => kept(String(index)));
    expect(many.reduce<KeptPlace[]>(withPlace, [])).toHaveLength(16);
  });
});

describe('sizes', () => {
  it('grow with the zoom, up to what the screen has', () => {
    expect(smallest(1, primary)).toEqual({ width: 320, height: 480 });
    expect(smallest(0.8, primary)).toEqual({ width: 320, height: 480 });
    expect(smallest(2, primary)).toEqual({ width: 640, height: 960 });
    expect(smallest(2, { x: 0, y: 0, width: 1366, height: 728 })).toEqual({ width: 640, height: 728 });
    expect(place(window, [primary], 2)).toEqual({ x: 100, y: 100, width: 640, height: 960 });
  });

  it('that have grown stay on the screen', () => {
    expect(within({ x: 493, y: 20, width: 640, height: 768 }, { x: 0, y: 0, width: 1366, height: 768 })).toEqual({
      x: 493,
      y: 0,
      width: 640,
      height: 768,
    });
    expect(within({ x: 1800, y: 700, width: 640, height: 960 }, primary)).toMatchObject({ x: 1280, y: 120 });
    expect(within({ x: 5, y: 30, width: 4000, height: 3000 }, primary)).toMatchObject({ x: 0, y: 24 });
  });

  it('fit on a small screen from the first start on', () => {
    expect(firstSize(primary, 1)).toEqual({ width: 380, height: 680 });
    expect(firstSize({ x: 0, y: 0, width: 700, height: 500 }, 1)).toEqual({ width: 380, height: 500 });
    expect(firstSize(primary, 1.5)).toEqual({ width: 570, height: 1020 });
    expect(firstSize(undefined, 1)).toEqual({ width: 380, height: 680 });
  });
});
