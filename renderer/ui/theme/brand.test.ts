import { expect, it } from 'vitest';
import { applyBrand } from './brand';

it('gives the theme the operator’s values, and takes them away with the operator', () => {
  const root = document.createElement('div');
  applyBrand(root, { brand: '#ff7a00', 'r-m': '4px' });
  expect(root.style.getPropertyValue('--brand')).toBe('#ff7a00');
  applyBrand(root, { brand: '#2f5be0' });
  expect(root.style.getPropertyValue('--brand')).toBe('#2f5be0');
  expect(root.style.getPropertyValue('--r-m')).toBe('');
  applyBrand(root, {});
  expect(root.getAttribute('style')).toBeFalsy();
  expect(root.dataset['brand']).toBeUndefined();
});
