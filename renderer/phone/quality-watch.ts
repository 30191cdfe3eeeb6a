/** Measures every call that is up, once a second. */
import type { CallList } from './call-list';
import type { CallChange, CallSession } from './call-session';
import type { CallQuality } from './phone-api';
import type { CallId, ClockPort, MediaStats } from './ports';
import { estimateMos } from './quality';
import { nextWarnings, warningsUp, type Warnings } from './quality-warnings';

const everyMs = 1_000;
/** Loss is told over so many seconds: of 50 packets in one second a single one would be 2 %. */
const lossSeconds = 5;

export interface QualityWatchParts {
  list: CallList;
  clock: ClockPort;
  update(call: CallSession, change: CallChange): void;
  /** Runs what came of a measurement as one action of the phone. */
  act(run: () => void): void;
}

type Counts = Pick<MediaStats, 'packetsReceived' | 'packetsLost'>;

interface Watched {
  cancel: () => void;
  asking: boolean;
  /** One for each of the last seconds, oldest first. */
  counts: readonly Counts[];
  warnings: Warnings;
  /** For the mean. */
  mosSum: number;
  mosCount: number;
}

export class QualityWatch {
  readonly #parts: QualityWatchParts;
  readonly #watched = new Map<CallId, Watched>();

  constructor(parts: QualityWatchParts) {
    this.#parts = parts;
  }

  start(id: CallId): void {
    if (this.#watched.has(id)) return;
    const watched: Watched = {
      cancel: () => undefined,
      asking: false,
      counts: [],
      warnings: new Map(),
      mosSum: 0,
      mosCount: 0,
    };
    this.#watched.set(id, watched);
    this.#wait(id, watched);
  }

  /** Ends the measuring; the mean MOS of the call, null when there was nothing to measure. */
  stop(id: CallId): number | null {
    const watched = this.#watched.get(id);
    if (!watched) return null;
    watched.cancel();
    this.#watched.delete(id);
    return watched.mosCount === 0 ? null : rounded(watched.mosSum / watched.mosCount, 10);
  }

  #wait(id: CallId, watched: Watched): void {
    watched.cancel = this.#parts.clock.after(everyMs, () => {
      this.#wait(id, watched);
      void this.#measure(id, watched);
    });
  }

  async #measure(id: CallId, watched: Watched): Promise<void> {
    const call = this.#parts.list.get(id);
    if (!call || watched.asking) return;
    watched.asking = true;
    const stats = await call.sip.stats(id).catch(() => null);
    watched.asking = false;
    if (stats && this.#watched.get(id) === watched) this.#parts.act(() => this.#take(call, watched, stats));
  }

  #take(call: CallSession, watched: Watched, stats: MediaStats): void {
    const { state } = call;
    if (state.kind !== 'active') return;
    const last = watched.counts.at(-1);
    const oldest = watched.counts[0];
    watched.counts = [...watched.counts, stats].slice(-lossSeconds);
    const received = Math.max(0, stats.packetsReceived - (last?.packetsReceived ?? 0));
    const loss = oldest ? lossBetween(oldest, stats) : 0;
    const { jitter, roundTrip, remoteLoss, levelIn, levelMicrophone, codec } = stats;
    watched.warnings = nextWarnings(watched.warnings, {
      received,
      loss,
      remoteLoss,
      jitter,
      roundTrip,
      levelIn,
      levelMicrophone,
      muted: call.call.muted,
      held: state.hold.local,
      heldByThem: state.hold.remote,
    });
    // On hold, or without a packet, there is nothing to rate.
    const mos =
      received > 0 && !state.hold.local && !state.hold.remote ? estimateMos({ loss, jitter, roundTrip }) : null;
    if (mos !== null) {
      watched.mosSum += mos;
      watched.mosCount += 1;
    }
    const quality: CallQuality = {
      mos: mos === null ? null : rounded(mos, 10),
      loss: rounded(loss, 1_000),
      jitter: Math.round(jitter),
      roundTrip: roundTrip === null ? null : Math.round(roundTrip),
      codec,
      warnings: warningsUp(watched.warnings),
    };
    if (!same(call.call.quality, quality)) this.#parts.update(call, { quality });
  }
}

function lossBetween(before: Counts, now: Counts): number {
  // Packets that come late are taken back from the lost ones: their number may fall.
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const received = Math.max(0, now.packetsReceived - before.packetsReceived);
  return lost === 0 ? 0 : lost / (lost + received);
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}

/** Nothing that would be shown otherwise. */
function same(one: CallQuality | null, other: CallQuality): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
