import { describe, expect, it, vi } from 'vitest';
import { mayLeave } from './security';

vi.mock('electron', () => ({ app: {}, shell: {} }));

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
