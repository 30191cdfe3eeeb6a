/** One STUN or TURN server, as WebRTC's RTCIceServer (W3C WebRTC 1.0, section 4.2.2). */
export interface IceServer {
  urls: string | string[];
  username?: string;
  credential?: string;
}

/** A SIP account as the user or the operator gave it. The password is never part of it. */
export interface Account {
  id: string;
  /** WebSocket addresses of the registrar (RFC 7118), tried in this order: `wss://host[:port][/path]`. */
  servers: readonly string[];
  /** User part of the address of record. */
  user: string;
  /** Digest user name; empty where it is the same as `user`. */
  authUser: string;
  /** Domain of the address of record, for example `pbx.test`. */
  domain: string;
  /** The name others see; may be empty. */
  displayName: string;
  /** Registration lifetime that we ask for, in seconds (RFC 3261, section 10.2). */
  expires: number;
  /** Always passed on, also when empty: SIP.js would fall back to a public STUN server. */
  iceServers: readonly IceServer[];
  /** The account of the embedded practice exchange: kept for the session only. */
  practice: boolean;
}

/**
 * Whether every server is on this computer. Such a line needs no network: what the operating system says about its
 * network does not concern it.
 */
export function isLoopback(account: Account): boolean {
  return account.servers.every((server) =>
    /^wss?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/?#]|$)/i.test(server),
  );
}
