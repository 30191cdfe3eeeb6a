/** What *Check my connection* asks of the adapters. Every probe resolves; giving up is said by the signal. */
import type { IceServer } from '../phone/account';

/** ms from the beginning of the probe to the answer. */
export interface ServerProbe {
  /** The WebSocket opened; null: it did not. */
  readonly openedMs: number | null;
  /** It speaks the subprotocol `sip` (RFC 7118, section 4). */
  readonly speaksSip: boolean;
  /** OPTIONS (RFC 3261, section 11) was answered, whatever the status; null: it was not. */
  readonly answer: { readonly ms: number; readonly status: number; readonly server: string } | null;
}

/** null: no such candidate came (RFC 8445, section 5.1.1). */
export interface IceProbe {
  readonly hostMs: number | null;
  readonly reflexiveMs: number | null;
  readonly relayMs: number | null;
  /** What the servers said, `stun:…: 701 …` (W3C WebRTC, icecandidateerror). */
  readonly errors: readonly string[];
}

export interface Probes {
  server(address: string, domain: string, signal: AbortSignal): Promise<ServerProbe>;
  ice(servers: readonly IceServer[], signal: AbortSignal): Promise<IceProbe>;
}
