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

interface Peer {
  connection: RTCPeerConnection;
  firstSentAt: number | null;
  firstReceivedAt: number | null;
}
declare global {
  interface Window {
    measuredPeers?: Peer[];
  }
}

/** Lets every page that is loaded from now on keep its connections in reach, and note their first packets. */
export const watchPeers = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const packetTime = 20;
    const peers: Peer[] = (window.measuredPeers = []);
    const countBack = (lastAt: number, packets: number) => lastAt - performance.timeOrigin - (packets - 1) * packetTime;

    // The browser keeps no time of the first packet, and its figures are up to 50 ms old: from the first figures that
    // show packets, which are few then, it is counted back. Good to a packet's length.
    const watch = async (peer: Peer): Promise<void> => {
      while (peer.connection.connectionState !== 'closed') {
        for (const report of (await peer.connection.getStats()).values() as Iterable<RTCStats>) {
          if (report.type === 'outbound-rtp') {
            const { packetsSent, timestamp } = report as RTCOutboundRtpStreamStats;
            if (packetsSent) peer.firstSentAt ??= countBack(timestamp - packetTime / 2, packetsSent);
          } else if (report.type === 'inbound-rtp') {
            const { packetsReceived, lastPacketReceivedTimestamp } = report as RTCInboundRtpStreamStats;
            if (packetsReceived && lastPacketReceivedTimestamp)
              peer.firstReceivedAt ??= countBack(lastPacketReceivedTimestamp, packetsReceived);
          }
        }
        if (peer.firstSentAt !== null && peer.firstReceivedAt !== null) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        const peer: Peer = { connection: this, firstSentAt: null, firstReceivedAt: null };
        peers.push(peer);
        // Only once it has somebody to talk to: connections may be made ahead.
        const begin = () => {
          if (this.connectionState === 'new') return;
          this.removeEventListener('connectionstatechange', begin);
          void watch(peer);
        };
        this.addEventListener('connectionstatechange', begin);
      }
    };
  });

/** Of the call that lives; null when there is none. */
export const figures = (page: Page): Promise<CallFigures | null> =>
  page.evaluate(async () => {
    const peer = window.measuredPeers?.findLast(({ connection }) => connection.connectionState === 'connected');
    if (!peer) return null;
    const reports = [...(await peer.connection.getStats()).values()] as RTCStats[];
    const find = <T extends RTCStats>(type: string) => reports.find((report) => report.type === type) as T | undefined;
    const sent = find<RTCOutboundRtpStreamStats>('outbound-rtp');
    const received = find<RTCInboundRtpStreamStats>('inbound-rtp');
    const told = find<RTCStats & { roundTripTime?: number }>('remote-inbound-rtp')?.roundTripTime;
    const pair = reports.find(
      (report) => report.type === 'candidate-pair' && (report as RTCIceCandidatePairStats).nominated,
    );
    const measured = told ?? (pair as RTCIceCandidatePairStats | undefined)?.currentRoundTripTime;
    const codec = reports.find(({ id }) => id === sent?.codecId) as (RTCStats & { mimeType?: string }) | undefined;
    return {
      codec: codec?.mimeType?.replace('audio/', '') ?? '',
      packetsSent: sent?.packetsSent ?? 0,
      packetsReceived: received?.packetsReceived ?? 0,
      packetsLost: received?.packetsLost ?? 0,
      jitter: received?.jitter === undefined ? null : received.jitter * 1000,
      roundTrip: measured === undefined ? null : measured * 1000,
      firstSentAt: peer.firstSentAt,
      firstReceivedAt: peer.firstReceivedAt,
    };
  });
