import { describe, expect, it } from 'vitest';
import { checkSignIn, isUnencrypted, serverAddress, type SignInValues } from './sign-in-check';

const typed: SignInValues = {
  server: 'wss://pbx.test:8089/ws',
  user: '1001',
  password: 'pw',
  displayName: '',
  domain: '',
  authUser: '',
  expires: '600',
  iceServers: '',
};

describe('serverAddress', () => {
  it.each([
    ['pbx.test', 'wss://pbx.test'],
    ['pbx.test:8089/ws', 'wss://pbx.test:8089/ws'],
    [' wss://pbx.test/ws ', 'wss://pbx.test/ws'],
    ['https://pbx.test/ws', 'wss://pbx.test/ws'],
    ['ws://127.0.0.1:8088/ws', 'ws://127.0.0.1:8088/ws'],
    ['ftp://pbx.test', null],
    ['wss://me:secret@pbx.test', null],
    ['two words', null],
    ['', null],
  ])('%s', (input, address) => {
    expect(serverAddress(input)).toBe(address);
  });
});

it('warns of a server without encryption, not of this computer', () => {
  expect(isUnencrypted('ws://pbx.test')).toBe(true);
  expect(isUnencrypted('wss://pbx.test')).toBe(false);
  expect(isUnencrypted('ws://127.0.0.1:5000')).toBe(false);
});

describe('checkSignIn', () => {
  it('takes the domain from the server, or from the address', () => {
    expect(checkSignIn(typed, 'id').account).toMatchObject({
      id: 'id',
      domain: 'pbx.test',
      user: '1001',
      practice: false,
    });
    expect(checkSignIn({ ...typed, user: 'sip:ann@home.test' }, 'id').account).toMatchObject({
      user: 'ann',
      domain: 'home.test',
    });
    expect(checkSignIn({ ...typed, user: 'ann@home.test', domain: 'other.test' }, 'id').account?.domain).toBe(
      'other.test',
    );
  });

  it.each([
    ['server', { server: '' }],
    ['server', { server: 'a b' }],
    ['user', { user: '' }],
    ['user', { user: 'a b' }],
    ['password', { password: '' }],
    ['domain', { domain: 'no domain' }],
    ['expires', { expires: '5' }],
    ['expires', { expires: 'soon' }],
    ['iceServers', { iceServers: 'turn:without.credentials' }],
    ['iceServers', { iceServers: 'http://x' }],
  ] as const)('says what is wrong with %s: %o', (field, change) => {
    const { account, errors } = checkSignIn({ ...typed, ...change }, 'id');
    expect(account).toBeNull();
    expect(Object.keys(errors)).toEqual([field]);
  });

  it('reads STUN and TURN servers', () => {
    const { account } = checkSignIn({ ...typed, iceServers: 'stun:a.test:3478\nturn:b.test:443 me secret' }, 'id');
    expect(account?.iceServers).toEqual([
      { urls: 'stun:a.test:3478' },
      { urls: 'turn:b.test:443', username: 'me', credential: 'secret' },
    ]);
  });
});
