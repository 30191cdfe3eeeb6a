import { describe, expect, it } from 'vitest';
import { addressOfRecord, plainUser, targetUri } from './uri';

describe('the address to call', () => {
  it.each([
    ['600', 'sip:600@pbx.test'],
    ['*97', 'sip:*97@pbx.test'],
    ['+49 123', 'sip:+49%20123@pbx.test'],
    ['#31#', 'sip:%2331%23@pbx.test'],
    ['tel:+49-(0)123', 'sip:+490123@pbx.test'],
    ['tel:7042;phone-context=example.com', 'sip:7042@pbx.test'],
    ['Jürgen', 'sip:J%C3%BCrgen@pbx.test'],
    ['高橋', 'sip:%E9%AB%98%E6%A9%8B@pbx.test'],
    ['bob@other.test', 'sip:bob@other.test'],
    ['sip:bob@other.test:5070;transport=tcp', 'sip:bob@other.test:5070;transport=tcp'],
    ['sip:1#2@other.test', 'sip:1%232@other.test'],
    ['sip:1%232@other.test', 'sip:1%232@other.test'],
    ['sip:a b@other.test', 'sip:a%20b@other.test'],
    ['sips:bob@other.test', 'sips:bob@other.test'],
    ['sip:bob@[::1]:5060', 'sip:bob@[::1]:5060'],
    ['sip:other.test', 'sip:other.test'],
    ['50%', 'sip:50%25@pbx.test'],
    ['  600  ', 'sip:600@pbx.test'],
  ])('%s is %s', (target, uri) => {
    expect(targetUri(target, 'pbx.test')?.toRaw()).toBe(uri);
  });

  it.each([
    '',
    '   ',
    'tel:',
    'tel:hello world',
    'sip:',
    'sip:@',
    'sip:bob@',
    '6\r\nX: 1',
    'bob@a b',
    'sip:bob@other.test\0',
  ])('%j is none', (target) => {
    expect(targetUri(target, 'pbx.test')).toBeUndefined();
  });

  it('is none where the domain is none', () => {
    expect(addressOfRecord('1001', 'a b')).toBeUndefined();
    expect(addressOfRecord('', 'pbx.test')).toBeUndefined();
  });

  it('shows the user as it was typed', () => {
    const uri = targetUri('#31#', 'pbx.test');
    expect(uri && plainUser(uri)).toBe('#31#');
  });
});
