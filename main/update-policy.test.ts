import { describe, expect, it, test } from 'vitest';
import { channelOf, isChecksum, isSafeServer, nextLook, problemOf, verdict } from './update-policy';

describe('which version is taken', () => {
  const free = { current: '1.2.0', pinned: '', takenBack: [] };
  it.each([
    ['1.2.1', free, 'take'],
    ['1.2.0', free, 'same'],
    ['1.1.9', free, 'older'],
    ['1.2.0-beta.3', free, 'older'],
    ['1.3.0-beta.1', free, 'take'],
    ['../evil', free, 'no-version'],
    ['1.2.1', { ...free, takenBack: ['1.2.1'] }, 'taken-back'],
    ['1.2.2', { ...free, takenBack: ['1.2.1'] }, 'take'],
    ['1.1.0', { ...free, pinned: '1.1.0' }, 'take'],
    ['1.2.0', { ...free, pinned: '1.2.0' }, 'same'],
    ['1.3.0', { ...free, pinned: '1.2.0' }, 'not-pinned'],
    ['1.3.0', { ...free, pinned: '1.3.0' }, 'take'],
    ['1.1.0', { ...free, pinned: '1.1.0', takenBack: ['1.1.0'] }, 'taken-back'],
  ] as const)('%s, with %o: %s', (offered, standing, expected) => {
    expect(verdict(offered, standing)).toBe(expected);
  });
});

test.each([
  ['stable', '', false, 'latest'],
  ['beta', '', false, 'beta'],
  ['beta', '1.0.3', false, '1.0.3'],
  ['beta', '1.0.3', true, 'latest'],
  ['stable', '1.0.3-beta.1', true, 'beta'],
] as const)('on %s with the pin "%s" (its own folder: %s) it asks for %s', (channel, pinned, byFolder, name) => {
  expect(channelOf(channel, pinned, byFolder)).toBe(name);
});

test.each([
  ['https://updates.example.com/sidetone', true],
  ['http://updates.example.com/sidetone', false],
  ['http://127.0.0.1:8080', true],
  ['http://[::1]:8080', true],
  ['http://127.0.0.1.example.com', false],
  ['file:///etc', false],
  ['', false],
])('the server %s: %s', (address, safe) => {
  expect(isSafeServer(address)).toBe(safe);
});

test.each([
  [`${'A'.repeat(86)}==`, true],
  ['0'.repeat(128), true],
  ['', false],
  [undefined, false],
  ['A'.repeat(64), false],
])('the checksum %s: %s', (text, good) => {
  expect(isChecksum(text)).toBe(good);
});

const coded = (code: string, message = '') => Object.assign(new Error(message), { code });
test.each([
  [coded('ENOSPC'), 'disk-full'],
  [coded('EDQUOT'), 'disk-full'],
  [coded('ERR_CHECKSUM_MISMATCH'), 'tampered'],
  [coded('ERR_UPDATER_INVALID_SIGNATURE'), 'tampered'],
  [new Error('net::ERR_CONNECTION_REFUSED'), 'unreachable'],
  [new Error('net::ERR_INTERNET_DISCONNECTED'), 'unreachable'],
  [new Error('net::ERR_CONTENT_LENGTH_MISMATCH'), 'broken-server'],
  [new Error('net::ERR_BLOCKED_BY_CLIENT'), 'broken-server'],
  [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'broken-server'],
  [coded('HTTP_ERROR_500'), 'broken-server'],
  [coded('ERR_UPDATER_CHANNEL_FILE_NOT_FOUND'), 'broken-server'],
  [new Error('Cannot download "https://a/b", status 404: Not Found'), 'broken-server'],
  [new TypeError("Cannot read properties of undefined (reading 'version')"), 'broken-server'],
  [coded('EACCES'), 'other'],
  ['what', 'other'],
])('%s is %s', (error, problem) => {
  expect(problemOf(error)).toBe(problem);
});

test('2,000 phones that start together ask over half an hour, at most some in a second', () => {
  const perSecond = new Map<number, number>();
  for (let phone = 0; phone < 2_000; phone++) {
    const second = Math.floor(nextLook('first', (phone * 0.618_034) % 1) / 1000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  const busy = [...perSecond.keys()];
  expect(Math.min(...busy)).toBeGreaterThanOrEqual(60);
  expect(Math.max(...busy)).toBeLessThanOrEqual(31 * 60);
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(3);
});

test('it looks every three to five hours, and sooner after a failure', () => {
  const hour = 3_600_000;
  expect([nextLook('regular', 0), nextLook('regular', 1)]).toEqual([3 * hour, 5 * hour]);
  expect(nextLook('again', 1)).toBeLessThan(nextLook('regular', 0));
});
