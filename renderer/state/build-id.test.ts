import { expect, it } from 'vitest';
import { supportId } from './build-id';

it('names the deployment and the build, as support asks for them', () => {
  expect(supportId('8F3A12C9-7d1e-4b8a-9a60-5f1d2c3b4a59', '4be91d0')).toBe('8f3a12c9 / 4be91d0');
});

it('names what is known', () => {
  expect(supportId('', '4be91d0')).toBe('4be91d0');
  expect(supportId('not an id', '4be91d0')).toBe('4be91d0');
  expect(supportId('8f3a12c9', '')).toBe('8f3a12c9');
});
