import { describe, expect, it } from 'vitest';
import { withOurOpus, withTheirOpus } from './opus';
import { parseSdp } from './sdp';
import type { OpusSettings } from './settings';

const settings: OpusSettings = { bitrate: 32, fec: true, dtx: false, packetTime: 20 };
const sdp = (...lines: string[]) =>
  ['v=0', 's=-', 'm=audio 9 UDP/TLS/RTP/SAVPF 111 0', 'a=rtpmap:111 opus/48000/2', ...lines, ''].join('\r\n');
const read = (text: string) => {
  const attributes = parseSdp(text).media[0]!.attributes;
  const fmtp = attributes.filter(({ name }) => name === 'fmtp').map(({ value }) => value);
  return [...fmtp, ...attributes.filter(({ name }) => name === 'ptime').map(({ value }) => value)];
};

describe('what we say', () => {
  it('has our wishes beside what WebRTC wrote, once each', () => {
    const text = withOurOpus(sdp('a=fmtp:111 minptime=10;useinbandfec=1', 'a=ptime:20'), {
      ...settings,
      bitrate: 24,
      fec: false,
      dtx: true,
      packetTime: 40,
    });
    expect(read(text)).toEqual(['111 minptime=10;useinbandfec=0;maxaveragebitrate=24000;usedtx=1', '40']);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.split('\r\n').filter((line) => line === '')).toHaveLength(1);
  });

  it('leaves a description without Opus, and other sections, alone', () => {
    const plain = sdp().replace('opus/48000/2', 'G722/8000');
    expect(withOurOpus(plain, settings)).toBe(plain);
    const off = sdp().replace('audio 9', 'audio 0');
    expect(withOurOpus(off, settings)).toBe(off);
    const video = 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n';
    expect(withOurOpus(sdp() + video, settings).endsWith(video)).toBe(true);
  });
});

describe('what we do', () => {
  it.each<[string, string[], Partial<OpusSettings>, string[]]>([
    ['no parameters of theirs', [], {}, ['111 maxaveragebitrate=32000;useinbandfec=0;usedtx=0', '20']],
    [
      'their bit rate is lower',
      ['a=fmtp:111 maxaveragebitrate=16000'],
      {},
      ['111 maxaveragebitrate=16000;useinbandfec=0;usedtx=0', '20'],
    ],
    [
      'ours is',
      ['a=fmtp:111 maxaveragebitrate=64000'],
      {},
      ['111 maxaveragebitrate=32000;useinbandfec=0;usedtx=0', '20'],
    ],
    [
      'FEC where both want it',
      ['a=fmtp:111 UseInbandFEC=1; stereo=0'],
      {},
      ['111 useinbandfec=1;stereo=0;maxaveragebitrate=32000;usedtx=0', '20'],
    ],
    [
      'no FEC where we do not',
      ['a=fmtp:111 useinbandfec=1'],
      { fec: false },
      ['111 useinbandfec=0;maxaveragebitrate=32000;usedtx=0', '20'],
    ],
    ['DTX as we want', ['a=fmtp:111 usedtx=1'], {}, ['111 usedtx=0;maxaveragebitrate=32000;useinbandfec=0', '20']],
    [
      'our packet time',
      ['a=ptime:20'],
      { packetTime: 60 },
      ['111 maxaveragebitrate=32000;useinbandfec=0;usedtx=0', '60'],
    ],
    [
      'not longer than they can take',
      ['a=ptime:20', 'a=maxptime:50'],
      { packetTime: 60 },
      ['111 maxaveragebitrate=32000;useinbandfec=0;usedtx=0', '40'],
    ],
    ['shorter than we can', ['a=maxptime:5'], {}, ['111 maxaveragebitrate=32000;useinbandfec=0;usedtx=0', '10']],
  ])('%s', (_, lines, changes, expected) => {
    expect(read(withTheirOpus(sdp(...lines), { ...settings, ...changes }))).toEqual(expected);
  });
});
