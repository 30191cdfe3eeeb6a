/** Why the line is not ready. A closed union: each kind has its sentence in `renderer/locales/en/reasons.json`. */
export type LineCause =
  | { kind: 'unreachable' }
  /** The server's name is not known here (DNS). */
  | { kind: 'no-such-name' }
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
  /** 603, 607, 608, or our own Decline. */
  | { kind: 'declined'; by: 'us' | 'them' }
  /** 487 from the other side, 408 or 480 after it rang, or our own ring limit. */
  | { kind: 'no-answer' }
  /** An incoming call that rang out or was cancelled by the caller. */
  | { kind: 'missed' }
  /** CANCEL with Reason: SIP;cause=200 (RFC 3326); by whom, where the switch tells it. */
  | { kind: 'answered-elsewhere'; who?: string }
  /** Passed on: to whom, as it was typed; empty when the switch did it. */
  | { kind: 'transferred'; to: string }
  /** Forwarded by the phone (302), or sent on by the user. */
  | { kind: 'forwarded'; to: string }
  /** No sound for longer than the administrator's limit. */
  | { kind: 'interrupted' }
  /** The window with the phone crashed or hung. */
  | { kind: 'crashed' }
  /** The computer went to sleep in the middle of the call. */
  | { kind: 'slept' }
  /** 404, 410, 416, 484, 485, 604. */
  | { kind: 'not-found' }
  /** 403, 401/407 that could not be answered. */
  | { kind: 'forbidden' }
  /** 402: the account cannot pay for it. */
  | { kind: 'no-credit' }
  /** 503, 5xx. */
  | { kind: 'overloaded' }
  /** 480 (temporarily unavailable) or 408 without ringing first. */
  | { kind: 'unavailable' }
  /** 415, 488, 606: no codec or no encryption in common. */
  | { kind: 'incompatible' }
  | { kind: 'no-microphone'; problem: 'denied' | 'missing' | 'in-use' | 'other' }
  /** No way for the sound could be found (ICE or DTLS failed). */
  | { kind: 'no-media' }
  /** The line was not ready when the call was made. */
  | { kind: 'no-line' }
  | { kind: 'failed'; status: number };

/**
 * The reason for a final answer to our INVITE (RFC 3261, section 21; RFC 8197, RFC 8688 for 607 and 608). `rang`: a 180
 * came before it and nothing else was heard. Many switches say 480 or 408 when nobody picked up; without ringing they mean
 * that the phone is not there.
 */
export function reasonForStatus(status: number, rang = false): EndReason {
  switch (status) {
    case 486:
    case 600:
      return { kind: 'busy' };
    case 603:
    case 607:
    case 608:
      return { kind: 'declined', by: 'them' };
    case 404:
    case 410:
    case 416:
    case 484:
    case 485:
    case 604:
      return { kind: 'not-found' };
    case 401:
    case 403:
    case 407:
      return { kind: 'forbidden' };
    case 402:
      return { kind: 'no-credit' };
    case 487:
      return { kind: 'no-answer' };
    case 408:
    case 480:
      return { kind: rang ? 'no-answer' : 'unavailable' };
    case 415:
    case 488:
    case 606:
      return { kind: 'incompatible' };
    default:
      if (status >= 500 && status <= 599) return { kind: 'overloaded' };
      return { kind: 'failed', status: Number.isInteger(status) && status > 0 ? status : 0 };
  }
}

/** Causes that another attempt with the same account cannot heal: no automatic retry. */
export function isRefusal(cause: LineCause): boolean {
  return (
    cause.kind === 'wrong-password' ||
    cause.kind === 'forbidden' ||
    cause.kind === 'unknown-user' ||
    cause.kind === 'bad-account'
  );
}
