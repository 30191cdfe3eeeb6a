import { describe, expect, it, vi } from 'vitest';
import { mayFrame, mayLeave } from './security';

vi.mock('electron', () => ({ app: {}, protocol: {} }));

describe('mayLeave', () => {
  it.each(['https://example.org/help', 'mailto:admin@example.org'])('%s', (address) => {
    expect(mayLeave(address)).toBe(true);
  });

  it.each([
    'http://example.org/',
    'https://user:pw@example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'app://sidetone/index.html',
    'tel:123',
    'about:blank',
    '',
    'nonsense',
  ])('not %s', (address) => {
    expect(mayLeave(address)).toBe(false);
  });
});

describe('mayFrame', () => {
  it('shows one page in a frame of the phone', () => {
    expect(mayFrame('app://page/page-frame.html', true)).toBe(true);
  });

  it.each([
    'app://sidetone/index.html',
    'app://sidetone/page-frame.html',
    'app://page/index.html',
    'app://page/page-frame.html?x',
    'https://example.org/',
    'data:text/html,x',
    'about:blank',
    'about:srcdoc',
  ])('never %s', (address) => {
    expect(mayFrame(address, true)).toBe(false);
  });

  it.each(['https://example.org/', 'about:srcdoc', 'about:blank', 'data:text/html,x', 'blob:null/1'])(
    'lets an operator’s page frame %s',
    (address) => {
      expect(mayFrame(address, false)).toBe(true);
    },
  );

  it.each([
    'app://sidetone/index.html',
    'app://page/page-frame.html',
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'about:settings',
    'chrome://gpu',
    'nonsense',
    '',
  ])('does not let it frame %s', (address) => {
    expect(mayFrame(address, false)).toBe(false);
  });
});
