/** What is decided about updates, without doing any of it: which version is taken, when is looked, what went wrong. */
import type { Settings, UpdateProblem } from '../preload/contract';
import { errorCode } from './failure';
import { compareVersions, isPreRelease, isVersion } from './update-versions';

const MINUTE = 60_000;

/** First look: 2,000 desktops that are switched on at eight ask over half an hour, and not while they register. */
const FIRST = { after: MINUTE, spread: 30 * MINUTE };
const REGULAR = { after: 3 * 60 * MINUTE, spread: 2 * 60 * MINUTE };
/** After a failure: sooner, but a server that broke down is not stormed when it is back. */
const AGAIN = { after: 30 * MINUTE, spread: 60 * MINUTE };

/** ms until the next look; `random` is from 0 to 1. */
export function nextLook(which: 'first' | 'regular' | 'again', random: number): number {
  const { after, spread } = { first: FIRST, regular: REGULAR, again: AGAIN }[which];
  return after + Math.floor(random * spread);
}

/**
 * The name of the file to ask for, without the system's part: `latest`, `beta`, or a pinned version's own; that of a pinned
 * version is called as it was at its time where every version has a folder of its own.
 */
export function channelOf(channel: Settings['updateChannel'], pinned: string, byFolder = false): string {
  if (pinned !== '') return byFolder ? (isPreRelease(pinned) ? 'beta' : 'latest') : pinned;
  return channel === 'beta' ? 'beta' : 'latest';
}

export interface Standing {
  current: string;
  /** Only this one, also if it is older; empty: the newest. */
  pinned: string;
  /** Did not come up, and are not tried again. */
  takenBack: readonly string[];
}

export type Verdict = 'take' | 'same' | 'older' | 'not-pinned' | 'taken-back' | 'no-version';

export function verdict(offered: string, { current, pinned, takenBack }: Standing): Verdict {
  if (!isVersion(offered)) return 'no-version';
  const order = compareVersions(offered, current);
  if (order === 0) return 'same';
  if (pinned !== '' && compareVersions(offered, pinned) !== 0) return 'not-pinned';
  if (takenBack.some((version) => compareVersions(version, offered) === 0)) return 'taken-back';
  return order < 0 && pinned === '' ? 'older' : 'take';
}

/** `https:`; `http:` only to this computer, where nobody is on the way. */
export function isSafeServer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

/** SHA-512 in Base64 or hexadecimal: nothing is fetched without one. */
export const isChecksum = (text: unknown): boolean =>
  typeof text === 'string' && (/^[A-Za-z0-9+/]{86}==$/.test(text) || /^[0-9a-f]{128}$/i.test(text));

/** Chromium's names for a server that was reached and did wrong; its other ones mean that it was not reached. */
const SERVERS_FAULT =
  /ERR_(?:CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED|INVALID_|EMPTY_RESPONSE|CERT_|SSL_|BLOCKED_BY_CLIENT|TOO_MANY_REDIRECTS|HTTP2?_|UNSAFE_)/;

export function problemOf(error: unknown): UpdateProblem {
  const code = errorCode(error);
  const text = error instanceof Error ? error.message : String(error);
  if (['ENOSPC', 'EDQUOT'].includes(code)) return 'disk-full';
  if (code === 'ERR_CHECKSUM_MISMATCH' || code === 'ERR_UPDATER_INVALID_SIGNATURE') return 'tampered';
  // electron-updater reads what the server sent without looking at its shape.
  if (SERVERS_FAULT.test(text) || error instanceof TypeError) return 'broken-server';
  if (/net::ERR_/.test(text) || ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND'].includes(code))
    return 'unreachable';
  if (
    /^(?:HTTP_ERROR_|ERR_UPDATER_)/.test(code) ||
    /^(?:Cannot (?:download|parse)|Request has been aborted)/.test(text)
  )
    return 'broken-server';
  return 'other';
}

/** Idle for so long that a restart of a few seconds disturbs nobody; ms. */
export const IDLE_MS = 60 * MINUTE;
