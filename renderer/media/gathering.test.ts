import { expect, it } from 'vitest';
import { awaitedTypes, hasCandidate, isGathered } from './gathering';

const description = (ufrag: string, ...types: string[]) =>
  ['v=0', 'm=video 0 UDP/TLS/RTP/SAVPF 0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', `a=ice-ufrag:${ufrag}`]
    .concat(types.map((type, index) => `a=candidate:${index} 1 udp 1 192.0.2.1 5000 typ ${type} generation 0`))
    .join('\r\n');

it.each([
  [[], ['host']],
  [['stun:a'], ['host', 'srflx']],
  [
    ['turns:a', 'stun:b'],
    ['host', 'relay'],
  ],
])('servers %j are waited for as %j', (urls, types) => {
  expect(awaitedTypes(urls.map((url) => ({ urls: url })))).toEqual(types);
  expect(awaitedTypes([{ urls }])).toEqual(types);
});

it('is ready with the awaited candidates, or with what there is when no more will come', () => {
  expect(isGathered(description('new'), 'old', ['host'], false)).toBe(false);
  expect(isGathered(description('new', 'host'), 'old', ['host'], false)).toBe(true);
  expect(isGathered(description('new', 'host'), null, ['host', 'srflx'], false)).toBe(false);
  expect(isGathered(description('new', 'host'), null, ['host', 'srflx'], true)).toBe(true);
  expect(isGathered(description('new', 'host', 'srflx'), null, ['host', 'srflx'], false)).toBe(true);
});

it('is not ready because the transport before was complete', () => {
  expect(isGathered(description('new'), 'old', ['host'], true)).toBe(false);
});

it('is ready at once on the same transport', () => {
  expect(isGathered(description('old', 'host'), 'old', ['host', 'relay'], false)).toBe(true);
});

it('knows a description that names no way to us', () => {
  expect(hasCandidate(description('new'))).toBe(false);
  expect(hasCandidate(description('new', 'host'))).toBe(true);
});

it('does not count candidates of TCP, which may come first', () => {
  const early = `${description('new')}\r\na=candidate:1 1 tcp 1518214911 192.0.2.1 9 typ host tcptype active`;
  expect(hasCandidate(early)).toBe(false);
  expect(isGathered(early, null, ['host'], false)).toBe(false);
});
