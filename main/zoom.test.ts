import { describe, expect, it, vi } from 'vitest';
import { zoomStep, zoomSteps } from '../preload/zoom';

vi.mock('electron', () => ({}));
const { zoomKey } = await import('./zoom');

const key = (name: string, more: object = {}) => ({
  type: 'keyDown' as const,
  key: name,
  control: true,
  meta: false,
  alt: false,
  ...more,
});

describe('zoomKey', () => {
  it.each([
    ['+', 'in'],
    ['=', 'in'],
    ['-', 'out'],
    ['_', 'out'],
    ['0', 'reset'],
    ['1', null],
    ['k', null],
  ] as const)('Ctrl %s: %s', (name, way) => {
    expect(zoomKey(key(name), 'linux')).toBe(way);
  });

  it('wants Ctrl, on a Mac Cmd, without Alt, and going down', () => {
    expect(zoomKey(key('+', { control: false }), 'win32')).toBeNull();
    expect(zoomKey(key('+'), 'darwin')).toBeNull();
    expect(zoomKey(key('+', { control: false, meta: true }), 'darwin')).toBe('in');
    expect(zoomKey(key('+', { alt: true }), 'win32')).toBeNull();
    expect(zoomKey(key('+', { type: 'keyUp' as const }), 'win32')).toBeNull();
  });
});

describe('zoomStep', () => {
  it('goes from step to step and stays within them', () => {
    const up = zoomSteps.map((step) => zoomStep(step, 'in'));
    expect(up).toEqual([0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2]);
    expect(zoomStep(0.8, 'out')).toBe(0.8);
    expect(zoomStep(2, 'out')).toBe(1.75);
    expect(zoomStep(1.75, 'reset')).toBe(1);
  });

  it('goes on from a value between the steps', () => {
    expect(zoomStep(1.3, 'in')).toBe(1.5);
    expect(zoomStep(1.3, 'out')).toBe(1.25);
    expect(zoomStep(0.5, 'out')).toBe(0.5);
    expect(zoomStep(0.5, 'in')).toBe(0.8);
  });
});
