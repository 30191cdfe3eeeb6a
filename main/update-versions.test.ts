import { expect, test } from 'vitest';
import { compareVersions, isPreRelease, isVersion } from './update-versions';

test('versions are ordered as semver.org § 11 has them', () => {
  const inOrder = [
    'nonsense',
    '0.9.9',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.1',
    '1.2.0',
    '1.10.0',
    '2.0.0',
  ];
  const shuffled = [...inOrder].reverse();
  expect(shuffled.toSorted(compareVersions)).toEqual(inOrder);
});

test.each([
  ['1.0.0', '1.0.0'],
  ['1.0.0', 'v1.0.0'],
  ['1.0.0+a', '1.0.0+b'],
  ['x', 'y'],
])('%s is %s', (one, other) => {
  expect(compareVersions(one, other)).toBe(0);
});

test.each(['', '1', '1.0', '1.0.0.0', '1.0.0-', '../1.0.0', '1.0.0/../..', `1.0.0-${'a'.repeat(65)}`])(
  '"%s" is no version',
  (text) => {
    expect(isVersion(text)).toBe(false);
  },
);

test('a pre-release is one', () => {
  expect(isPreRelease('1.0.0-beta.1')).toBe(true);
  expect(isPreRelease('1.0.0')).toBe(false);
});
