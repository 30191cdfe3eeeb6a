import type { IceServer } from '../phone/account';
import { parseSdp, type MediaSection } from './sdp';

export type CandidateType = 'host' | 'srflx' | 'relay';

/** ms from the click until a description goes out with what there is; the rest of the 200 ms of DESIGN.md is for a busy machine. */
export const gatherLimit = 150;

/** ms after the last awaited candidate: those of the other network interfaces come within the same moment. */
const settle = 3;

/** Candidates worth waiting for, within the limit: without servers the host's own are all there will be. */
export function awaitedTypes(servers: readonly IceServer[]): readonly CandidateType[] {
  const urls = servers.flatMap((server) => server.urls);
  // A relay comes after everything else that the servers are asked for.
  if (urls.some((url) => /^turns?:/i.test(url))) return ['host', 'relay'];
  return urls.some((url) => /^stuns?:/i.test(url)) ? ['host', 'srflx'] : ['host'];
}

/**
 * Whether our description is ready to go out. `before` is the ICE user fragment of the description that it replaces:
 * the same transport has its candidates, a new one has to be waited for (events of the old one may still arrive).
 */
export function isGathered(
  sdp: string,
  before: string | null,
  awaited: readonly CandidateType[],
  complete: boolean,
): boolean {
  const section = transportSection(sdp);
  if (!section) return false;
  if (iceUfragOf(sdp) === before) return true;
  const types = candidatesOf(section).map((value) => / typ (\w+)/.exec(value)?.[1] ?? '');
  return (complete && types.length > 0) || awaited.every((type) => types.includes(type));
}

/** Whether any way to us is named: a switch that gets a description without one may give ICE up for the whole call. */
export function hasCandidate(sdp: string): boolean {
  const section = transportSection(sdp);
  return section !== undefined && candidatesOf(section).length > 0;
}

/** Resolves with whether there is a candidate: at once, with the next one, or `false` after `limit` ms or an abort. */
export function firstCandidate(pc: RTCPeerConnection, limit: number, signal: AbortSignal): Promise<boolean> {
  const isThere = () => hasCandidate(pc.localDescription?.sdp ?? '');
  if (isThere() || signal.aborted) return Promise.resolve(isThere());
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(deadline);
      pc.removeEventListener('icecandidate', look);
      signal.removeEventListener('abort', finish);
      resolve(isThere());
    };
    const look = () => {
      if (isThere()) finish();
    };
    const deadline = setTimeout(finish, limit);
    pc.addEventListener('icecandidate', look);
    signal.addEventListener('abort', finish);
  });
}

export interface Gathering {
  /** To be called when the description has been applied. */
  look(): void;
  /** Resolves when the description is ready, `limit` ms have passed, or `signal` aborts. Never rejects. */
  done: Promise<void>;
}

export function watchGathering(
  pc: RTCPeerConnection,
  awaited: readonly CandidateType[],
  limit: number,
  signal: AbortSignal,
): Gathering {
  const before = pc.localDescription && iceUfragOf(pc.localDescription.sdp);
  let applied = false;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let resolve: () => void = () => undefined;
  const done = new Promise<void>((resolved) => (resolve = resolved));
  const finish = () => {
    clearTimeout(deadline);
    clearTimeout(settling);
    pc.removeEventListener('icecandidate', look);
    pc.removeEventListener('icegatheringstatechange', look);
    signal.removeEventListener('abort', finish);
    resolve();
  };
  const look = () => {
    const sdp = pc.localDescription?.sdp ?? '';
    if (!applied || !isGathered(sdp, before, awaited, pc.iceGatheringState === 'complete')) return;
    if (iceUfragOf(sdp) === before || pc.iceGatheringState === 'complete') finish();
    else settling ??= setTimeout(finish, settle);
  };
  const deadline = setTimeout(finish, Math.max(0, limit));
  pc.addEventListener('icecandidate', look);
  pc.addEventListener('icegatheringstatechange', look);
  signal.addEventListener('abort', finish);
  return {
    done,
    look() {
      applied = true;
      look();
    },
  };
}

/** Of UDP: those of TCP (RFC 6544) may come first on a busy computer, and most switches pass over them. */
const candidatesOf = (section: MediaSection): string[] =>
  section.attributes
    .filter(({ name }) => name === 'candidate')
    .map(({ value }) => value)
    .filter((value) => / udp /i.test(value));

/** With max-bundle the first section that is in use carries the transport. */
const transportSection = (sdp: string) => parseSdp(sdp).media.find(({ port }) => port !== 0);

/** Changes with an ICE restart (RFC 8839, section 4.4.1). */
const iceUfragOf = (sdp: string) =>
  transportSection(sdp)?.attributes.find(({ name }) => name === 'ice-ufrag')?.value ?? null;
