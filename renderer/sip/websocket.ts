/** What the transport uses of a WebSocket, so that a test can bring its own. */
export interface Connection {
  send(text: string): void;
  /** Closes; the handlers are not called any more. */
  close(): void;
}

export interface ConnectionHandlers {
  open(): void;
  /** Text, or an ArrayBuffer for a binary frame. */
  message(data: unknown): void;
  /** Closed by the other side or by the network, or never opened. */
  close(code: number): void;
}

/** Begins to open a connection. May throw, as the constructor of WebSocket does on a bad address. */
export type WebSocketFactory = (url: string, protocol: string, handlers: ConnectionHandlers) => Connection;

export const browserWebSocket: WebSocketFactory = (url, protocol, handlers) => {
  const socket = new WebSocket(url, protocol);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    handlers.open();
  };
  socket.onmessage = (event) => {
    handlers.message(event.data);
  };
  socket.onclose = (event) => {
    handlers.close(event.code);
  };
  return {
    send: (text) => {
      socket.send(text);
    },
    close: () => {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(1000);
    },
  };
};
