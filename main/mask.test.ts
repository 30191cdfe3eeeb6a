import { describe, expect, it } from 'vitest';
import { mask } from './mask';

const SECRET = 'gEhe1m-42';

describe('mask', () => {
  it.each([
    ['a digest answer', `Authorization: Digest username="1001", realm="pbx", response="${SECRET}", nc=00000001`],
    ['a proxy answer', `Proxy-Authorization: Digest username="1001", response="${SECRET}"`],
    ['a header in lower case', `authorization: Bearer ${SECRET}`],
    ['a header in JSON', `{"Authorization":"Bearer ${SECRET}"}`],
    ['a bare bearer token', `sent Bearer ${SECRET} to the portal`],
    ['a digest response alone', `computed response="${SECRET}"`],
    ['a cookie', `Set-Cookie: session=${SECRET}; Path=/`],
    ['a password in JSON', `{"user":"1001","password":"${SECRET}"}`],
    ['a password with quotes within', `{"password":"a\\"${SECRET}","user":"1"}`],
    ['JSON within JSON', `{\\"password\\":\\"${SECRET}\\"}`],
    ['a password in a form', `user=1001&password=${SECRET}&x=1`],
    ['a password in single quotes', `password: '${SECRET}'`],
    ['a password in words', `password = ${SECRET}, user = 1001`],
    ['an access token', `access_token=${SECRET}`],
    ['an API key', `api-key: ${SECRET}`],
    ['a TURN credential', `{"urls":"turn:t.example","username":"u","credential":"${SECRET}"}`],
    ['a digest response that was cut', `computed response="${SECRET}`],
    ['a password that was cut', `{"password":"${SECRET}`],
    ['a sip address', `REGISTER sip:1001:${SECRET}@pbx.test SIP/2.0`],
    ['a sips address', `<sips:1001:${SECRET}@pbx.test>`],
    ['a web address', `wss://1001:${SECRET}@pbx.test/ws failed`],
    ['a password with an at sign', `https://u:${SECRET}@${SECRET}@pbx.test/`],
  ])('takes out %s', (_name, line) => {
    expect(mask(line)).not.toContain(SECRET);
    expect(mask(line)).toContain('•••');
  });

  it.each([
    'INVITE sip:600@pbx.test:5060 SIP/2.0',
    'SIP/2.0 401 Unauthorized',
    'connected to wss://pbx.test:8089/ws in 31 ms',
    'codec opus/48000, 250 packets, 0 lost',
    'the password was refused by pbx.test',
  ])('leaves %s alone', (line) => {
    expect(mask(line)).toBe(line);
  });

  it('keeps the scheme and the user, which an administrator needs', () => {
    expect(mask('sip:1001:pw1001@pbx.test')).toBe('sip:1001:•••@pbx.test');
    expect(mask('Authorization: Digest username="1001"')).toBe('Authorization: Digest •••');
  });

  it.each([
    ['letters', 'y'],
    ['an address', 'sip:a:'],
    ['a web address', 'a://b:'],
    ['escapes', '"password":"\\\\'],
    ['a header', 'authorization: '],
    ['spaces', ' '],
    ['keywords', 'passwd_token_'],
    ['colons', ':'],
  ])('stays quick on a long line of %s', (_name, part) => {
    const begun = performance.now();
    mask(part.repeat(Math.ceil(16_384 / part.length)));
    // A quadratic pattern takes many seconds here.
    expect(performance.now() - begun).toBeLessThan(4_000);
  });
});
