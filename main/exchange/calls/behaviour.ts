import type { IncomingCall } from './incoming';
import type { OutgoingCall, OutgoingOptions } from './outgoing';

/** What a number needs of the exchange. */
export interface Desk {
  readonly domain: string;
  call(user: string, options: OutgoingOptions): OutgoingCall;
  /** Returns a function that cancels. */
  after(ms: number, run: () => void): () => void;
  dtmfRead(call: IncomingCall, digits: string): void;
}

export type Behaviour = (call: IncomingCall, desk: Desk) => void | Promise<void>;
