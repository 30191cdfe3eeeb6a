import type { TimerEffect } from './machine';
import type { EndReason } from './reasons';

type Hold = { local: boolean; remote: boolean };
/** `starting`: the call is up, but no sound has arrived yet. */
type MediaFlow = { kind: 'starting' } | { kind: 'flowing' } | { kind: 'interrupted'; since: number };
type Transfer = 'none' | 'consulting' | 'referring';

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
  | { kind: 'remote-ringing'; earlyMedia: boolean }
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
  | { kind: 'ringing' }
  /** 183 (or 180) with an answer that was applied: their sound is audible. */
  | { kind: 'early-media' }
  /** The dialog is confirmed: 200 OK sent or received, and the answer applied. */
  | { kind: 'established' }
  /** Final refusal of our INVITE (3xx to 6xx). */
  | { kind: 'rejected'; status: number; phrase: string }
  /** CANCEL from the caller; `cause` from a Reason header (RFC 3326), 0 without. */
  | { kind: 'cancelled'; cause: number }
  /** BYE from the other side. */
  | { kind: 'bye'; cause: number }
  | { kind: 'no-microphone'; problem: 'denied' | 'missing' | 'in-use' | 'other' }
  | { kind: 'media-failed' }
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
  | CallSignal
  | { kind: 'answer' }
  /** Our refusal: 603 by hand, which counts as declined; 486 by the phone itself (busy, do-not-disturb): missed. */
  | { kind: 'decline'; status: 486 | 600 | 603 }
  | { kind: 'hang-up' }
  | { kind: 'hold'; on: boolean }
  /** The ring limit or the limit for ending has passed. */
  | { kind: 'timer'; timer: CallTimer };

/** `ring-limit`: until it is answered or, once we answered, until it is up. `end-limit`: until the end is confirmed. */
export type CallTimer = 'ring-limit' | 'end-limit';

export type CallEffect =
  | { kind: 'invite' }
  | { kind: 'accept' }
  | { kind: 'reject'; status: 480 | 486 | 600 | 603 }
  | { kind: 'cancel' }
  | { kind: 'bye' }
  | { kind: 'set-hold'; on: boolean }
  /** The way of the sound broke: a re-INVITE with ICE restart. */
  | { kind: 'restore' }
  | TimerEffect<CallTimer>
  /** Exactly once in the life of a call. */
  | { kind: 'record'; reason: EndReason };
