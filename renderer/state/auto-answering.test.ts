import { expect, it } from 'vitest';
import type { Flag } from '../operator/model';
import type { App } from './app';
import { autoAnswering, isOperatorAnswering } from './auto-answering';
import { fakeBrand, fakeOperator, fakeProvisioned } from './fakes/fake-operator';

function appWith(
  flags: Flag[],
  accounts: { operator: boolean }[],
  phase: 'signed-in' | 'found' = 'signed-in',
  managed = {},
) {
  return {
    operator: fakeOperator({
      phase,
      provisioned: { ...fakeProvisioned, brand: { ...fakeBrand, flags: new Set(flags) } },
    }),
    session: { accounts: accounts.map((account) => ({ account })) },
    settings: { current: { autoAnswer: 'off' }, managed },
  } as unknown as App;
}

it('says what really happens to a call', () => {
  const theirs = [{ operator: true }];
  expect(autoAnswering(appWith(['AUTO_ANSWER'], theirs))).toBe('all');
  expect(autoAnswering(appWith([], theirs))).toBe('off');
  expect(autoAnswering(appWith(['AUTO_ANSWER'], theirs, 'found'))).toBe('off');
  // Another line goes by the settings, which are said then.
  const both = appWith(['AUTO_ANSWER'], [...theirs, { operator: false }]);
  expect(autoAnswering(both)).toBe('off');
  expect(isOperatorAnswering(both)).toBe(true);
  expect(autoAnswering(appWith(['AUTO_ANSWER'], theirs, 'signed-in', { autoAnswer: 'locked' }))).toBe('off');
});
