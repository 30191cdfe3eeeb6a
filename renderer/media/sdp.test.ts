import { describe, expect, it } from 'vitest';
import { IncompatibleError } from '../phone/ports';
import {
  attributeOf,
  codecsOf,
  directionOf,
  offerDirection,
  parseSdp,
  remoteHoldAfter,
  speakableAudio,
  transportIdentity,
  withOneSection,
  type Direction,
} from './sdp';

const session = ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0'];
const codecs = ['opus', 'g722', 'pcmu', 'pcma'];
const secure = [
  'a=ice-ufrag:abcd',
  'a=ice-pwd:secretsecretsecretsecret',
  'a=fingerprint:sha-256 AA:BB',
  'a=setup:actpass',
];
const sdp = (...lines: string[]) => [...session, ...lines, ''].join('\r\n');
const audio = (...lines: string[]) =>
  sdp('m=audio 5004 UDP/TLS/RTP/SAVPF 0 101', ...secure, 'a=rtpmap:101 telephone-event/8000', ...lines);
const first = (text: string) => {
  const parsed = parseSdp(text);
  return { parsed, section: parsed.media[0]! };
};

describe('direction', () => {
  it.each<[string, string, Direction]>([
    ['none said', audio(), 'sendrecv'],
    ['in the section', audio('a=sendonly'), 'sendonly'],
    ['for the session', audio().replace('t=0 0', 't=0 0\r\na=inactive'), 'inactive'],
    ['the section wins', audio('a=recvonly').replace('t=0 0', 't=0 0\r\na=inactive'), 'recvonly'],
    ['not from a longer name', audio('a=sendonly-ish', 'a=x-recvonly:1'), 'sendrecv'],
    ['not from a value', audio('a=label:inactive'), 'sendrecv'],
    ['bare line feeds', audio('a=sendonly').replaceAll('\r\n', '\n'), 'sendonly'],
  ])('%s', (_, text, direction) => {
    const { parsed, section } = first(text);
    expect(directionOf(parsed, section)).toBe(direction);
  });

  it('of another section says nothing about the audio', () => {
    const { parsed, section } = first(audio() + 'm=video 5006 UDP/TLS/RTP/SAVPF 96\r\na=inactive\r\n');
    expect(directionOf(parsed, section)).toBe('sendrecv');
  });
});

describe('hold (RFC 3264, section 8.4)', () => {
  it.each([
    [false, false, 'sendrecv'],
    [true, false, 'sendonly'],
    [true, true, 'inactive'],
    [false, true, 'sendrecv'],
  ] as const)('local %s, remote %s: we offer %s', (local, remote, direction) => {
    expect(offerDirection({ local, remote })).toBe(direction);
  });

  it.each([
    ['sendonly', true],
    ['inactive', true],
    ['sendrecv', false],
    ['recvonly', false],
  ] as const)('their offer %s: held %s', (theirs, held) => {
    expect(remoteHoldAfter(!held, theirs, null)).toBe(held);
  });

  it('their answer to our hold does not tell whether they hold us', () => {
    for (const before of [true, false]) {
      expect(remoteHoldAfter(before, 'inactive', 'sendonly')).toBe(before);
      expect(remoteHoldAfter(before, 'inactive', 'inactive')).toBe(before);
      expect(remoteHoldAfter(before, 'recvonly', 'sendonly')).toBe(before);
    }
  });

  it('their answer to an offer that listens does', () => {
    expect(remoteHoldAfter(false, 'sendonly', 'sendrecv')).toBe(true);
    expect(remoteHoldAfter(true, 'sendrecv', 'sendrecv')).toBe(false);
  });
});

describe('what we can speak', () => {
  const refusal = (text: string) => {
    try {
      speakableAudio(parseSdp(text), codecs);
    } catch (error) {
      return error;
    }
    return null;
  };

  it('takes static payload types without a map, and RTP/SAVPF as well', () => {
    expect(refusal(audio())).toBeNull();
    expect(refusal(audio().replace('UDP/TLS/', ''))).toBeNull();
  });

  it('takes keys and fingerprint of the session level', () => {
    const text = sdp(...secure, 'm=audio 5004 UDP/TLS/RTP/SAVPF 8');
    expect(refusal(text)).toBeNull();
  });

  it.each([
    ['no audio', sdp('m=video 5004 UDP/TLS/RTP/SAVPF 96', ...secure), /No audio/],
    ['audio switched off', audio().replace('m=audio 5004', 'm=audio 0'), /No audio/],
    ['an empty text', '', /No audio/],
    ['plain RTP', sdp('m=audio 5004 RTP/AVP 0 8'), /not encrypted \(RTP\/AVP\)/],
    ['SDES', sdp('m=audio 5004 RTP/SAVP 0', 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x'), /SDES/],
    ['a fingerprint on plain RTP', audio().replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), /not encrypted/],
    ['no ICE', audio().replace(/a=ice-.*\r\n/g, ''), /ICE/],
    ['G.729 only', audio().replace('SAVPF 0 101', 'SAVPF 18 101'), /No codec in common/],
    ['a dynamic type without a map', audio().replace('SAVPF 0 101', 'SAVPF 111'), /No codec in common/],
  ])('refuses %s', (_, text, message) => {
    const error = refusal(text);
    expect(error).toBeInstanceOf(IncompatibleError);
    expect(String(error)).toMatch(message);
  });

  it('finds the encrypted one of two', () => {
    const parsed = parseSdp(sdp('m=audio 5002 RTP/AVP 0', 'm=audio 5004 UDP/TLS/RTP/SAVPF 0', ...secure));
    expect(speakableAudio(parsed, codecs)).toBe(parsed.media[1]);
  });

  it('reads codec names in the order of preference, whatever their case', () => {
    const { section } = first(sdp('m=audio 1 RTP/SAVPF 111 9 0', 'a=rtpmap:111 OPUS/48000/2', 'a=rtpmap:0 PCMU/8000'));
    expect(codecsOf(section)).toEqual(['opus', 'g722', 'pcmu']);
  });
});

describe('the transport', () => {
  it('is another one when the fingerprint or the ICE credentials are', () => {
    const identity = (text: string) => {
      const { parsed, section } = first(text);
      return transportIdentity(parsed, section);
    };
    expect(identity(audio('a=sendonly'))).toBe(identity(audio()));
    expect(identity(audio().replace('AA:BB', 'AA:CC'))).not.toBe(identity(audio()));
    expect(identity(audio().replace('abcd', 'abce'))).not.toBe(identity(audio()));
  });
});

describe('switching other sections off', () => {
  const two = sdp(
    'a=group:BUNDLE 0 1',
    'm=video 5006 UDP/TLS/RTP/SAVPF 96',
    'a=mid:0',
    'm=audio 5004 UDP/TLS/RTP/SAVPF 0',
    'a=mid:1',
  );

  it('leaves the one, and takes the others out of the group', () => {
    const parsed = parseSdp(withOneSection(two, 1));
    expect(parsed.media.map(({ kind, port }) => [kind, port])).toEqual([
      ['video', 0],
      ['audio', 5004],
    ]);
    expect(attributeOf(parsed, parsed.media[1]!, 'group')).toBe('BUNDLE 1');
  });

  it('gives an offer of audio alone back as it is', () => {
    expect(withOneSection(audio(), 0)).toBe(audio());
  });
});
