import type { IceServer } from '../phone/account';
import type { IceProbe } from '../operator/probes';

/** How long the servers may take, ms. */
const LIMIT = 8_000;

/** Gathers addresses as a call would and says which kinds came (RFC 8445, section 5.1.1). No microphone is opened. */
export async function probeIce(servers: readonly IceServer[], signal: AbortSignal): Promise<IceProbe> {
  const pc = new RTCPeerConnection({ iceServers: servers.map((server) => ({ ...server })) });
  const began = performance.now();
  const found: { host: number | null; srflx: number | null; relay: number | null } = {
    host: null,
    srflx: null,
    relay: null,
  };
  const errors = new Set<string>();
  try {
    const complete = new Promise<void>((resolve) => {
      pc.onicecandidate = ({ candidate }) => {
        if (candidate === null) resolve();
        else if (candidate.type === 'host' || candidate.type === 'srflx' || candidate.type === 'relay')
          found[candidate.type] ??= Math.round(performance.now() - began);
      };
      pc.onicecandidateerror = ({ url, errorCode, errorText }) => {
        errors.add(`${url}: ${String(errorCode)} ${errorText}`);
      };
      setTimeout(resolve, LIMIT);
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    pc.addTransceiver('audio');
    await pc.setLocalDescription();
    await complete;
  } finally {
    pc.close();
  }
  return { hostMs: found.host, reflexiveMs: found.srflx, relayMs: found.relay, errors: [...errors] };
}
