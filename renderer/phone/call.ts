import type { TimerEffect } from './machine';
import type { CallId, DialogReference, Party, ReferTarget } from './ports';
import type { EndReason } from './reasons';

type Hold = { local: boolean; remote: boolean };
/** `starting`: the call is up; its sound is awaited or has come. `flowing`: it has come again. */
type MediaFlow = { kind: 'starting' } | { kind: 'flowing' } | { kind: 'interrupted'; since: number };
/**
 * `consulting`: the call waits on hold while `with` asks somebody. `referring`: our REFER is under way; `progress` is the last
 * status that the other side told of its new call (0 before the first). `failed`: it came back to us; `status` says why.
 */
export type Transfer =
  | { kind: 'none' }
  | { kind: 'consulting'; with: CallId }
  | {
      kind: 'referring';
      to: string;
      progress: number;
      /** The REFER itself, until the call is held. */
      unsent?: ReferTarget;
    }
  | { kind: 'failed'; to: string; status: number };
/** What the switch says of an unanswered call of ours: 180; 181 forwarded; 182 queued; 183 without sound. */
export type Progress = 'ringing' | 'forwarded' | 'queued' | 'progress';

/**
 * One call.
 *   outgoing: dialing → calling → remote-ringing(earlyMedia) → active → ending → ended
 *   incoming: ringing → answering → active → ending → ended
 * `active` has independent parts. The transitions are in call-machine.ts. Times are ms since the epoch.
 */
export type CallState =
  /** Microphone and offer are being prepared; nothing is on the wire yet. */
  | { kind: 'dialing' }
  | { kind: 'calling' }
  | { kind: 'remote-ringing'; earlyMedia: boolean; progress: Progress }
  /** 3xx: the user is asked whether to follow (outside the account's domain); `target` is what they would call. */
  | { kind: 'redirected'; target: string }
  | { kind: 'ringing' }
  | { kind: 'answering' }
  | { kind: 'active'; since: number; hold: Hold; media: MediaFlow; transfer: Transfer }
  | { kind: 'ending'; reason: EndReason }
  | { kind: 'ended'; reason: EndReason; at: number };

/** What the SIP adapter tells about a call. */
export type CallSignal =
  /** The INVITE is on the wire. */
  | { kind: 'invite-sent' }
  /** 180, 181, 182 or 183 without a body. */
  | { kind: 'ringing'; progress: Progress }
  /** 199 (RFC 6228): one branch of a forked call is over; its early media stopped. */
  | { kind: 'early-media-ended' }
  /** 3xx with these targets, best first; the machine decides. Not followed yet. */
  | { kind: 'redirected'; targets: readonly string[] }
  /** 183 (or 180) with an answer that was applied: their sound is audible. */
  | { kind: 'early-media' }
  /** The dialog is confirmed: 200 OK sent or received, and the answer applied. */
  | { kind: 'established' }
  /** Final refusal of our INVITE (3xx to 6xx). */
  | { kind: 'rejected'; status: number; phrase: string }
  /** CANCEL from the caller; `cause` from a Reason header (RFC 3326), 0 without. `by`: who took the call, where that is told. */
  | { kind: 'cancelled'; cause: number; by?: string }
  /** What became of our REFER: `status` of the REFER's answer when refused (then `final`), else of the sipfrag in a NOTIFY. */
  | { kind: 'transfer'; status: number; final: boolean }
  /** The other side asks us to call somebody else (REFER in our dialog); `attended`: with Replaces. Answer by acceptReferral or refuseReferral. */
  | { kind: 'referred'; target: string; attended: boolean; referredBy: string; replaces: DialogReference | null }
  /** They no longer wait for the answer to it: nothing is to be called any more. */
  | { kind: 'referral-over' }
  /** The switch names the other party anew (P-Asserted-Identity in a re-INVITE, UPDATE or answer): after a transfer on its side. */
  | { kind: 'party'; party: Party }
  /** BYE from the other side. */
  | { kind: 'bye'; cause: number }
  | { kind: 'no-microphone'; problem: 'denied' | 'missing' | 'in-use' | 'other' }
  /** `closed`: the system took its connection away, as it does when the computer sleeps; nothing brings that back. */
  | { kind: 'media-failed'; closed?: boolean }
  /** They hold us (a=sendonly / inactive, RFC 3264 section 8.4) or took us back. */
  | { kind: 'remote-hold'; on: boolean }
  /** Our hold or resume went through. */
  | { kind: 'local-hold'; on: boolean }
  | { kind: 'media-interrupted' }
  | { kind: 'media-flowing' }
  /** Our BYE, CANCEL or refusal is done, or could not be delivered. */
  | { kind: 'gone' }
  /** Anything else that ended it; `status` 0 where there was none. */
  | { kind: 'failed'; status: number };

export type CallEvent =
  | Exclude<CallSignal, { kind: 'referral-over' }>
  | { kind: 'answer' }
  /** The user's refusal; `words` for the caller (RFC 3326). */
  | { kind: 'decline'; status: 486 | 600 | 603; words?: string }
  /** The phone itself refuses with 486 (too many calls, do not disturb): missed. */
  | { kind: 'refuse-busy' }
  /** Sent on with 302, by the user or by the phone; `to` is the target for people. */
  | { kind: 'send-on'; target: string; to: string }
  /** The user agrees to follow a redirect. */
  | { kind: 'follow' }
  | { kind: 'hang-up' }
  | { kind: 'hold'; on: boolean }
  /** `with` was dialled to consult about this call; and it is over. */
  | { kind: 'consult'; with: CallId }
  | { kind: 'consult-over'; with: CallId }
  /** Pass the call on; `to` is the target for people. */
  | { kind: 'refer'; to: string; target: ReferTarget }
  /** Somebody else has taken our place in it; `over`: the dialog has ended already. */
  | { kind: 'passed-on'; to: string; over: boolean }
  | { kind: 'timer'; timer: CallTimer };

export type CallTimer =
  /** Until it is answered or, once we answered, until it is up. */
  | 'ring-limit'
  /** Until the end is confirmed. */
  | 'end-limit'
  /** Until the REFER goes out although the hold was not confirmed. */
  | 'refer-wait'
  /** Until a transfer of which nothing is heard counts as failed. */
  | 'refer-limit'
  /** Until the next attempt to bring the sound back. */
  | 'restore'
  /** Until a call without sound is ended. */
  | 'interruption-limit';

export type CallEffect =
  /** Without a target: the one that was dialled. */
  | { kind: 'invite'; target?: string }
  | { kind: 'accept' }
  | { kind: 'reject'; status: 480 | 486 | 600 | 603; words?: string }
  | { kind: 'redirect'; target: string }
  | { kind: 'cancel' }
  | { kind: 'bye' }
  | { kind: 'set-hold'; on: boolean }
  | { kind: 'refer'; target: ReferTarget }
  /** Take the call back from hold, unless another is being talked on. */
  | { kind: 'come-back' }
  /** The way of the sound broke: a re-INVITE with ICE restart. */
  | { kind: 'restore' }
  | TimerEffect<CallTimer>
  /** Exactly once in the life of a call. */
  | { kind: 'record'; reason: EndReason };
