/** One call's sound over one RTCPeerConnection. What was tried about forks and gathering: README.md beside this file. */
import type { IceServer } from '../phone/account';
import { IncompatibleError, type CallAudio, type LogPort, type MediaStats } from '../phone/ports';
import { readAddresses } from './addresses';
import type { AudioEngine } from './audio-engine';
import { createCallMeters, type CallLevels } from './call-meters';
import { createCallWatch } from './call-watch';
import { preferredCodecs, usual as speakable } from './codecs';
import type { Mixable } from './conference';
import { cleanDigits, toneGap, toneLength } from './dtmf';
import { awaitedTypes, firstCandidate, gatherLimit, hasCandidate, watchGathering } from './gathering';
import type { Microphone } from './microphone';
import { withOurOpus, withTheirOpus } from './opus';
import { createOutgoing } from './outgoing';
import {
  asHandshakeClient,
  directionOf,
  offerDirection,
  parseSdp,
  remoteHoldAfter,
  speakableAudio,
  transportIdentity,
  withOneSection,
  type Direction,
} from './sdp';
import type { OpusSettings } from './settings';
import type { Sink, Sinks } from './sinks';

/** A call's sound, and what else the media need of it. */
export interface CallSound extends CallAudio, Mixable {
  /** Null before there is sound; cheap enough for 20 questions a second. */
  levels(): CallLevels | null;
  networkChanged(): void;
}

export interface CallAudioNeeds {
  callId: string;
  iceServers: readonly IceServer[];
  /** As the settings are when a description is made: codecs by their SDP names, best first. */
  preferences(): { codecs: readonly string[]; opus: OpusSettings };
  microphone: Microphone;
  sinks: Sinks;
  engine: AudioEngine;
  log: LogPort;
  /** The network interface under the call is gone. */
  onnetwork: () => void;
  onclosed: () => void;
}

/** ms that a call whose transport failed may take to come back by an ICE restart before it is given up. */
const restoreLimit = 60_000;

/** ms after which Chromium is asked again for its addresses when it knew none, and how often that is done. */
const addressPatience = 700;
const addressTries = 5;

/** ms that another description waits for the first of them: without one a switch that does not trickle never hears us. */
const firstAddressLimit = 3_000;

