import { WebSocket } from 'ws';

/** One phone's WebSocket (RFC 7118). It can play dead, as a half-open connection does. */
export class Link {
  /** The account that registered over it; its requests are taken as that user's. */
  user: string | null = null;
  /** Half-open: still there for the other side, but nothing goes through any more, not even a ping's answer. */
  private paused = false;

  constructor(
    readonly id: number,
    private readonly socket: WebSocket,
    private readonly on: {
      text(text: string): void;
      /** The last word on what goes out; null: nothing does. */
      outgoing(text: string): string | null;
      sent(text: string): void;
      closed(): void;
    },
  ) {
    socket.on('message', (data) => {
      if (!this.paused) on.text(asText(data));
    });
    socket.on('ping', (data) => {
      if (!this.paused && this.open) socket.pong(data);
    });
    socket.on('close', on.closed);
    // Without a listener a protocol error of the phone would end the process; `close` follows by itself.
    socket.on('error', () => {});
  }

  get open(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  send(text: string): void {
    if (!this.open || this.paused) return;
    const last = this.on.outgoing(text);
    if (last === null) return;
    this.socket.send(last);
    this.on.sent(last);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  /** Without a closing handshake, as when a cable is pulled. */
  drop(): void {
    this.socket.terminate();
  }

  close(): void {
    this.socket.close(1001);
  }
}

function asText(data: WebSocket.RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
}
