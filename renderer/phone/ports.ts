/** What the phone needs from the outside, as interfaces; the adapters implement them, `fakes/` stands in for tests. */
import type { Account } from './account';
import type { CallSignal } from './call';
import type { HistoryEntry } from './history';
import type { ChatMessage } from './messages';
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
  /**
   * The caller's headers ask for automatic answer after so many seconds (Call-Info answer-after, Alert-Info, RFC 5373), or
   * that a person answers (`Answer-Mode: Manual`); else null.
   */
  answerAfter: number | 'manual' | null;
  /** Who sent the call on to us (Diversion, RFC 5806; History-Info, RFC 7044); null: it came directly. */
  via: Party | null;
  /** The number of ours that was called, from To or P-Called-Party-ID (RFC 7315); empty when unknown. */
  called: string;
  ring: RingStyle;
  /** Our call that this one is to take the place of (Replaces, RFC 3891): answered at once, the old one ends as transferred. */
  replaces: CallId | null;
}

/** Distinctive ring by Alert-Info (RFC 3261 section 20.4, RFC 7462 URNs, and the words that switches use). */
export type RingStyle = 'normal' | 'internal' | 'external' | 'priority';

/**
 * A dialog as another party can be told of it: Refer-To with Replaces, or picking up (RFC 3891). Of its two ends, one
 * receives the INVITE with Replaces: the other side of our call, or whoever calls the ringing colleague.
 */
export interface DialogReference {
  callId: string;
  /** Tag of the end whose place is taken (ours, the colleague's): `from-tag` of the Replaces. */
  localTag: string;
  /** Tag of the end that receives the Replaces, which is at `remoteUri`: `to-tag`. */
  remoteTag: string;
  /** Where the INVITE with Replaces goes. */
  remoteUri: string;
  /** Only while it is not answered yet (`early-only`): picking up. */
  early: boolean;
}

/** How a dialled INVITE goes out. */
export interface InviteOptions {
  /** Replaces header: picking up a colleague's call, or taking over after a REFER. */
  replaces?: DialogReference;
  /** Referred-By (RFC 3892) of the REFER that asked for this call. */
  referredBy?: string;
  /** Caller id for this call instead of the account's. */
  callerId?: string;
}

/** Where a REFER sends the other side. */
export type ReferTarget =
  | { kind: 'blind'; target: string }
  /** Attended: the other side calls `with.remoteUri` and takes the place of our call there. */
  | { kind: 'attended'; with: DialogReference };

/** What is watched at the server (RFC 6665). */
export interface Watch {
  id: string;
  event: 'message-summary' | 'dialog' | 'presence';
  /** User part or address; for `message-summary` the account's own. */
  target: string;
}

/** Voicemail as the switch counts it (RFC 3842). */
export interface VoicemailCount {
  newMessages: number;
  oldMessages: number;
  urgent: number;
  /** What to call for it (Message-Account); empty when not said. */
  account: string;
}

/** What a NOTIFY said of a monitored person. */
export interface PersonState {
  state: 'offline' | 'idle' | 'ringing' | 'busy' | 'away';
  /** Note of a presence document; empty without. */
  note: string;
  /** The other party of their call, where the switch tells it; null without. */
  with: Party | null;
  /** Their ringing call, for picking it up with Replaces; null where it cannot be known. */
  ringing: DialogReference | null;
}

/** What became of a subscription. */
export type WatchSignal =
  /** 2xx to SUBSCRIBE: valid for `expires` s. */
  | { kind: 'accepted'; expires: number }
  /** Final refusal, or no answer (`status` 408). `retryAfter` in s, 0 without. */
  | { kind: 'refused'; status: number; retryAfter: number }
  /** NOTIFY with Subscription-State: terminated (RFC 6665 section 4.1.3). */
  | {
      kind: 'terminated';
      reason: 'deactivated' | 'probation' | 'rejected' | 'timeout' | 'giveup' | 'noresource' | 'invariant' | 'other';
      retryAfter: number;
    }
  | { kind: 'voicemail'; count: VoicemailCount }
  | { kind: 'person'; person: PersonState };

