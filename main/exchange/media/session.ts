/**
 * The sound of one call: WebRTC by werift, on 127.0.0.1. It echoes, plays tones or keeps silent, and measures what
 * comes in. Tones are PCMU, so that no encoder is needed; what is echoed may be any codec.
 */
import {
  CipherContext,
  HashAlgorithm,
  MediaStreamTrack,
  NamedCurveAlgorithm,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
  SignatureAlgorithm,
  type RTCRtpTransceiver,
} from 'werift';
import { Emitter } from '../emitter';
import { encodeMuLaw } from './g711';
import { Pacer } from './pacer';
import { StreamMeter, type MediaStats } from './stream-meter';
import {
  chooseCodec,
  dtmfPayloadType,
  IncompatibleError,
  onlyLocalCandidates,
  sends,
  withPort,
  type Codec,
} from './sdp';
import { DTMF_DIGITS, ToneReader, type Tone } from './tones';

export type Source = 'echo' | 'silence' | Tone;

interface MediaEvents {
  /** ICE and DTLS are up. */
  connected: [];
  /** The phone is gone: ICE or DTLS failed. */
  failed: [];
  /** A key of the phone by RTP (RFC 4733). */
  dtmf: [digit: string];
  /** One came in. */
  packet: [];
}

const CODECS: Readonly<Record<Codec, ConstructorParameters<typeof RTCRtpCodecParameters>[0]>> = {
  opus: {
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    payloadType: 111,
    parameters: 'minptime=10;useinbandfec=1',
  },
  G722: { mimeType: 'audio/G722', clockRate: 8000, channels: 1, payloadType: 9 },
  PCMU: { mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 },
  PCMA: { mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: 8 },
};
const FRAME_MS = 20;
const FRAME_SAMPLES = 160;
/** RFC 4733, section 2.5.1.3: the end is sent three times. */
const EVENT_END_REPEATS = 3;
const EVENT_FRAMES = 8;
const EVENT_GAP_FRAMES = 4;
const EVENT_VOLUME = 10;

export class MediaSession extends Emitter<MediaEvents> {
  private peer: RTCPeerConnection | null = null;
  private transceiver: RTCRtpTransceiver | null = null;
  private readonly track = new MediaStreamTrack({ kind: 'audio' });
  private readonly meter = new StreamMeter();
  private readonly pacer = new Pacer(FRAME_MS, (frames) => {
    this.tick(frames);
  });
  private source: Source;
  private reader: ToneReader | null = null;
  private toneDone: (() => void) | null = null;
  private maySend = false;
  private sequence = Math.floor(Math.random() * 0x8000);
  private timestamp = Math.floor(Math.random() * 0x8000_0000);
  private eventType: number | null = null;
  /** Clock ticks of a frame in the events' clock, which is that of the audio. */
  private eventTicks = FRAME_SAMPLES;
  /** Packets of keys that wait for their turn. */
  private events: (((timestamp: number) => { payload: Buffer; marker: boolean; startedAt: number }) | null)[] = [];
  /** What has to be added to their numbers for the echo to go on where our own packets ended; null: not known yet. */
  private echoShift: { sequence: number; timestamp: number } | null = null;
  private localHold = false;
  private closed = false;

  constructor(
    source: Source,
    private readonly codecs: readonly Codec[],
    /** A certificate of its own, as another far end would have; werift has one for all. */
    private readonly another = false,
  ) {
    super();
    this.source = 'silence';
    this.play(source).catch(() => {});
  }

  /** Answers their offer, the first or a later one. Rejects with IncompatibleError. */
  async answer(offer: string): Promise<string> {
    const codec = chooseCodec(offer, this.codecs);
    const peer = this.peer ?? (await this.open([codec]));
    try {
      await peer.setRemoteDescription({ type: 'offer', sdp: onlyLocalCandidates(offer) });
      this.adopt(peer.getTransceivers()[0] ?? null);
      this.transceiver?.setDirection(this.localHold ? 'sendonly' : 'sendrecv');
      await peer.setLocalDescription(await peer.createAnswer());
    } catch (error) {
      throw new IncompatibleError(error instanceof Error ? error.message : String(error));
    }
    return this.negotiated(peer);
  }

