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
  /** Share of ours that they lost over their last report, 0 to 1; null until told. */
  remoteLoss: number | null;
}

type Report = Iterable<readonly [string, object]>;
type Entry = Record<string, unknown>;

const number = (value: unknown) => (typeof value === 'number' ? value : 0);

function entriesOf(report: Report): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [id, entry] of report) entries.set(id, { ...entry });
  return entries;
}

export function readStats(report: Report): Figures {
  const entries = entriesOf(report);
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
  const reports = of('remote-inbound-rtp');
  const latest = (key: string) => reports.findLast((entry) => typeof entry[key] === 'number')?.[key];
  const roundTrip = latest('roundTripTime');
  const lost = latest('fractionLost');
  return {
    codec: String(codec?.['mimeType'] ?? '').replace(/^audio\//i, ''),
    packetsSent: sum(outbound, 'packetsSent'),
    packetsReceived: sum(inbound, 'packetsReceived'),
    packetsLost: sum(inbound, 'packetsLost'),
    jitter: number(heard?.['jitter']) * 1000,
    roundTrip: typeof roundTrip === 'number' ? roundTrip * 1000 : null,
    remoteLoss: typeof lost === 'number' ? Math.min(1, Math.max(0, lost)) : null,
  };
}

/**
 * The address of this computer that the call goes through; null where it cannot be told (a relay, a name instead of an
 * address).
 */
export function localAddress(report: Report): string | null {
  const entries = entriesOf(report);
  const transport = [...entries.values()].find((entry) => typeof entry['selectedCandidatePairId'] === 'string');
  const pair = entries.get(String(transport?.['selectedCandidatePairId']));
  const local = entries.get(String(pair?.['localCandidateId']));
  if (!local || local['candidateType'] === 'relay') return null;
  const address = local['candidateType'] === 'host' ? local['address'] : local['relatedAddress'];
  return typeof address === 'string' && /^[\d.]+$|:/.test(address) ? address : null;
}

/**
 * When the first of `packets` packets went by, if the last did at `at`: they are 20 ms apart (RFC 7874, section 3), and
 * at `before` there was none.
 */
export const firstPacketAt = (packets: number, at: number, before: number): number =>
  Math.max(before, at - (packets - 1) * 20);
