/** Why the line is not ready. A closed union: each kind has its sentence in `renderer/locales/en/reasons.json`. */
export type LineCause =
  | { kind: 'unreachable' }
  | { kind: 'certificate'; problem: 'expired' | 'wrong-name' | 'unknown-issuer' | 'other' }
  | { kind: 'lost' }
  | { kind: 'no-pong' }
  | { kind: 'timeout' }
  | { kind: 'wrong-password' }
  | { kind: 'forbidden' }
  | { kind: 'unknown-user' }
  | { kind: 'rejected'; status: number }
  | { kind: 'server-error'; status: number }
  | { kind: 'bad-account'; detail: string };

/** Why a call ended. A closed union, written once to the history; each kind has its sentence. */
export type EndReason =
  /** One side hung up an answered call. */
  | { kind: 'hung-up'; by: 'us' | 'them' }
  /** We gave up before it was answered. */
  | { kind: 'cancelled' }
  /** 486, 600. */
  | { kind: 'busy' }
  /** 603, or our own Decline. */
  | { kind: 'declined'; by: 'us' | 'them' }
  /** 408, 480, 487 from the other side, or our own ring limit. */
  | { kind: 'no-answer' }
  /** An incoming call that rang out or was cancelled by the caller. */
  | { kind: 'missed' }
  /** CANCEL with Reason: SIP;cause=200 (RFC 3326). */
  | { kind: 'answered-elsewhere' }
  | { kind: 'transferred' }
  /** 404, 410, 484, 604. */
  | { kind: 'not-found' }
  /** 403, 401/407 that could not be answered. */
  | { kind: 'forbidden' }
  /** 503, 5xx. */
  | { kind: 'overloaded' }
  /** 480 (temporarily unavailable). */
  | { kind: 'unavailable' }
  /** 415, 488, 606: no codec or no encryption in common. */
  | { kind: 'incompatible' }
  | { kind: 'no-microphone'; problem: 'denied' | 'missing' | 'in-use' | 'other' }
  /** No way for the sound could be found (ICE or DTLS failed). */
  | { kind: 'no-media' }
  /** The line was not ready when the call was made. */
  | { kind: 'no-line' }
  | { kind: 'failed'; status: number };
