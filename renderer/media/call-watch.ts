/** Looks at a connected call now and then: is their sound coming, when did the first packets go by. */
import { nextFlow, type Flow } from './flow';
import { firstPacketAt, readStats, type Figures } from './stats';

export interface CallWatch {
  /** Starts, or goes on, looking. */
  start(): void;
  /** The latest figures; looks itself when they are older than 500 ms. */
  figures(): Promise<Figures>;
  readonly firstSentAt: number | null;
  readonly firstReceivedAt: number | null;
  close(): void;
}

export interface Watched {
  pc: RTCPeerConnection;
  /** Packets of theirs should come: nobody holds. */
  expected(): boolean;
  onflow(flowing: boolean): void;
  /** With every look. */
  ontick(): void;
}

/** ms between looks: often until both first packets were seen, or for 5 s. */
const often = 50;
const seldom = 500;
const oftenFor = 5000;

export function createCallWatch({ pc, expected, onflow, ontick }: Watched): CallWatch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let startedAt: number | null = null;
  let closed = false;
  let flow: Flow = { flowing: true, packets: 0, since: 0 };
  let firstSentAt: number | null = null;
  let firstReceivedAt: number | null = null;
  let latest: { at: number; figures: Figures } | null = null;

  async function look(): Promise<Figures> {
    const figures = readStats(await pc.getStats());
    const at = performance.now();
    if (figures.packetsSent > 0) firstSentAt ??= firstPacketAt(figures.packetsSent, at);
    if (figures.packetsReceived > 0) firstReceivedAt ??= firstPacketAt(figures.packetsReceived, at);
    latest = { at, figures };
    return figures;
  }

  async function tick(began: number) {
    const figures = await look().catch(() => null);
    if (closed || figures === null) return;
    const at = performance.now();
    const connected = pc.iceConnectionState === 'connected' || pc.iceConnectionState === 'completed';
    const before = flow.flowing;
    flow = nextFlow(flow, { at, packets: figures.packetsReceived, expected: expected(), connected });
    if (flow.flowing !== before) onflow(flow.flowing);
    ontick();
    const early = (firstSentAt === null || firstReceivedAt === null) && at - began < oftenFor;
    timer = setTimeout(() => void tick(began), early ? often : seldom);
  }

  return {
    start() {
      if (startedAt !== null || closed) return;
      startedAt = performance.now();
      flow = { ...flow, since: startedAt };
      void tick(startedAt);
    },
    async figures() {
      if (latest !== null && performance.now() - latest.at < seldom) return latest.figures;
      return look();
    },
    get firstSentAt() {
      return firstSentAt;
    },
    get firstReceivedAt() {
      return firstReceivedAt;
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
