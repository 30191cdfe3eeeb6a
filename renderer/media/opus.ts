/**
 * The Opus settings in session descriptions (RFC 7587, section 6.1). What we send out says how they should send; what
 * came from them, before WebRTC reads it, says how we do.
 */
import { parseSdp } from './sdp';
import type { OpusSettings } from './settings';

/** As it goes out: the bit rate at most, FEC, DTX and the packet time that we want to receive. */
export function withOurOpus(text: string, opus: OpusSettings): string {
  return rewrite(text, (fmtp) => ({
    fmtp: {
      ...fmtp,
      maxaveragebitrate: String(opus.bitrate * 1000),
      useinbandfec: opus.fec ? '1' : '0',
      usedtx: opus.dtx ? '1' : '0',
    },
    ptime: opus.packetTime,
  }));
}

/**
 * As WebRTC gets it: our settings within what they can take. Their bit rate and `maxptime` are limits (RFC 7587 and
 * RFC 8866, section 6.4); FEC is no use to who does not ask for it; DTX is ours to choose.
 */
export function withTheirOpus(text: string, opus: OpusSettings): string {
  return rewrite(text, (fmtp, maxptime) => ({
    fmtp: {
      ...fmtp,
      maxaveragebitrate: String(Math.min(opus.bitrate * 1000, Number(fmtp['maxaveragebitrate']) || Infinity)),
      useinbandfec: opus.fec && fmtp['useinbandfec'] === '1' ? '1' : '0',
      usedtx: opus.dtx ? '1' : '0',
    },
    ptime: [...packetTimes].reverse().find((time) => time <= Math.min(opus.packetTime, maxptime)) ?? packetTimes[0],
  }));
}

const packetTimes = [10, 20, 40, 60] as const;

type Fmtp = Record<string, string>;
interface Opus {
  fmtp: Fmtp;
  /** ms; of the whole section, whichever codec it comes to (RFC 8866, section 6.4) */
  ptime: number;
}

/** Changes every audio section that has Opus; any other text comes back as it is. */
function rewrite(text: string, change: (fmtp: Fmtp, maxptime: number) => Opus): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  // Section by section, the first being the session itself.
  return text
    .split(/^(?=m=)/m)
    .map((part) => {
      const [section] = parseSdp(part).media;
      const opusType = section?.attributes
        .filter(({ name }) => name === 'rtpmap')
        .map(({ value }) => /^(\d+)\s+opus\//i.exec(value)?.[1])
        .find((type) => type !== undefined && section.formats.includes(type));
      if (section?.kind !== 'audio' || section.port === 0 || opusType === undefined) return part;
      const of = (name: string) => section.attributes.find((attribute) => attribute.name === name)?.value;
      const maxptime = Number(of('maxptime')) || Infinity;
      const own = section.attributes.find(({ name, value }) => name === 'fmtp' && value.split(/\s+/)[0] === opusType);
      const { fmtp, ptime } = change(readFmtp(own?.value.slice(opusType.length) ?? ''), maxptime);
      const lines = part
        .split(/\r\n|\r|\n/)
        .filter((line) => line !== '' && !line.startsWith('a=ptime:') && !line.startsWith(`a=fmtp:${opusType} `));
      const written = Object.entries(fmtp).map(([name, value]) => (value === '' ? name : `${name}=${value}`));
      return [...lines, `a=fmtp:${opusType} ${written.join(';')}`, `a=ptime:${ptime}`, ''].join(end);
    })
    .join('');
}

function readFmtp(text: string): Fmtp {
  const pairs = text
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}
