import { expect, it } from 'vitest';
import { presentTypes, wantedTypes } from './portal-types.mjs';

it('the types are those of the definition: else `npm run portal-types`', { timeout: 60_000 }, async () => {
  expect(await presentTypes()).toBe(await wantedTypes());
});
