/** Looks at a connected call now and then: is their sound coming, is the network under it gone, when did it begin. */
import { nextFlow, type Flow } from './flow';
import { nextPath, patience, type Path } from './path';
import { firstPacketAt, localAddress, readStats, type Figures } from './stats';

export interface CallWatch {
  /** The call was answered: their sound must begin, and where no way for it is found within 3 s, that is told. */
  expect(): void;
  /** There is a way: starts looking. */
  start(): void;
  /** Counted now: a question a second later gives what happened within that second. */
  figures(): Promise<Figures>;
  /** The network may have changed: looks whether the call's own address is still there. */
  networkChanged(): void;
  readonly firstSentAt: number | null;
  readonly firstReceivedAt: number | null;
  close(): void;
}

export interface Watched {
  pc: RTCPeerConnection;
  /** Packets of theirs should come: nobody holds. */
  expected(): boolean;
  /** The addresses that this computer has now; null when they cannot be known. */
  addresses(): Promise<ReadonlySet<string> | null>;
  onflow(flowing: boolean): void;
  /** The way of the sound is broken: an ICE restart is due. Again every 3 s while it is. */
  onbroken(why: string): void;
  /** With every look. */
  ontick(): void;
}

/** ms between looks: often until both first packets were seen, or for 5 s; more often while something is wrong. */
const often = 50;
const alert = 200;
const seldom = 500;
const oftenFor = 5000;

/** ms from the answer until a call without any way for its sound counts as silent. */
const firstSoundLimit = 3000;

/** ms without a packet until it is asked whether the network is still there: more than the 400 of Opus DTX. */
const overdue = 600;

export function createCallWatch({ pc, expected, addresses, onflow, onbroken, ontick }: Watched): CallWatch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let missing: ReturnType<typeof setTimeout> | undefined;
  let startedAt: number | null = null;
  let closed = false;
  let flow: Flow = { flowing: true, packets: 0, since: 0 };
  let path: Path = { brokenSince: null, askedAt: null };
  /** The address that the call goes through, as long as it does. */
  let address: string | null = null;
  let probing = false;
  /** When its going was last told. */
  let goneAt: number | null = null;
  let firstSentAt: number | null = null;
  let firstReceivedAt: number | null = null;
  let lookedAt = 0;
  let looking: Promise<Figures> | null = null;

  async function look(): Promise<Figures> {
    const before = lookedAt;
    const report = await pc.getStats();
    const figures = readStats(report);
    const at = performance.now();
    lookedAt = at;
    if (isConnected()) address = localAddress(report) ?? address;
    if (figures.packetsSent > 0) firstSentAt ??= firstPacketAt(figures.packetsSent, at, before);
    if (figures.packetsReceived > 0) firstReceivedAt ??= firstPacketAt(figures.packetsReceived, at, before);
    return figures;
  }
  /** Those who ask at the same time share the answer. */
  const shared = () => (looking ??= look().finally(() => (looking = null)));

  const isConnected = () => pc.iceConnectionState === 'connected' || pc.iceConnectionState === 'completed';

  async function probe() {
    if (probing || closed || address === null) return;
    probing = true;
    const wanted = address;
    const present = await addresses().catch(() => null);
    probing = false;
    if (closed || present === null || present.size === 0 || wanted !== address || present.has(wanted)) return;
    const at = performance.now();
    if (goneAt !== null && at - goneAt < patience) return;
    goneAt = at;
    onbroken(`its address ${wanted} is gone`);
  }

  async function tick(began: number) {
    const figures = await shared().catch(() => null);
    if (closed || figures === null) return;
    const at = performance.now();
    const connected = isConnected();
    const before = flow;
    flow = nextFlow(flow, { at, packets: figures.packetsReceived, expected: expected(), connected });
    if (flow.flowing !== before.flowing) onflow(flow.flowing);
    const asked = path.askedAt;
    path = nextPath(path, { at, connected: connected || pc.iceConnectionState === 'checking' });
    if (path.askedAt !== null && path.askedAt !== asked) onbroken(`ICE is ${pc.iceConnectionState}`);
    // Packets that stay out are the first sign of a network that went away.
    const wrong = !connected || (expected() && at - flow.since > overdue);
    if (wrong) void probe();
    ontick();
    const early = (firstSentAt === null || firstReceivedAt === null) && at - began < oftenFor;
    timer = setTimeout(() => void tick(began), early ? often : wrong ? alert : seldom);
  }

  return {
    expect() {
      if (startedAt !== null || closed) return;
      missing ??= setTimeout(() => {
        // The first packet, whenever it comes, ends this silence as it ends any other.
        flow = { ...flow, flowing: false };
        onflow(false);
      }, firstSoundLimit);
    },
    start() {
      if (startedAt !== null || closed) return;
      clearTimeout(missing);
      startedAt = performance.now();
      flow = { ...flow, since: startedAt };
      void tick(startedAt);
    },
    figures: shared,
    networkChanged() {
      void probe();
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
      clearTimeout(missing);
    },
  };
}
