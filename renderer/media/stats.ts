/** One look at `RTCPeerConnection.getStats()` (W3C webrtc-stats), reduced to what a phone shows. */
export interface Figures {
  codec: string;
  packetsSent: number;
  packetsReceived: number;
  packetsLost: number;
  /** ms */
  jitter: number;
  /** ms; null until RTCP has told it. */
  roundTrip: number | null;
}

type Report = Iterable<readonly [string, object]>;
type Entry = Record<string, unknown>;

const number = (value: unknown) => (typeof value === 'number' ? value : 0);

export function readStats(report: Report): Figures {
  const entries = new Map<string, Entry>();
  for (const [id, entry] of report) entries.set(id, { ...entry });
  const of = (type: string) =>
    [...entries.values()].filter((entry) => entry['type'] === type && entry['kind'] === 'audio');
  const sum = (list: Entry[], key: string) => list.reduce((total, entry) => total + number(entry[key]), 0);

  // A second source appears when the far end changes its SSRC: the one that spoke last is the one that is heard.
  const inbound = of('inbound-rtp').sort(
    (a, b) => number(a['lastPacketReceivedTimestamp']) - number(b['lastPacketReceivedTimestamp']),
  );
  const outbound = of('outbound-rtp');
  const heard = inbound.at(-1);
  const codec = entries.get(String(heard?.['codecId'] ?? outbound[0]?.['codecId']));
  const roundTrip = of('remote-inbound-rtp').findLast((entry) => typeof entry['roundTripTime'] === 'number');
  return {
    codec: String(codec?.['mimeType'] ?? '').replace(/^audio\//i, ''),
    packetsSent: sum(outbound, 'packetsSent'),
    packetsReceived: sum(inbound, 'packetsReceived'),
    packetsLost: sum(inbound, 'packetsLost'),
    jitter: number(heard?.['jitter']) * 1000,
    roundTrip: roundTrip ? number(roundTrip['roundTripTime']) * 1000 : null,
  };
}

/** When the first of `packets` packets went by, if the last did at `at`: they are 20 ms apart (RFC 7874, section 3). */
export const firstPacketAt = (packets: number, at: number): number => at - (packets - 1) * 20;
