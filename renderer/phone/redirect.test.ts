import { describe, expect, it } from 'vitest';
import { addressKey, inDomain, readAddress } from './address';
import { chooseRedirect } from './redirect';

const from = (...visited: string[]) => ({ domain: 'pbx.test', visited: ['600', ...visited] });

describe('a redirect', () => {
  it.each([
    ['sip:601@pbx.test', 'follow'],
    ['sip:601@PBX.test:5060;transport=ws', 'follow'],
    ['tel:+4930123', 'follow'],
    ['sip:601@elsewhere.test', 'ask'],
    ['sip:601@pbx.test.elsewhere.test', 'ask'],
    ['sip:pbx.test@elsewhere.test', 'ask'],
    ['sip:601@10.0.0.1', 'ask'],
    ['sip:600@pbx.test', 'loop'],
    ['sip:6%30%30@pbx.test:5061', 'loop'],
    ['https://pbx.test/', 'nowhere'],
    ['sip:pbx.test', 'nowhere'],
    ['', 'nowhere'],
  ])('to %s: %s', (target, kind) => {
    expect(chooseRedirect([target], from()).kind).toBe(kind);
  });

  it('takes the best that was not called yet', () => {
    const targets = ['mailto:a@b.test', 'sip:600@pbx.test', 'sip:7@elsewhere.test', 'sip:8@pbx.test'];
    expect(chooseRedirect(targets, from())).toEqual({ kind: 'ask', target: 'sip:7@elsewhere.test' });
    expect(chooseRedirect(targets, from('sip:7@elsewhere.test'))).toEqual({ kind: 'follow', target: 'sip:8@pbx.test' });
    expect(chooseRedirect([], from())).toEqual({ kind: 'nowhere' });
    expect(chooseRedirect(['tel:+49-30'], from())).toEqual({ kind: 'follow', target: '+49-30' });
  });

  it('is followed five times', () => {
    const hops = ['1', '2', '3', '4'].map((user) => `sip:${user}@pbx.test`);
    expect(chooseRedirect(['sip:5@pbx.test'], from(...hops)).kind).toBe('follow');
    expect(chooseRedirect(['sip:6@pbx.test'], from(...hops, 'sip:5@pbx.test')).kind).toBe('loop');
  });
});

describe('an address', () => {
  it.each([
    ['sip:alice@pbx.test', 'alice', 'pbx.test'],
    ['SIPS:Alice:secret@PBX.TEST:5061;a=b?c=d', 'Alice', 'pbx.test'],
    ['sip:+49;phone-context=x@pbx.test', '+49', 'pbx.test'],
    ['sip:*97%23@[2001:DB8::1]:5060', '*97#', '[2001:db8::1]'],
    ['sip:a%zz@pbx.test', 'a%zz', 'pbx.test'],
    ['tel:+49-30;phone-context=x', '+49-30', ''],
    ['600', '600', ''],
  ])('%s', (text, user, host) => expect(readAddress(text)).toEqual({ user, host }));

  it.each(['sip:', 'http://x', 'a b', 'a@b', ''])('%s is none', (text) => expect(readAddress(text)).toBeNull());

  it('is the same in every spelling', () => {
    expect(addressKey('+49 30-12'.replace(' ', ''), 'pbx.test')).toBe(
      addressKey('sip:+493012@PBX.test:5061', 'pbx.test'),
    );
    expect(addressKey('sip:600@other.test', 'pbx.test')).not.toBe(addressKey('600', 'pbx.test'));
  });

  it('is inside or outside', () => {
    expect(inDomain('600', 'pbx.test')).toBe(true);
    expect(inDomain('sip:600@Pbx.Test', 'pbx.test')).toBe(true);
    expect(inDomain('sip:600@pbx.test.evil.test', 'pbx.test')).toBe(false);
  });
});