  async offer(options: { iceRestart?: boolean } = {}): Promise<string> {
    const peer = this.peer ?? (await this.open(this.codecs));
    if (!this.transceiver) this.adopt(peer.addTransceiver(this.track, { direction: 'sendrecv' }));
    this.transceiver?.setDirection(this.localHold ? 'sendonly' : 'sendrecv');
    await peer.setLocalDescription(await peer.createOffer(options));
    return peer.localDescription?.sdp ?? '';
  }

  /** Rejects with IncompatibleError. */
  async applyAnswer(sdp: string): Promise<void> {
    if (!this.peer) throw new IncompatibleError('no offer was made');
    try {
      await this.peer.setRemoteDescription({ type: 'answer', sdp: onlyLocalCandidates(sdp) });
    } catch (error) {
      throw new IncompatibleError(error instanceof Error ? error.message : String(error));
    }
    this.negotiated(this.peer);
  }

  /** Resolves when a tone that ends has ended or was replaced; at once for the others. */
  play(source: Source): Promise<void> {
    this.toneDone?.();
    this.toneDone = null;
    this.source = source;
    this.reader = typeof source === 'string' ? null : new ToneReader(source);
    if (typeof source === 'string' || source.repeat) return Promise.resolve();
    return new Promise((resolve) => {
      this.toneDone = resolve;
    });
  }

  /** Direction of the next description: we hold them. */
  setHold(on: boolean): void {
    this.localHold = on;
  }

  /** Keys by RTP; false where that was not negotiated. */
  sendDtmf(digits: string): boolean {
    if (this.eventType === null) return false;
    for (const digit of digits) {
      const code = DTMF_DIGITS.indexOf(digit.toUpperCase());
      if (code >= 0) this.queueEvent(code);
    }
    return true;
  }

  stats(): MediaStats {
    return this.meter.stats();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.pacer.stop();
    this.toneDone?.();
    this.peer?.close().catch(() => {});
  }

