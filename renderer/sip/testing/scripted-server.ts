import type { Connection, ConnectionHandlers, WebSocketFactory } from '../websocket';
import * as sip from './message';

/** One connection as the server sees it. */
export class ScriptedConnection {
  /** All that the phone sent, keep-alives among it. */
  readonly received: string[] = [];
  /** The phone closed it. */
  closed = false;
  private readonly waiting: { matches: (text: string) => boolean; found: (text: string) => void }[] = [];
  private unread = 0;

  constructor(
    readonly url: string,
    private readonly handlers: ConnectionHandlers,
  ) {}

  send(text: string): void {
    if (!this.closed) this.handlers.message(text);
  }

  sendBytes(bytes: Uint8Array): void {
    if (!this.closed) this.handlers.message(bytes.buffer);
  }

  /** The network or the server ends it. */
  cut(code = 1006): void {
    if (this.closed) return;
    this.closed = true;
    this.handlers.close(code);
  }

  arrive(text: string): void {
    this.received.push(text);
    this.serve();
  }

  /** The next message that matches, from where the last `next` stopped; what is passed over is not looked at again. */
  next(matches: (text: string) => boolean): Promise<string> {
    return new Promise((found) => {
      this.waiting.push({ matches, found });
      this.serve();
    });
  }

  request(name: string): Promise<string> {
    return this.next((text) => sip.method(text) === name);
  }

  response(code: number, method = ''): Promise<string> {
    return this.next((text) => sip.status(text) === code && sip.header(text, 'CSeq').endsWith(method));
  }

  private serve(): void {
    while (this.waiting.length > 0 && this.unread < this.received.length) {
      const text = this.received[this.unread++] ?? '';
      const [first] = this.waiting;
      if (first?.matches(text)) {
        this.waiting.shift();
        first.found(text);
      }
    }
  }
}

/** A SIP server over WebSocket in memory: the test says every word of it, right or wrong. */
export class ScriptedServer {
  readonly connections: ScriptedConnection[] = [];
  /** What becomes of a connection that is being opened. */
  accepts: 'yes' | 'no' | 'silent' = 'yes';
  private readonly waiting: ((connection: ScriptedConnection) => void)[] = [];

  readonly webSocket: WebSocketFactory = (url, protocol, handlers) => {
    if (!/^wss?:\/\//.test(url)) throw new SyntaxError(`'${url}' is no address of a WebSocket`);
    if (protocol !== 'sip') throw new Error('RFC 7118 wants the subprotocol sip');
    const connection = new ScriptedConnection(url, handlers);
    const client: Connection = {
      send: (text) => {
        if (connection.closed) throw new Error('closed');
        connection.arrive(text);
      },
      close: () => {
        connection.closed = true;
      },
    };
    queueMicrotask(() => {
      if (connection.closed || this.accepts === 'silent') return;
      if (this.accepts === 'no') {
        connection.cut();
        return;
      }
      this.connections.push(connection);
      handlers.open();
      this.waiting.shift()?.(connection);
    });
    return client;
  };

  /** The next connection that is opened. */
  connection(): Promise<ScriptedConnection> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
