import type { Account } from './account';
import type { CallState } from './call';
import type { HistoryEntry } from './history';
import type { LineState } from './line';
import type { ChatMessage } from './messages';
import type { CallId, IncomingInvite, Party, PersonState, RingStyle, StoreProblem, VoicemailCount } from './ports';

/** One call as the rest of the program sees it; replaced, never changed. */
export interface Call {
  readonly id: CallId;
  readonly direction: 'incoming' | 'outgoing';
  readonly party: Party;
  readonly startedAt: number;
  readonly state: CallState;
  readonly muted: boolean;
  /** Digits sent in this call, shown in the keypad; never logged. */
  readonly digits: string;
  /** Answered by the machine, not by hand. */
  readonly autoAnswered: boolean;
  /** Seconds after which the caller's headers ask for automatic answer, or that a person answers; null without. */
  readonly answerAfter: IncomingInvite['answerAfter'];
  /** Id of the account that the call is on. */
  readonly line: string;
  readonly via: Party | null;
  readonly called: string;
  readonly ring: RingStyle;
  /** Digits of the dial string that wait for the user (`w`); empty when none do. */
  readonly waitingDigits: string;
  /** Outgoing: begun to consult before passing on this call. */
  readonly consultFor: CallId | null;
  /** Part of the local conference; `muted` by the user of this phone. */
  readonly conference: { muted: boolean } | null;
  /** The other side asks us to call somebody else; wants acceptReferral or refuseReferral. */
  readonly referral: { target: string; attended: boolean; by: string } | null;
  /** Measured once a second while active; null before. */
  readonly quality: CallQuality | null;
}

/** Why a call sounds as it does. */
export type QualityWarning =
  | 'packet-loss'
  /** Ours get lost on their way (RTCP). */
  | 'remote-packet-loss'
  | 'jitter'
  | 'delay'
  /** No packets come at all. */
  | 'nothing-received'
  /** Packets come, but they are silent: only after a while, and not on hold. */
  | 'silent-other-side'
  | 'silent-microphone'
  /** The user speaks while muted. */
  | 'speaking-muted';

export interface CallQuality {
  /** 1 to 4.5, see quality.ts for the formula; null until packets came. */
  readonly mos: number | null;
  /** Share of packets lost over the last seconds, 0 to 1. */
  readonly loss: number;
  /** ms */
  readonly jitter: number;
  /** ms; null until told. */
  readonly roundTrip: number | null;
  readonly codec: string;
  /** Worst first. */
  readonly warnings: readonly QualityWarning[];
}

/** Until when nobody gets through; `until` null: until it is switched off. ms since the epoch. */
export interface DoNotDisturb {
  readonly until: number | null;
}

/** One account's line as the rest of the program sees it. */
export interface Line {
  readonly account: Account;
  readonly state: LineState;
  /** This line's own; that of all lines is in PhoneState. */
  readonly doNotDisturb: DoNotDisturb | null;
  /** null: the switch has not told. */
  readonly voicemail: VoicemailCount | null;
}

/** A monitored colleague. `unknown`: no answer yet; `refused`: the switch will not tell, tried again later. */
export interface Person {
  readonly line: string;
  readonly number: string;
  readonly name: string;
  readonly state: PersonState | { state: 'unknown' } | { state: 'refused'; status: number };
}

/** What is to be done with an incoming call that is not answered. */
export type Refusal =
  /** 603 by hand. */
  | { kind: 'decline' }
  /** 486: busy here, other phones ring on. */
  | { kind: 'busy' }
  /** 600: busy everywhere. */
  | { kind: 'busy-everywhere' }
  /** With words for the caller (Reason header, RFC 3326). */
  | { kind: 'reason'; text: string }
  /** 302: sent on. */
  | { kind: 'send-on'; target: string };

export interface PhoneState {
  /** Every signed-in account, in the user's order. */
  readonly lines: readonly Line[];
  /** Id of the account that is called with; null without any. */
  readonly chosen: string | null;
  /** The chosen line's, as most screens need it; `off` without any. */
  readonly account: Account | null;
  readonly line: LineState;
  /** Living calls, oldest first, and the one that ended last for as long as its result is shown. */
  readonly calls: readonly Call[];
  /** Of all lines. */
  readonly doNotDisturb: DoNotDisturb | null;
  /** Newest first; `PhoneApi.olderHistory` has the rest. */
  readonly history: readonly HistoryEntry[];
  /** Missed calls that were not looked at. */
  readonly missed: number;
  /** The history is not kept as it should be. */
  readonly storeProblem: StoreProblem | null;
  readonly people: readonly Person[];
  /** Newest conversation first. */
  readonly conversations: readonly Conversation[];
}

export interface Conversation {
  /** Account id. */
  readonly line: string;
  readonly peer: string;
  readonly name: string;
  /** Oldest first. */
  readonly messages: readonly ChatMessage[];
  readonly unseen: number;
}

