import type { RTCRtpCodecParameters, RtpPacket } from 'werift';
import { decodeALaw, decodeMuLaw } from './g711';
import { ToneMeter, type ToneMeasurement } from './measure';
import { DTMF_DIGITS } from './tones';

/** Figures of one call's sound. Times are ms since the epoch with fractions, null until it happened. */
export interface MediaStats {
  /** Of the last packet that came in, for example `opus`; null before the first. */
  codec: string | null;
  packetsReceived: number;
  packetsSent: number;
  packetsLost: number;
  /** ms (RFC 3550, section 6.4.1) */
  jitter: number;
  connectedAt: number | null;
  firstReceivedAt: number | null;
  firstSentAt: number | null;
  lastReceivedAt: number | null;
  /** Only where G.711 comes in; of the last 400 ms. */
  tone: ToneMeasurement | null;
  /** Keys that came by RTP. */
  dtmf: string;
}

/** ms since the epoch, finer than Date. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Counts and measures what comes in. */
export class StreamMeter {
  private readonly names = new Map<number, { name: string; clockRate: number }>();
  private readonly tone = new ToneMeter();
  private codec: string | null = null;
  private received = 0;
  private sentCount = 0;
  private firstSequence: number | null = null;
  private highestSequence = 0;
  private jitter = 0;
  private transit: number | null = null;
  private connectedAt: number | null = null;
  private firstReceivedAt: number | null = null;
  private lastReceivedAt: number | null = null;
  private firstSentAt: number | null = null;
  private dtmf = '';
  private lastEvent: number | null = null;

  expect(codecs: readonly RTCRtpCodecParameters[]): void {
    for (const { payloadType, name, clockRate } of codecs) this.names.set(payloadType, { name, clockRate });
  }

  connected(): void {
    this.connectedAt ??= preciseNow();
  }

  sent(): void {
    this.sentCount += 1;
    this.firstSentAt ??= preciseNow();
  }

  /** The key that this packet begins, `''` for the rest of a key, null for sound. */
  receive({ header, payload }: RtpPacket): string | null {
    const codec = this.names.get(header.payloadType);
    this.received += 1;
    this.countSequence(header.sequenceNumber);
    this.lastReceivedAt = preciseNow();
    this.firstReceivedAt ??= this.lastReceivedAt;
    if (codec?.name.toLowerCase() === 'telephone-event') return this.receiveEvent(header.timestamp, payload);
    this.codec = codec?.name ?? null;
    this.updateJitter(header.timestamp, codec?.clockRate ?? 8000);
    const decode = { pcmu: decodeMuLaw, pcma: decodeALaw }[codec?.name.toLowerCase() ?? ''];
    if (decode) for (const byte of payload) this.tone.push(decode(byte));
    return null;
  }

  stats(): MediaStats {
    const expected = this.firstSequence === null ? 0 : this.highestSequence - this.firstSequence + 1;
    return {
      codec: this.codec,
      packetsReceived: this.received,
      packetsSent: this.sentCount,
      packetsLost: Math.max(0, expected - this.received),
      jitter: this.jitter,
      connectedAt: this.connectedAt,
      firstReceivedAt: this.firstReceivedAt,
      firstSentAt: this.firstSentAt,
      lastReceivedAt: this.lastReceivedAt,
      tone: this.tone.measure(),
      dtmf: this.dtmf,
    };
  }

  /** Counts on past 65535, however the packets are ordered. */
  private countSequence(sequence: number): void {
    if (this.firstSequence === null) {
      this.firstSequence = sequence;
      this.highestSequence = sequence;
      return;
    }
    const ahead = (sequence - this.highestSequence) & 0xffff;
    if (ahead < 0x8000) this.highestSequence += ahead;
  }

  private updateJitter(timestamp: number, clockRate: number): void {
    const transit = performance.now() - (timestamp / clockRate) * 1000;
    // A wrapped timestamp or a new stream is no jitter.
    const change = this.transit === null ? 0 : Math.abs(transit - this.transit);
    if (change < 1000) this.jitter += (change - this.jitter) / 16;
    this.transit = transit;
  }

  /** All packets of one key have the time it began (RFC 4733, section 2.3.5). */
  private receiveEvent(timestamp: number, payload: Buffer): string {
    const digit = DTMF_DIGITS[payload[0] ?? -1] ?? '';
    if (timestamp === this.lastEvent) return '';
    this.lastEvent = timestamp;
    this.dtmf += digit;
    return digit;
  }
}
