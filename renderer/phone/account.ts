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
  /** What the user calls this line; empty: its address. */
  label: string;
  /** Number or address shown to those we call (P-Preferred-Identity, RFC 3325); empty: the switch decides. */
  callerId: string;
  /** How digits are sent in a call: RTP events (RFC 4733, SIP INFO where they were not agreed), always SIP INFO, or as tones in the sound. */
  dtmf: 'rtp' | 'info' | 'in-band';
  /** The switch is trusted to assert identities (P-Asserted-Identity, RFC 3325); otherwise only From counts. */
  trustIdentity: boolean;
  /** `inherit`: as the settings for all lines say. */
  autoAnswer: 'inherit' | 'off' | 'all' | 'on-request';
  /** What to call for voicemail; empty: what the switch names in its message-summary, else none. */
  voicemail: string;
  /** Feature code put before a colleague's number to pick up their ringing call (Asterisk's `*8`); empty: INVITE with Replaces (RFC 3891). */
  pickupCode: string;
  forwarding: Forwarding;
  /** Colleagues whose state is watched on this line. */
  monitored: readonly MonitoredPerson[];
  /** Given by the operator's configuration, which may change it at any time. */
  operator: boolean;
}

/** Forwarding done by the phone (302 with Contact, RFC 3261 section 8.3); an empty target is off. */
export interface Forwarding {
  always: string;
  busy: string;
  noAnswer: string;
  noAnswerSeconds: number;
}

export interface MonitoredPerson {
  /** User part or address. */
  number: string;
  name: string;
  /** `dialog`: RFC 4235; `presence`: RFC 3856. */
  event: 'dialog' | 'presence';
}

/** What an account is that says nothing of these. */
export const accountDefaults = {
  label: '',
  callerId: '',
  dtmf: 'rtp',
  trustIdentity: true,
  autoAnswer: 'inherit',
  voicemail: '',
  pickupCode: '',
  forwarding: { always: '', busy: '', noAnswer: '', noAnswerSeconds: 20 },
  monitored: [],
  operator: false,
} as const satisfies Partial<Account>;

/**
 * Whether every server is on this computer. Such a line needs no network: what the operating system says about its
 * network does not concern it.
 */
export function isLoopback(account: Account): boolean {
  return account.servers.every((server) =>
    /^wss?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/?#]|$)/i.test(server),
  );
}

/** Whether a line of the one account can go on as that of the other, without a new registration. */
export function sameRegistration(one: Account, other: Account): boolean {
  return registrationOf(one) === registrationOf(other);
}

function registrationOf({ servers, user, authUser, domain, expires, iceServers, practice }: Account): string {
  return JSON.stringify([servers, user, authUser, domain, expires, iceServers, practice]);
}
