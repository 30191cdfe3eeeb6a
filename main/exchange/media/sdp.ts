/** The little of SDP (RFC 8866) that is read here; the rest is werift's. */
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Their offer or answer has nothing that the exchange can speak: to be answered 488. */
export class IncompatibleError extends Error {
  override name = 'IncompatibleError';
}

export type Codec = 'opus' | 'G722' | 'PCMU' | 'PCMA';

/** Of the audio codecs offered, the first of our list. Throws IncompatibleError. */
export function chooseCodec(offer: string, preferred: readonly Codec[]): Codec {
  const audio = /^m=audio (\d+) (\S+) ([\d ]+)$/m.exec(offer.replace(/\r/g, ''));
  if (!audio) throw new IncompatibleError('no audio offered');
  if (!/^UDP\/TLS\/RTP\/SAVPF?$/.test(audio[2] ?? '')) throw new IncompatibleError(`not encrypted: ${audio[2] ?? ''}`);
  const types = (audio[3] ?? '').trim().split(/\s+/);
  const names = new Map(
    [...offer.matchAll(/^a=rtpmap:(\d+) ([^/\s]+)\//gm)].map((map) => [map[1], map[2]?.toLowerCase()]),
  );
  names
    .set('0', names.get('0') ?? 'pcmu')
    .set('8', names.get('8') ?? 'pcma')
    .set('9', names.get('9') ?? 'g722');
  const codec = preferred.find((name) => types.some((type) => names.get(type) === name.toLowerCase()));
  if (!codec) throw new IncompatibleError('no codec in common');
  return codec;
}

/**
 * Their candidates without those that are not of this machine: nothing is sent elsewhere, and no name has to be asked
 * for by multicast DNS. The phone finds us by our own candidate.
 */
export function onlyLocalCandidates(sdp: string): string {
  const local = new Set(
    Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address)),
  );
  return sdp
    .split('\r\n')
    .filter((line) => {
      if (!line.startsWith('a=candidate:')) return true;
      const [, , transport = '', , address = ''] = line.split(' ');
      return transport.toLowerCase() === 'udp' && isIPv4(address) && (address.startsWith('127.') || local.has(address));
    })
    .join('\r\n');
}

/** werift writes port 0 for a stream on hold from both sides: that would be one refused (RFC 3264, section 6). */
export function withPort(sdp: string): string {
  return sdp.replace(/^m=audio 0 /m, 'm=audio 9 ');
}

/** Whether the description lets its author send. */
export function sends(sdp: string): boolean {
  return !/^a=(recvonly|inactive)\s*$/m.test(sdp);
}

/** Payload type of telephone-event at this clock rate (RFC 4733); null when there is none. */
export function dtmfPayloadType(sdp: string, clockRate: number): number | null {
  const found = new RegExp(`^a=rtpmap:(\\d+) telephone-event/${clockRate}\\b`, 'im').exec(sdp);
  return found ? Number(found[1]) : null;
}
