/** What the phone needs from the outside, as interfaces; the adapters implement them, `fakes/` stands in for tests. */
import type { Account } from './account';
import type { CallSignal } from './call';
import type { HistoryEntry } from './history';
import type { LineSignal } from './line';

export type CallId = string;

/** The other party as the signalling names it: text that was made harmless, see identity.ts. */
export interface Party {
  /** Display name; empty when there was none. */
  name: string;
  /** User part of the address or the dialled number; empty for an anonymous caller. */
  number: string;
  /** The full address, for example `sip:1001@pbx.test`. */
  uri: string;
}

/** An INVITE that arrived; 180 has been sent already. */
export interface IncomingInvite {
  callId: CallId;
  from: Party;
  /** The caller's headers ask for automatic answer after so many seconds (Call-Info answer-after, Alert-Info, RFC 5373); else null. */
  answerAfter: number | null;
}

/**
 * What the adapter reports: in the words of the two machines.
 *
 * After `disconnect()`, and after a new `connect()`, nothing more is reported of the connection before. Of one call,
 * `established` comes before `remote-hold` and the media signals; after a final signal (`rejected`, `cancelled`, `bye`,
 * `gone`, `failed`) nothing more comes of it.
 */
export interface SipSink {
  line(signal: LineSignal): void;
  call(id: CallId, signal: CallSignal): void;
  incoming(invite: IncomingInvite): void;
}

/** One account's line. Commands never throw; what became of them arrives at the sink. */
export interface SipLine {
  connect(server: string): void;
  disconnect(): void;
  /** `expires` in seconds. */
  register(expires: number): void;
  unregister(): void;
  /** Any sign of life from the server is reported as `alive`. */
  ping(): void;
  /** `target`: a SIP URI, or a number that gets the account's domain. */
  invite(id: CallId, target: string): void;
  accept(id: CallId): void;
  reject(id: CallId, status: number): void;
  /** Takes our INVITE back; before it went out, it is not sent at all. The end is reported as `gone` or `rejected`. */
  cancel(id: CallId): void;
  /**
   * Ends the call in whichever way fits its stage (BYE, or a refusal where 200 has not gone out); reported as `gone`.
   * Asked twice, or for a call that is over, it does nothing.
   */
  bye(id: CallId): void;
  setHold(id: CallId, on: boolean): void;
  setMuted(id: CallId, on: boolean): void;
  /** RFC 4733 events where negotiated, else SIP INFO. */
  sendDtmf(id: CallId, digits: string): void;
  /** re-INVITE with ICE restart and the current Contact. */
  restore(id: CallId): void;
  stats(id: CallId): Promise<MediaStats | null>;
  close(): void;
}

export interface SipPort {
  open(account: Account, password: string, sink: SipSink): SipLine;
}

/** One call's sound: everything of WebRTC behind SDP text, so that the SIP adapter needs no DOM. */
export interface CallAudio {
  /**
   * An offer with what ICE has gathered within 200 ms (host candidates at once).
   * Rejects with MicrophoneError when there is no microphone.
   */
  offer(options?: { iceRestart?: boolean }): Promise<string>;
  /**
   * While it rings: applies their offer so that `answer` with the same text takes a few ms. Opens no microphone and
   * sends nothing. Rejects with IncompatibleError, so that a call we cannot speak is refused (488) before it rings.
   */
  prepare?(remoteOffer: string): Promise<void>;
  /** Applies their offer and answers it. Rejects with MicrophoneError or IncompatibleError. */
  answer(remoteOffer: string): Promise<string>;
  /** Applies their answer to our offer; `pranswer` for early media of a provisional response. */
  applyAnswer(remoteAnswer: string, kind: 'answer' | 'pranswer'): Promise<void>;
  /** Takes an unanswered offer of ours back (glare, 491). */
  rollback(): Promise<void>;
  /** Direction of the next offer or answer: on hold we send `sendonly`, or `inactive` when they hold us too. */
  setHold(on: boolean): void;
  /** They hold us, as read from their last description. */
  readonly remoteHold: boolean;
  setMuted(on: boolean): void;
  /** RFC 4733; false when telephone-event was not negotiated. Digits 0-9 A-D * #, `,` pauses 2 s. */
  sendDtmf(digits: string): boolean;
  stats(): Promise<MediaStats | null>;
  onflow: ((flowing: boolean) => void) | null;
  /** ICE or DTLS failed for good. */
  onfailed: (() => void) | null;
  /**
   * The sound needs a re-INVITE with ICE restart (`offer({ iceRestart: true })`): the network changed under the call,
   * or another fork answered than the one whose early media was applied. May come again while it is not restored.
   */
  onrestart?: (() => void) | null;
  close(): void;
}

/** Figures since the call began; rates are over the last second. */
export interface MediaStats {
  codec: string;
  packetsSent: number;
  packetsReceived: number;
  packetsLost: number;
  /** ms */
  jitter: number;
  /** ms; null until RTCP has told it. */
  roundTrip: number | null;
  /** Linear 0 to 1, root mean square over about 50 ms. */
  levelIn: number;
  levelOut: number;
  /** performance.now() of the first packet each way, ms; null until there was one. */
  firstSentAt: number | null;
  firstReceivedAt: number | null;
}

export class MicrophoneError extends Error {
  constructor(
    readonly problem: 'denied' | 'missing' | 'in-use' | 'other',
    message: string,
  ) {
    super(message);
    this.name = 'MicrophoneError';
  }
}

/** Their description has nothing that we can speak: no common codec, no encryption. */
export class IncompatibleError extends Error {
  override name = 'IncompatibleError';
}

export interface MediaPort {
  /** `id` names the `<audio data-call>` element that plays the other side. */
  createAudio(account: Account, id: CallId): CallAudio;
}

/** Sounds of the phone itself. Each call replaces what was playing of that kind. */
export interface RingerPort {
  play(sound: Sound): void;
  stop(): void;
}
export type Sound = 'ring' | 'call-waiting' | 'ringback' | 'busy' | 'auto-answer' | 'ended';

export interface ClockPort {
  /** ms since the epoch */
  now(): number;
  /** Returns a function that cancels. */
  after(ms: number, run: () => void): () => void;
  /** 0 to 1, for jitter. */
  random(): number;
}

/**
 * Why the history is not kept as it should be. `unavailable`: the database cannot be opened, entries live in memory for
 * the session; `full`: the disk is full, entries wait in memory; `corrupt`: some entries could not be read and were left
 * out; `failed`: anything else.
 */
export type StoreProblem = 'unavailable' | 'full' | 'corrupt' | 'failed';

/** Keeps what must outlive the program. A promise here never rejects: what went wrong arrives at `onproblem`. */
export interface StorePort {
  /** Called when a problem begins, and with null when it is over. `detail` is for the log. */
  onproblem: ((problem: StoreProblem | null, detail: string) => void) | null;
  addHistory(entry: HistoryEntry): Promise<void>;
  /** Newest first. */
  loadHistory(limit: number): Promise<HistoryEntry[]>;
  /** Marks every missed call as looked at. */
  markHistorySeen(): Promise<void>;
  clearHistory(): Promise<void>;
}

export interface LogPort {
  debug(area: string, message: string): void;
  info(area: string, message: string): void;
  warn(area: string, message: string): void;
  error(area: string, message: string): void;
}
