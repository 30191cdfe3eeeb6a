import { describe, expect, it, vi } from 'vitest';
import { permits } from './permissions';

vi.mock('electron', () => ({ protocol: {}, systemPreferences: {} }));

const OURS = 'app://sidetone/';

describe('permits', () => {
  it.each(['speaker-selection', 'clipboard-sanitized-write', 'local-network-access', 'loopback-network', 'hid'])(
    '%s',
    (name) => {
      expect(permits(name, OURS)).toBe(true);
      expect(permits(name, 'app://sidetone/index.html')).toBe(true);
    },
  );

  it('the microphone, never the camera or the screen', () => {
    expect(permits('media', OURS, ['audio'])).toBe(true);
    expect(permits('media', OURS, ['video'])).toBe(false);
    expect(permits('media', OURS, ['audio', 'video'])).toBe(false);
    expect(permits('media', OURS, [])).toBe(false);
    expect(permits('display-capture', OURS)).toBe(false);
  });

  it.each([
    'notifications',
    'geolocation',
    'openExternal',
    'usb',
    'fullscreen',
    'clipboard-read',
    'midi',
    'toString',
    '__proto__',
    '',
  ])('not %s', (name) => {
    expect(permits(name, OURS)).toBe(false);
  });

  it.each([
    'https://sidetone/',
    'app://sidetone.evil/',
    'app://other/',
    'file:///',
    'null',
    '',
    'https://evil.example/app://sidetone/',
  ])('nothing for %s', (origin) => {
    expect(permits('media', origin, ['audio'])).toBe(false);
    expect(permits('speaker-selection', origin)).toBe(false);
  });
});