/** A SIP MESSAGE (RFC 3428) that arrived; it has been answered 200. */
export interface IncomingMessage {
  from: Party;
  text: string;
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
  watch(id: string, signal: WatchSignal): void;
  /** A message-summary that nobody asked for (RFC 3842 section 2.1; many switches send it so). */
  voicemail(count: VoicemailCount): void;
  message(message: IncomingMessage): void;
  /** The end of `sendMessage`: `status` of the final answer, 408 when there was none. */
  messageSent(id: string, status: number): void;
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
  /**
   * `target`: a SIP URI, or a number that gets the account's domain. May come again with the id of a call that ended
   * as `redirected`: then the same call goes on to another target, with the sound that it has.
   */
  invite(id: CallId, target: string, options?: InviteOptions): void;
  accept(id: CallId): void;
  /** `reason`: text for people (RFC 3326), of which the ASCII letters are sent; the status alone when left out. */
  reject(id: CallId, status: number, reason?: string): void;
  /** 302 with this Contact: forwarded by the phone. Reported as `gone`. */
  redirect(id: CallId, target: string): void;
  /** Takes our INVITE back; before it went out, it is not sent at all. The end is reported as `gone` or `rejected`. */
  cancel(id: CallId): void;
  /**
   * Ends the call in whichever way fits its stage (BYE, or a refusal where 200 has not gone out); reported as `gone`.
   * Asked twice, or for a call that is over, it does nothing.
   */
  bye(id: CallId): void;
  setHold(id: CallId, on: boolean): void;
  setMuted(id: CallId, on: boolean): void;
  /** As the account says: RFC 4733 events where negotiated, else SIP INFO; or INFO; or in-band. Digits 0-9 A-D * #, no pauses. */
  sendDtmf(id: CallId, digits: string): void;
  /**
   * REFER inside the call's dialog (RFC 3515, with RFC 4488's norefersub accepted). Progress is reported as `transfer` signals. When the other side
   * has the new call (`answered`), Phone ends this one.
   */
  refer(id: CallId, to: ReferTarget): void;
  /** The answer to a `referred` signal: 202 and NOTIFYs of what becomes of call `by`, or 603. */
  acceptReferral(id: CallId, by: CallId): void;
  refuseReferral(id: CallId): void;
  /** Null until the dialog is confirmed. */
  dialog(id: CallId): DialogReference | null;
  /** SUBSCRIBE, or its refresh when the id is known. */
  watch(watch: Watch, expires: number): void;
  unwatch(id: string): void;
  /** SIP MESSAGE, text/plain in UTF-8. */
  sendMessage(id: string, target: string, text: string): void;
  /** Takes over what can change without a new registration (`sameRegistration`): counts from the next request on. */
  changeAccount(account: Account): void;
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
  /** RFC 4733; false when telephone-event was not negotiated. Digits 0-9 A-D * #. */
  sendDtmf(digits: string): boolean;
  /** The same as tones mixed into what we send (ITU-T Q.23), instead of the microphone while they last. */
  sendInBandDtmf(digits: string): void;
  stats(): Promise<MediaStats | null>;
  onflow: ((flowing: boolean) => void) | null;
  /** ICE or DTLS failed for good. `closed`: the system took the connection away, as it does when the computer sleeps. */
  onfailed: ((closed: boolean) => void) | null;
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
  /** The microphone before mute and hold, the same way: so that speaking while muted can be told. */
  levelMicrophone: number;
  /** Share of ours that the other side lost over its last report (RTCP receiver report), 0 to 1; null until told. */
  remoteLoss: number | null;
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

/**
 * A conference mixed on this computer: each party hears the microphone and all others, never itself. Mute and hold of the
 * calls apply as ever.
 */
export interface ConferencePort {
  /** Mixes these calls, and only these, together; an empty list or one of a single call ends the mixing. */
  mix(ids: readonly CallId[]): void;
  /** Silences one party for the others and for us, without its knowing. */
  setPartyMuted(id: CallId, on: boolean): void;
}

/** Sounds of the phone itself. Each call replaces what was playing of that kind. */
export interface RingerPort {
  play(sound: Sound): void;
  stop(): void;
}
export type Sound =
  'ring' | 'ring-internal' | 'ring-priority' | 'call-waiting' | 'ringback' | 'busy' | 'auto-answer' | 'ended';

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
  /** Adds an entry, or replaces the one with its id. */
  addHistory(entry: HistoryEntry): Promise<void>;
  /** Newest first. */
  loadHistory(limit: number): Promise<HistoryEntry[]>;
  /**
   * Calls that began before `before` (ms since the epoch; null: all), newest first. About `limit` of them: those of one
   * moment come together. `next`: the `before` of those that follow; null: there are none.
   */
  readHistory(before: number | null, limit: number): Promise<{ entries: HistoryEntry[]; next: number | null }>;
  /** Brings back what was removed. */
  restoreHistory(entries: readonly HistoryEntry[]): Promise<void>;
  removeHistory(ids: readonly string[]): Promise<void>;
  /** Removes what began before this moment, ms since the epoch. */
  trimHistory(before: number): Promise<void>;
  /** Marks every missed call as looked at. */
  markHistorySeen(): Promise<void>;
  clearHistory(): Promise<void>;
  /** Adds a message, or replaces the one with its id. */
  putMessage(message: ChatMessage): Promise<void>;
  /** Oldest first; the newest `limit` of all conversations. */
  loadMessages(limit: number): Promise<ChatMessage[]>;
  removeConversation(line: string, peer: string): Promise<void>;
}

/** One SIP message for the trace; without secrets. */
export interface TracedMessage {
  /** ms since the epoch */
  readonly at: number;
  readonly way: 'sent' | 'received';
  /** Id of the account. */
  readonly line: string;
  readonly callId: string;
  readonly text: string;
}

/** Where SIP messages are written down while the user wants it (`*#0*#`). */
export interface TracePort {
  readonly on: boolean;
  add(message: TracedMessage): void;
}

export interface LogPort {
  debug(area: string, message: string): void;
  info(area: string, message: string): void;
  warn(area: string, message: string): void;
  error(area: string, message: string): void;
}
