/** What one call sends: its microphone, or a conference's mix, or tones of DTMF. */
import type { LogPort } from '../phone/ports';
import type { AudioEngine } from './audio-engine';
import type { InBandTones } from './in-band-tones';
import type { Microphone, MicrophoneLease } from './microphone';

export interface Outgoing {
  /** Opens the microphone, once. Rejects with MicrophoneError. */
  open(): Promise<void>;
  /** From now on through this sender. */
  attach(sender: RTCRtpSender): Promise<void>;
  setMuted(on: boolean): void;
  setHold(on: boolean): void;
  /** Sent instead of the microphone; null: the microphone again. */
  setMix(track: MediaStreamTrack | null): void;
  /** Digits as tones instead of everything else, also while muted: it is the user who sends them. */
  sendTones(digits: string): void;
  /** This call's microphone, silent while muted or held; null before it is open. */
  readonly microphone: MediaStreamTrack | null;
  /** The same before mute, to be measured. */
  readonly source: MediaStreamTrack | null;
  /** What is sent now. */
  readonly sent: MediaStreamTrack | null;
  close(): void;
}

interface OutgoingNeeds {
  callId: string;
  microphone: Microphone;
  engine: AudioEngine;
  log: LogPort;
  /** `microphone` is another one. */
  onmicrophone(): void;
}

export function createOutgoing({ callId, microphone, engine, log, onmicrophone }: OutgoingNeeds): Outgoing {
  let sender: RTCRtpSender | null = null;
  let lease: MicrophoneLease | null = null;
  let leasing: Promise<void> | null = null;
  let mix: MediaStreamTrack | null = null;
  let closed = false;
  let muted = false;
  let held = false;

  const complain = (error: unknown) => {
    if (!closed) log.warn('media', `call ${callId}: what is sent could not be changed: ${String(error)}`);
  };

  /** Not needed to ring, so it comes when it is. */
  let tones: InBandTones | null = null;
  let loading: Promise<void> | null = null;
  const loadTones = () =>
    (loading ??= import('./in-band-tones').then(({ createInBandTones }) => {
      tones = createInBandTones(engine, () => {
        update().catch(complain);
      });
    }));

  const wanted = () => tones?.track ?? mix ?? lease?.track ?? null;

  // On hold nobody hears us: the switch plays its music, not our room.
  const silence = () => {
    if (lease) lease.track.enabled = !muted && !held;
  };

  const apply = async () => {
    silence();
    const track = wanted();
    if (closed || sender === null || track === null || sender.track === track) return;
    await sender.replaceTrack(track);
  };

  // One after the other: the sender tells of its track only when it has taken it.
  let queue = Promise.resolve();
  const update = () => {
    const done = queue.then(apply);
    queue = done.catch(() => undefined);
    return done;
  };

  return {
    open() {
      leasing ??= microphone.acquire().then(
        async (opened) => {
          if (closed) {
            opened.release();
            return;
          }
          lease = opened;
          opened.onreplaced = async () => {
            await update().catch(complain);
            onmicrophone();
          };
          await update();
          onmicrophone();
        },
        (error: unknown) => {
          leasing = null;
          throw error;
        },
      );
      return leasing;
    },
    async attach(next) {
      sender = next;
      await update();
    },
    setMuted(on) {
      muted = on;
      silence();
    },
    setHold(on) {
      held = on;
      silence();
    },
    setMix(track) {
      mix = track;
      update().catch(complain);
    },
    sendTones(digits) {
      loadTones().then(() => {
        if (!closed) tones?.play(digits);
      }, complain);
    },
    get microphone() {
      return lease?.track ?? null;
    },
    get source() {
      return lease?.source ?? null;
    },
    get sent() {
      return wanted();
    },
    close() {
      closed = true;
      tones?.close();
      lease?.release();
    },
  };
}
