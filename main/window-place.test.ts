import { describe, expect, it } from 'vitest';
import { place } from './window-place';

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
