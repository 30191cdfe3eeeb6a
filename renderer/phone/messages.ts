/** One SIP MESSAGE (RFC 3428), as it is kept. */
export interface ChatMessage {
  id: string;
  /** Id of the account it came in on or went out by. */
  line: string;
  /** The other party: user part on the account's domain, else the full address. */
  peer: string;
  /** Display name of the peer, as they last gave it; may be empty. */
  name: string;
  direction: 'incoming' | 'outgoing';
  text: string;
  /** ms since the epoch */
  at: number;
  /** `failed` keeps the status of the refusal, 408 when nothing came back. */
  state: { kind: 'received' | 'sending' | 'sent' } | { kind: 'failed'; status: number };
  /** An incoming one that was looked at. */
  seen: boolean;
}
