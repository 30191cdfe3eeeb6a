import type { IceServer } from '../phone/account';

type CandidateType = 'host' | 'srflx' | 'relay';

/** ms from the click until a description goes out with what there is; a little under the 200 ms of DESIGN.md. */
export const gatherLimit = 180;

/** ms after the last awaited candidate: those of the other network interfaces come within the same moment. */
const settle = 3;

/** Candidates worth waiting for, within the limit: without servers the host's own are all there will be. */
export function awaitedTypes(servers: readonly IceServer[]): Set<CandidateType> {
  const awaited = new Set<CandidateType>(['host']);
  for (const url of servers.flatMap((server) => server.urls)) {
    if (/^stuns?:/i.test(url)) awaited.add('srflx');
    if (/^turns?:/i.test(url)) awaited.add('relay');
  }
  return awaited;
}

/** Resolves when the awaited candidates are there, gathering is complete, or `limit` ms have passed. Never rejects. */
export function candidates(
  pc: RTCPeerConnection,
  awaited: Set<CandidateType>,
  limit: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const missing = new Set<string>(awaited);
    let settling: ReturnType<typeof setTimeout> | undefined;
    const done = () => {
      clearTimeout(deadline);
      clearTimeout(settling);
      pc.removeEventListener('icecandidate', onCandidate);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent) => {
      if (candidate === null) return done();
      // A relay is the answer to everything that the servers were asked for.
      if (candidate.type === 'relay') missing.delete('srflx');
      missing.delete(candidate.type ?? '');
      if (missing.size === 0) settling ??= setTimeout(done, settle);
    };
    const deadline = setTimeout(done, Math.max(0, limit));
    pc.addEventListener('icecandidate', onCandidate);
    signal.addEventListener('abort', done);
  });
}