  private async open(codecs: readonly Codec[]): Promise<RTCPeerConnection> {
    const events = [...new Set(codecs.map((codec) => (codec === 'opus' ? 48_000 : 8000)))];
    const keys = this.another
      ? await CipherContext.createSelfSignedCertificateWithKey(
          { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
          NamedCurveAlgorithm.secp256r1_23,
        )
      : null;
    const peer = new RTCPeerConnection({
      ...(keys && { dtls: { keys } }),
      iceServers: [],
      // No interface but this one: neither gathered nor listened on.
      iceUseIpv4: false,
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceInterfaceAddresses: { udp4: '127.0.0.1' },
      bundlePolicy: 'max-bundle',
      codecs: {
        audio: [
          ...codecs.map((codec) => new RTCRtpCodecParameters(CODECS[codec])),
          ...events.map(
            (clockRate) =>
              new RTCRtpCodecParameters({
                mimeType: 'audio/telephone-event',
                clockRate,
                channels: 1,
                payloadType: clockRate === 8000 ? 101 : 110,
                parameters: '0-15',
              }),
          ),
        ],
      },
    });
    this.peer = peer;
    peer.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe((packet) => {
        this.receive(packet);
      });
    });
    peer.connectionStateChange.subscribe((state) => {
      if (this.closed) return;
      if (state === 'connected') {
        this.meter.connected();
        this.pacer.start();
        this.emit('connected');
      } else if (state === 'failed') this.emit('failed');
    });
    return peer;
  }

  private adopt(transceiver: RTCRtpTransceiver | null): void {
    if (!transceiver || this.transceiver === transceiver) return;
    this.transceiver = transceiver;
    if (transceiver.sender.track !== this.track) transceiver.sender.replaceTrack(this.track).catch(() => {});
  }

  private negotiated(peer: RTCPeerConnection): string {
    // After an ICE restart werift's own connect() starts nothing, since DTLS is up already.
    for (const { iceTransport, state } of peer.dtlsTransports) {
      if (state !== 'connected' || iceTransport.connection.nominated || iceTransport.state === 'checking') continue;
      iceTransport.start().catch(() => {
        this.emit('failed');
      });
    }
    const local = withPort(peer.localDescription?.sdp ?? '');
    const remote = peer.remoteDescription?.sdp ?? '';
    this.maySend = sends(local) && !/^a=(sendonly|inactive)\s*$/m.test(remote);
    const [codec] = this.transceiver?.codecs ?? [];
    this.meter.expect(this.transceiver?.codecs ?? []);
    const clockRate = codec?.clockRate ?? 8000;
    this.eventType = dtmfPayloadType(remote, clockRate);
    this.eventTicks = (clockRate * FRAME_MS) / 1000;
    return local;
  }

  private receive(packet: RtpPacket): void {
    const digit = this.meter.receive(packet);
    this.emit('packet');
    if (digit !== null) {
      if (digit !== '') this.emit('dtmf', digit);
      return;
    }
    if (this.source !== 'echo' || !this.maySend) return;
    // One stream, whatever plays in it: numbers that jump are taken for a replay and dropped (RFC 3711, section 3.3.2).
    const { marker, sequenceNumber: theirs, timestamp } = packet.header;
    this.echoShift ??= { sequence: this.sequence + 1 - theirs, timestamp: this.timestamp - timestamp };
    const sequenceNumber = (theirs + this.echoShift.sequence) & 0xffff;
    if (((sequenceNumber - this.sequence) & 0xffff) < 0x8000) this.sequence = sequenceNumber;
    const header = { marker, sequenceNumber, timestamp: (timestamp + this.echoShift.timestamp) >>> 0, payloadType: 0 };
    this.track.writeRtp(new RtpPacket(new RtpHeader(header), packet.payload));
    this.meter.sent();
  }

  /** `frames` are due: one as a rule, more after the process was held up. */
  private tick(frames: number): void {
    for (let i = 0; i < frames; i += 1) {
      this.timestamp = (this.timestamp + FRAME_SAMPLES) >>> 0;
      if (this.events.length > 0) this.sendEvent();
      else if (this.reader) this.sendTone(this.reader);
    }
  }

  private sendTone(reader: ToneReader): void {
    const samples = reader.read(FRAME_SAMPLES);
    if (!samples) {
      this.reader = null;
      const done = this.toneDone;
      this.toneDone = null;
      done?.();
      return;
    }
    // Tones are G.711 only; a call that was negotiated otherwise hears none.
    if (!this.maySend || this.transceiver?.codecs[0]?.name.toUpperCase() !== 'PCMU') return;
    const sequenceNumber = this.nextSequence();
    const header = new RtpHeader({ sequenceNumber, timestamp: this.timestamp, payloadType: 0 });
    this.track.writeRtp(new RtpPacket(header, Buffer.from(Array.from(samples, encodeMuLaw))));
    this.meter.sent();
  }

  /** For a packet of our own; the echo goes on after it. */
  private nextSequence(): number {
    this.echoShift = null;
    this.sequence = (this.sequence + 1) & 0xffff;
    return this.sequence;
  }

  private queueEvent(code: number): void {
    let startedAt = 0;
    for (let frame = 0; frame < EVENT_FRAMES + EVENT_END_REPEATS - 1; frame += 1) {
      const end = frame >= EVENT_FRAMES - 1;
      const duration = Math.min(frame + 1, EVENT_FRAMES) * this.eventTicks;
      this.events.push((timestamp) => {
        if (frame === 0) startedAt = timestamp;
        const payload = Buffer.from([code, (end ? 0x80 : 0) | EVENT_VOLUME, duration >> 8, duration & 0xff]);
        return { payload, marker: frame === 0, startedAt };
      });
    }
    for (let frame = 0; frame < EVENT_GAP_FRAMES; frame += 1) this.events.push(null);
  }

  /** werift's track would give it the payload type of the audio, so it goes to the transport itself. */
  private sendEvent(): void {
    const event = this.events.shift()?.(this.timestamp);
    const sender = this.transceiver?.sender;
    if (!event || !sender || this.eventType === null || !this.maySend) return;
    const sequenceNumber = this.nextSequence();
    const header = new RtpHeader({
      sequenceNumber,
      timestamp: event.startedAt,
      payloadType: this.eventType,
      marker: event.marker,
      ssrc: sender.ssrc,
    });
    sender.dtlsTransport.sendRtp(event.payload, header).catch(() => {});
  }
}
