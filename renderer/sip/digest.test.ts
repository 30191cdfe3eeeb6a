import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keepStrongestChallenge, parseChallenges, strongest } from './challenge';
import { Credentials } from './digest';
import { sha256 } from './sha256';

describe('sha256', () => {
  it.each([0, 1, 3, 54, 55, 56, 63, 64, 65, 119, 120, 1000])('agrees with OpenSSL for %i characters', (length) => {
    const text = 'aé€😀'.repeat(length).slice(0, length - (length % 2));
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  });
});

describe('an answer', () => {
  // RFC 7616, section 3.9.1
  const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
  const opaque = 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS';
  const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('is that of RFC 7616 for %s', (algorithm, expected) => {
    const challenge = { realm: 'http-auth@example.org', nonce, opaque, algorithm, qop: 'auth', stale: false } as const;
    const value = new Credentials('Mufasa', 'Circle of Life').answer(
      challenge,
      'authorization',
      'GET',
      '/dir/index.html',
      cnonce,
    );
    expect(value).toContain(`response="${expected}"`);
    expect(value).toContain('nc=00000001');
  });

  it('has no count in the old form', () => {
    const challenge = {
      realm: 'r',
      nonce: 'n',
      opaque: undefined,
      algorithm: 'MD5',
      qop: undefined,
      stale: false,
    } as const;
    expect(new Credentials('u', 'p').answer(challenge, 'authorization', 'REGISTER', 'sip:a')).not.toMatch(
      /nc=|cnonce|qop/,
    );
  });

  it('quotes what stands in quotes', () => {
    const challenge = {
      realm: 'a "b" \\',
      nonce: 'n',
      opaque: undefined,
      algorithm: 'MD5',
      qop: 'auth',
      stale: false,
    } as const;
    expect(new Credentials('u"x', 'p').answer(challenge, 'authorization', 'REGISTER', 'sip:a')).toContain(
      'username="u\\"x", realm="a \\"b\\" \\\\"',
    );
  });
});

describe('challenges', () => {
  it('are read from a line with several', () => {
    const found = parseChallenges(
      'Digest realm="a, b", nonce="1", algorithm=MD5, Basic realm="x", Digest realm="c",nonce="2",algorithm=sha-256,stale=TRUE',
    );
    expect(found.map(({ realm, algorithm, stale }) => [realm, algorithm, stale])).toEqual([
      ['a, b', 'MD5', false],
      ['c', 'SHA-256', true],
    ]);
    expect(strongest(found)?.realm).toBe('c');
  });

  it('that cannot be answered are left out', () => {
    expect(parseChallenges('Digest realm="a"')).toEqual([]);
    expect(parseChallenges('Digest realm="a", nonce="1", qop="auth-int"')).toEqual([]);
    expect(parseChallenges('Digest realm="a", nonce="1", algorithm=AKAv1-MD5')).toEqual([]);
  });

  it('are touched in a 401 or 407 only', () => {
    const ok = 'SIP/2.0 200 OK\r\nWWW-Authenticate: nonsense\r\n\r\n';
    expect(keepStrongestChallenge(ok)).toBe(ok);
    expect(keepStrongestChallenge(ok.replace('200 OK', '401 No'))).toBe('SIP/2.0 401 No\r\n\r\n');
  });

  it('may be folded', () => {
    const folded = 'SIP/2.0 401 No\r\nWWW-Authenticate: Digest realm="a",\r\n nonce="1"\r\nVia: x\r\n\r\n';
    expect(keepStrongestChallenge(folded)).toBe(
      'SIP/2.0 401 No\r\nVia: x\r\nWWW-Authenticate: Digest realm="a", nonce="1", algorithm=MD5\r\n\r\n',
    );
  });
});
