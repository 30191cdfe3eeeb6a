/** Figures of the phone's calls, read from the browser's own WebRTC statistics. */
import type { BrowserContext, Page } from '@playwright/test';

export interface CallFigures {
  codec: string;
  packetsSent: number;
  packetsReceived: number;
  packetsLost: number;
  /** ms */
  jitter: number | null;
  /** ms */
  roundTrip: number | null;
  /** `performance.now()` of the page when the first packet went and came, ms; good to a packet's length */
  firstSentAt: number | null;
  firstReceivedAt: number | null;
}

declare global {
  interface Window {
    measuredPeers?: RTCPeerConnection[];
  }
}

/** Lets every page that is loaded from now on keep its connections in reach. */
export const watchPeers = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const peers: RTCPeerConnection[] = (window.measuredPeers = []);
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        peers.push(this);
      }
    };
  });

/** Of the call that lives; null when there is none. */
export const figures = (page: Page): Promise<CallFigures | null> =>
  page.evaluate(async () => {
    const peer = window.measuredPeers?.findLast(({ connectionState }) => connectionState === 'connected');
    if (!peer) return null;
    const packetTime = 20;
    const reports = [...(await peer.getStats()).values()] as RTCStats[];
    const find = <T extends RTCStats>(type: string) => reports.find((report) => report.type === type) as T | undefined;
    const sent = find<RTCOutboundRtpStreamStats>('outbound-rtp');
    const received = find<RTCInboundRtpStreamStats>('inbound-rtp');
    const told = find<RTCStats & { roundTripTime?: number }>('remote-inbound-rtp')?.roundTripTime;
    const pair = reports.find(
      (report) => report.type === 'candidate-pair' && (report as RTCIceCandidatePairStats).nominated,
    );
    const measured = told ?? (pair as RTCIceCandidatePairStats | undefined)?.currentRoundTripTime;
    const codec = reports.find(({ id }) => id === sent?.codecId) as (RTCStats & { mimeType?: string }) | undefined;
    const firstAt = (lastAt: number | undefined, packets: number | undefined) =>
      lastAt === undefined || !packets ? null : lastAt - performance.timeOrigin - (packets - 1) * packetTime;
    return {
      codec: codec?.mimeType?.replace('audio/', '') ?? '',
      packetsSent: sent?.packetsSent ?? 0,
      packetsReceived: received?.packetsReceived ?? 0,
      packetsLost: received?.packetsLost ?? 0,
      jitter: received?.jitter === undefined ? null : received.jitter * 1000,
      roundTrip: measured === undefined ? null : measured * 1000,
      // The browser keeps no time of the first packet, and its counts are up to 50 ms old. Counted back from the last.
      firstSentAt: firstAt(sent && sent.timestamp - packetTime / 2, sent?.packetsSent),
      firstReceivedAt: firstAt(received?.lastPacketReceivedTimestamp, received?.packetsReceived),
    };
  });
