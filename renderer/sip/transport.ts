import { EmitterImpl } from 'sip.js/lib/api/emitter.js';
import type { Transport } from 'sip.js/lib/api/transport.js';
import { TransportState } from 'sip.js/lib/api/transport-state.js';
import type { Connection, WebSocketFactory } from './websocket';

/** What the line hears from the transport. Nothing of a connection that was given up is ever reported. */
export interface TransportEvents {
  open(server: string): void;
  /** The connection could not be made. */
  failed(server: string, why: 'closed' | 'bad-address', detail: string): void;
  /** An open connection was lost; not called after our own `close`. */
  lost(server: string, code: number): void;
  data(text: string): void;
  /** A request or response is about to go out: the last chance to change its text. */
  outgoing(text: string): string;
}

export interface SipTransportOptions {
  open: WebSocketFactory;
  events: TransportEvents;
}

/**
 * SIP over WebSocket (RFC 7118), one connection at a time, on command. It replaces SIP.js's transport, which believes
 * in a connection until the operating system gives it up, and reconnects by a policy of its own (FACTS, fault 2).
 * The state that SIP.js reads is the socket's own; what to do about it is the line machine's business.
 */
export class SipTransport implements Transport {
  onConnect: (() => void) | undefined = undefined;
  onDisconnect: ((error?: Error) => void) | undefined = undefined;
  /** SIP.js sets this; messages reach its core through `Wire` instead. */
  onMessage: ((message: string) => void) | undefined = undefined;
  readonly stateChange = new EmitterImpl<TransportState>();

  private connection: Connection | null = null;
  private current: TransportState = TransportState.Disconnected;
  private server = '';

  /** SIP.js constructs its transport itself; what it hands over is what the line gave as `transportOptions`. */
  constructor(
    _logger: unknown,
    private readonly options: SipTransportOptions,
  ) {}

  get state(): TransportState {
    return this.current;
  }

  /** For the Via header: RFC 7118, section 5.2. */
  get protocol(): string {
    return /^wss:/i.test(this.server) ? 'WSS' : 'WS';
  }

  isConnected(): boolean {
    return this.current === TransportState.Connected;
  }

  /** Opens a connection to `server`, in place of the one there may be. */
  connectTo(server: string): void {
    this.drop();
    const { open, events } = this.options;
    this.server = server;
    this.enter(TransportState.Connecting);
    try {
      this.connection = open(server, 'sip', {
        open: () => {
          this.enter(TransportState.Connected);
          events.open(server);
        },
        message: (data) => {
          events.data(text(data));
        },
        close: (code) => {
          const wasOpen = this.isConnected();
          this.connection = null;
          this.enter(TransportState.Disconnected);
          if (wasOpen) events.lost(server, code);
          else events.failed(server, 'closed', `code ${code}`);
        },
      });
    } catch (error) {
      this.enter(TransportState.Disconnected);
      events.failed(server, 'bad-address', error instanceof Error ? error.message : String(error));
    }
  }

  /** Closes at once: nothing that still arrives is heard, whether or not the other side ever answers the close. */
  drop(): void {
    this.connection?.close();
    this.connection = null;
    this.enter(TransportState.Disconnected);
  }

  send(message: string): Promise<void> {
    if (this.connection === null || !this.isConnected()) return Promise.reject(new Error('Not connected'));
    try {
      this.connection.send(this.options.events.outgoing(message));
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** CRLFs: not a SIP message, neither changed nor logged. */
  sendKeepAlive(crlfs: string): void {
    if (!this.isConnected()) return;
    try {
      this.connection?.send(crlfs);
    } catch {
      // The socket closed under us: its close event tells the line.
    }
  }

  // SIP.js may ask for these; only the line machine decides about connections.
  connect(): Promise<void> {
    return this.isConnected() ? Promise.resolve() : Promise.reject(new Error('Not connected'));
  }

  disconnect(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    this.drop();
    return Promise.resolve();
  }

  private enter(state: TransportState): void {
    if (this.current === state) return;
    this.current = state;
    this.stateChange.emit(state);
  }
}

const decoder = new TextDecoder();

/** RFC 7118, section 5.1: text frames, and binary ones for what is not UTF-8. */
function text(data: unknown): string {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return decoder.decode(data);
  if (ArrayBuffer.isView(data)) return decoder.decode(data);
  return '';
}