/** What of the settings concerns the phone; set by the composition root at the start and on every change. */
export interface PhoneSettings {
  /** Calls at once, 1 to 8; beyond it callers hear busy. */
  callLimit: number;
  /** A call whose sound is gone is ended after so many seconds; 0: never. */
  interruptionLimit: number;
  /** Entries of the history that are older go, in days; 0: they stay. */
  historyDays: number;
}

/** Why a number cannot be dialled; see `dial-string.ts`. */
export type DialProblem =
  | 'empty'
  | 'not-a-number'
  | 'no-line'
  | 'too-many-calls'
  /** Neither the account nor the switch names a number of the voicemail. */
  | 'no-voicemail'
  /** Nobody calls the colleague whose call was to be picked up, or the switch does not tell of it. */
  | 'not-ringing';
export type DialResult = { ok: true; id: CallId } | { ok: false; problem: DialProblem };

export type PhoneListener = (state: PhoneState, before: PhoneState) => void;

/** The phone, as `state/` and the composition root use it. */
export interface PhoneApi {
  readonly state: PhoneState;
  /** Calls back after every change; returns a function that ends it. */
  subscribe(listener: PhoneListener): () => void;
  /** Adds the account's line, or opens it anew when the id is known; it does not end other lines. */
  signIn(account: Account, password: string): void;
  /** Hangs up, unregisters and forgets the account; resolves when the server knows or 2 s have passed. Without an id: all. */
  signOut(line?: string): Promise<void>;
  /** Takes over what can change without a new registration: names, forwarding, monitored people, DTMF, auto-answer. Calls go on. */
  changeAccount(account: Account): void;
  /** Which line to call with. */
  choose(line: string): void;
  /** Puts the lines in this order; those that are not named follow as they were. */
  arrange(lines: readonly string[]): void;
  setSettings(settings: PhoneSettings): void;
  /** Without an id: every line that waits. */
  retry(line?: string): void;
  networkChanged(online: boolean): void;
  woke(): void;
  /** `line`: instead of the chosen one. `name`: of who is called, where it is known. `consultFor`: the call that may be passed on to whom this reaches; it is held. */
  dial(input: string, options?: { line?: string; name?: string; consultFor?: CallId }): DialResult;
  answer(id: CallId, how: 'by-hand' | 'automatic'): void;
  decline(id: CallId, refusal?: Refusal): void;
  hangUp(id: CallId): void;
  /** The user's answer to a call in state `redirected`: follow it; hangUp refuses. */
  followRedirect(id: CallId): void;
  setMuted(id: CallId, on: boolean): void;
  setHold(id: CallId, on: boolean): void;
  /** Holds every call. */
  holdAll(): void;
  /** Digits 0-9 A-D * #; `,` pauses 2 s; spaces and separators are left out: a pasted sequence may be sent. */
  sendDtmf(id: CallId, digits: string): void;
  /** Sends what waited for the user. */
  sendWaitingDigits(id: CallId): void;
  /** Passes the call on without asking: REFER. The call is held meanwhile and comes back when refused. */
  transfer(id: CallId, target: string): { ok: true } | { ok: false; problem: DialProblem };
  /** Connects the call that `consultation` was made for with whom it reached (REFER with Replaces). While it still rings there, it becomes a blind transfer. */
  completeTransfer(consultation: CallId): void;
  acceptReferral(id: CallId): void;
  refuseReferral(id: CallId): void;
  /** Joins every active and held call, three parties at most. */
  startConference(): void;
  /** Back to single calls: the one that was joined last goes on, the others are held. */
  endConference(): void;
  setPartyMuted(id: CallId, on: boolean): void;
  /** Connects the other two with each other and leaves (REFER with Replaces). Not possible across lines of different domains: see `canLeaveConference`. */
  leaveConference(): void;
  readonly canLeaveConference: boolean;
  /** Without a line: for all. */
  setDoNotDisturb(on: DoNotDisturb | null, line?: string): void;
  /** Calls the voicemail of a line, of the chosen one when left out. */
  callVoicemail(line?: string): DialResult;
  /** Takes a colleague's ringing call. */
  pickUp(line: string, number: string): DialResult;
  sendMessage(line: string, peer: string, text: string): void;
  /** Once more, for one that failed. */
  resendMessage(id: string): void;
  markConversationSeen(line: string, peer: string): void;
  removeConversation(line: string, peer: string): void;
  markHistorySeen(): void;
  /** What follows `state.history`, newest first; empty until it was read. A change is told as one of the state. */
  readonly olderHistory: readonly HistoryEntry[];
  /** Reads it, in slices that are there one after the other; resolves when all are. */
  readOlderHistory(): Promise<void>;
  /** The user's words about a call; empty: none. */
  noteCall(id: string, note: string): void;
  /** Removes these entries and returns them, for `restoreHistory`. */
  removeHistory(ids: readonly string[]): readonly HistoryEntry[];
  restoreHistory(entries: readonly HistoryEntry[]): void;
  clearHistory(): Promise<void>;
  /** Takes the ended call off the screen before its time. */
  dismiss(id: CallId): void;
  /** Hangs up and unregisters; resolves when done or after 2 s at most. */
  close(): Promise<void>;
}