export function createCallAudio({
  callId,
  iceServers,
  preferences,
  microphone,
  sinks,
  engine,
  log,
  onnetwork,
  onclosed,
}: CallAudioNeeds): CallSound {
  const awaited = awaitedTypes(iceServers);
  const pc = new RTCPeerConnection({
    iceServers: iceServers.map((server) => ({
      ...server,
      urls: typeof server.urls === 'string' ? server.urls : [...server.urls],
    })),
    // Not max-bundle: Chromium then refuses an offer without a BUNDLE group, and there are switches that send none.
    bundlePolicy: 'balanced',
    rtcpMuxPolicy: 'require',
    // Gathered while it rings; useful only where servers have to be asked, and only with real addresses.
    iceCandidatePoolSize: iceServers.length > 0 && microphone.granted ? 1 : 0,
  });
  const end = new AbortController();
  const meters = createCallMeters(engine);
  let transceiver: RTCRtpTransceiver | null = null;
  let sink: Sink | null = null;
  const hold = { local: false, remote: false };
  /** Not heard here, as a party of a conference. */
  let silenced = false;
  let ourOffer: Direction | null = null;
  let applied: { text: string; done: Promise<void> } | null = null;
  /** Transport of the early media; null without. */
  let early: string | null = null;
  let everConnected = false;
  let giveUp: ReturnType<typeof setTimeout> | undefined;

  const watch = createCallWatch({
    pc,
    expected: () => transceiver?.currentDirection === 'sendrecv' && !hold.local && !hold.remote,
    addresses: readAddresses,
    onflow: (flowing) => {
      audio.onflow?.(flowing);
    },
    onbroken: (why) => {
      log.info('media', `call ${callId}: needs an ICE restart, ${why}`);
      onnetwork();
      audio.onrestart?.();
    },
    ontick: () => {
      meters.rest();
    },
  });

  const incompatible = (error: unknown) =>
    error instanceof IncompatibleError
      ? error
      : new IncompatibleError(error instanceof Error ? error.message : String(error));

  const outgoing = createOutgoing({
    callId,
    microphone,
    engine,
    log,
    onmicrophone: () => audio.onmixable?.(),
  });

  const adopt = async (next: RTCRtpTransceiver) => {
    transceiver = next;
    const { codecs } = preferences();
    next.setCodecPreferences(preferredCodecs(RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [], codecs));
    await outgoing.attach(next.sender);
  };

  // A switch that could not be told of the hold goes on sending: it is not to be heard beside another call.
  const hush = () => {
    sink?.setMuted(silenced || hold.local);
  };

  const listen = () => {
    if (transceiver === null || end.signal.aborted) return;
    if (sink !== null) return;
    sink = sinks.open(callId);
    hush();
    sink.play(new MediaStream([transceiver.receiver.track]));
    audio.onmixable?.();
  };

  /** Applies our description and gives it back with the candidates that are there in time, and at least one if any comes. */
  const describe = async (
    create: () => Promise<RTCSessionDescriptionInit>,
    since: number,
    longest = firstAddressLimit,
  ): Promise<string> => {
    const failed = new AbortController();
    const left = gatherLimit - (performance.now() - since);
    const gathering = watchGathering(pc, awaited, left, AbortSignal.any([end.signal, failed.signal]));
    try {
      await pc.setLocalDescription(await create());
    } catch (error) {
      failed.abort();
      throw error;
    }
    gathering.look();
    await gathering.done;
    await firstCandidate(pc, longest, end.signal);
    return ourText();
  };

  const ourText = () => withOurOpus(pc.localDescription?.sdp ?? '', preferences().opus);

  const applyOffer = async (text: string): Promise<void> => {
    const session = parseSdp(text);
    const section = speakableAudio(session, preferences().codecs);
    const index = session.media.indexOf(section);
    await pc.setRemoteDescription({
      type: 'offer',
      sdp: withTheirOpus(withOneSection(text, index), preferences().opus),
    });
    const mid = midAt(index);
    const ours = pc.getTransceivers().find((one) => one.mid === mid);
    if (!ours) throw new IncompatibleError('No audio in their description');
    await adopt(ours);
    hold.remote = remoteHoldAfter(hold.remote, directionOf(session, section), null);
    audio.onmixable?.();
  };

  /** Chromium gives every section an identification, also where their text had none (RFC 5888 is optional in SIP). */
  const midAt = (index: number): string | null => {
    const section = parseSdp(pc.remoteDescription?.sdp ?? '').media[index];
    return section?.attributes.find((attribute) => attribute.name === 'mid')?.value ?? null;
  };

  const prepare = (text: string): Promise<void> => {
    if (applied?.text !== text) {
      const done = applyOffer(text).catch(async (error: unknown) => {
        applied = null;
        if (pc.signalingState === 'have-remote-offer') await rollback().catch(() => undefined);
        throw incompatible(error);
      });
      applied = { text, done };
    }
    return applied.done;
  };

  const rollback = async () => {
    applied = null;
    if (pc.signalingState === 'have-local-offer') await pc.setLocalDescription({ type: 'rollback' });
    else if (pc.signalingState === 'have-remote-offer') await pc.setRemoteDescription({ type: 'rollback' });
  };

  const fail = (closed = false) => {
    clearTimeout(giveUp);
    giveUp = undefined;
    if (!end.signal.aborted) audio.onfailed?.(closed);
  };

  pc.onconnectionstatechange = () => {
    log.debug('media', `call ${callId}: ${pc.connectionState}, ICE ${pc.iceConnectionState}`);
    if (pc.connectionState === 'connected') {
      everConnected = true;
      clearTimeout(giveUp);
      giveUp = undefined;
      watch.start();
    } else if (pc.connectionState === 'failed') {
      // Early media only: the answer may come from another fork, or bring the restart that helps.
      if (pc.signalingState === 'have-remote-pranswer') return;
      // DTLS does not recover, and what never worked has nothing to come back to. ICE may, after a network change.
      if (!everConnected || transceiver?.sender.transport?.state === 'failed') {
        fail();
        return;
      }
      giveUp ??= setTimeout(fail, restoreLimit);
      audio.onrestart?.();
    }
  };

  const audio: CallSound = {
    onflow: null,
    onfailed: null,
    onrestart: null,
    get remoteHold() {
      return hold.remote;
    },
    async offer({ iceRestart = false } = {}) {
      // Chromium closes every connection when the computer goes to sleep, without a word to the page. A new one in its
      // place was tried: neither Asterisk 22 nor werift takes another connection within a call.
      if (pc.signalingState === 'closed') {
        fail(true);
        throw new Error('the connection was closed, as in sleep');
      }
      const since = performance.now();
      const opened = outgoing.open();
      const described = async () => {
        if (!microphone.granted) await opened;
        if (transceiver === null)
          await adopt(pc.addTransceiver('audio', { direction: 'sendrecv', streams: [new MediaStream()] }));
        ourOffer = offerDirection(hold);
        if (transceiver) transceiver.direction = ourOffer;
        const first = pc.currentRemoteDescription === null;
        const longest = iceRestart ? 0 : firstAddressLimit;
        const describeOffer = (from: number) => describe(() => pc.createOffer({ iceRestart }), from, longest);
        let text = await describeOffer(since);
        // Chromium learns of a network up to 2 s after the system does. A restart without an address helps nobody, and
        // Asterisk answers it without ICE, which is the end of the call.
        for (let left = addressTries; iceRestart && !hasCandidate(text); left -= 1) {
          if (left === 0 || end.signal.aborted) throw new Error('This computer has no address for the sound yet');
          if (await firstCandidate(pc, addressPatience, end.signal)) {
            text = ourText();
          } else {
            await rollback();
            text = await describeOffer(performance.now());
          }
        }
        return first ? asHandshakeClient(text) : text;
      };
      const [sdp] = await Promise.all([described(), opened]);
      return sdp;
    },
    prepare,
    async answer(remoteOffer) {
      const since = performance.now();
      const opened = outgoing.open();
      const described = async () => {
        if (!microphone.granted) await opened;
        await prepare(remoteOffer);
        // WebRTC narrows it by what they offered (RFC 3264, section 6.1).
        if (transceiver) transceiver.direction = hold.local ? 'sendonly' : 'sendrecv';
        const sdp = await describe(() => pc.createAnswer(), since);
        applied = null;
        return sdp;
      };
      const [sdp] = await Promise.all([described(), opened]);
      listen();
      watch.expect();
      return sdp;
    },
    async applyAnswer(remoteAnswer, kind) {
      if (pc.signalingState === 'stable') {
        log.debug('media', `call ${callId}: an answer without an offer of ours was ignored`);
        return;
      }
      const session = parseSdp(remoteAnswer);
      // Not by what we would rather speak now: they answer what was offered then.
      const section = speakableAudio(session, speakable);
      const identity = transportIdentity(session, section);
      const otherFork = early !== null && early !== identity;
      if (kind === 'pranswer' && otherFork) {
        log.info('media', `call ${callId}: early media of a second fork was ignored, the first goes on`);
        return;
      }
      await pc
        .setRemoteDescription({ type: kind, sdp: withTheirOpus(remoteAnswer, preferences().opus) })
        .catch((error: unknown) => {
          throw incompatible(error);
        });
      const broken = pc.connectionState === 'failed';
      early = kind === 'pranswer' ? identity : null;
      hold.remote = remoteHoldAfter(hold.remote, directionOf(session, section), ourOffer);
      listen();
      if (kind === 'answer') watch.expect();
      audio.onmixable?.();
      if (otherFork || (broken && kind === 'answer')) {
        log.info('media', `call ${callId}: the early media was of another fork, or did not connect`);
        setTimeout(() => {
          if (!end.signal.aborted) audio.onrestart?.();
        });
      }
    },
    rollback,
    setHold(on) {
      hold.local = on;
      outgoing.setHold(on);
      hush();
      audio.onmixable?.();
    },
    setMuted: outgoing.setMuted,
    sendDtmf(digits) {
      const dtmf = transceiver?.sender.dtmf;
      if (!dtmf?.canInsertDTMF) return false;
      // What has not been sent yet stays in front.
      dtmf.insertDTMF(dtmf.toneBuffer + cleanDigits(digits), toneLength, toneGap);
      return true;
    },
    sendInBandDtmf(digits) {
      outgoing.sendTones(cleanDigits(digits));
    },
    levels() {
      if (!everConnected || end.signal.aborted) return null;
      const { sent, source } = outgoing;
      return meters.read({ received: audio.remote, sent, microphone: source });
    },
    async stats(): Promise<MediaStats | null> {
      if (!everConnected || end.signal.aborted) return null;
      const figures = await watch.figures();
      const levels = audio.levels();
      if (levels === null) return null;
      const { firstSentAt, firstReceivedAt } = watch;
      return { ...figures, firstSentAt, firstReceivedAt, ...levels };
    },
    networkChanged() {
      watch.networkChanged();
    },
    onmixable: null,
    get microphone() {
      return outgoing.microphone;
    },
    get remote() {
      return sink && transceiver ? transceiver.receiver.track : null;
    },
    get talking() {
      return !hold.local && !hold.remote;
    },
    setMix: outgoing.setMix,
    setSilenced(on) {
      silenced = on;
      hush();
    },
    close() {
      if (end.signal.aborted) return;
      end.abort();
      clearTimeout(giveUp);
      watch.close();
      meters.close();
      sink?.close();
      pc.onconnectionstatechange = null;
      pc.close();
      outgoing.close();
      onclosed();
    },
  };
  return audio;
}
