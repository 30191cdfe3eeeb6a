/** The SIP messages of the phone as they pass its WebSocket, with the browser's own time stamps. */
import type { CDPSession, Page } from '@playwright/test';

export interface SipMessage {
  /** ms on the clock of the page's `performance.now()` */
  at: number;
  direction: 'sent' | 'received';
  /** Of a request, or that a response answers. */
  method: string;
  /** null for a request */
  status: number | null;
  callId: string;
  text: string;
}

export interface Wire {
  readonly messages: readonly SipMessage[];
  /** The first message from number `since` on that fits, as soon as it is there; rejects after `limit` ms. */
  next(what: string, fits: (message: SipMessage) => boolean, since?: number, limit?: number): Promise<SipMessage>;
}

const field = (text: string, name: string) => new RegExp(`^${name}\\s*:\\s*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';

/** Null for what is no SIP message, such as a keep-alive. */
export function readSip(text: string): Pick<SipMessage, 'method' | 'status' | 'callId' | 'text'> | null {
  const [first = ''] = text.split('\r\n', 1);
  const status = /^SIP\/2\.0 (\d{3})/.exec(first)?.[1];
  const method = status ? field(text, 'CSeq').split(/\s+/)[1] : /^(\w+) \S+ SIP\/2\.0$/.exec(first)?.[1];
  if (!method) return null;
  return { method, status: status ? Number(status) : null, callId: field(text, '(?:Call-ID|i)'), text };
}

/** The page's `performance.now()` is 0 at its navigation start; the protocol's time stamps count on the same clock. */
async function navigationStart(session: CDPSession): Promise<number> {
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === 'NavigationStart');
  if (!found) throw new Error('the browser does not tell when the page began');
  return found.value * 1000;
}

/** Listens from now on; the page must not be loaded anew. */
export async function watchWire(page: Page): Promise<Wire> {
  const session = await page.context().newCDPSession(page);
  const zero = await navigationStart(session);
  const messages: SipMessage[] = [];
  const waiting = new Set<() => void>();
  const hear = (direction: SipMessage['direction'], timestamp: number, payload: string) => {
    const message = readSip(payload);
    if (!message) return;
    messages.push({ at: timestamp * 1000 - zero, direction, ...message });
    for (const look of [...waiting]) look();
  };
  session.on('Network.webSocketFrameSent', ({ timestamp, response }) => hear('sent', timestamp, response.payloadData));
  session.on('Network.webSocketFrameReceived', ({ timestamp, response }) =>
    hear('received', timestamp, response.payloadData),
  );
  await session.send('Network.enable');

  return {
    messages,
    next: (what, fits, since = 0, limit = 15_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${what}: not within ${String(limit / 1000)} s`));
        }, limit);
        const look = () => {
          const found = messages.slice(since).find(fits);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

export const isRequest = (direction: SipMessage['direction'], method: string) => (message: SipMessage) =>
  message.direction === direction && message.method === method && message.status === null;

/** `status` 200 fits 200 only; 1xx to 6xx by their first digit are given as 1 to 6. */
export const isResponse =
  (direction: SipMessage['direction'], method: string, status: number, callId?: string) => (message: SipMessage) =>
    message.direction === direction &&
    message.method === method &&
    message.status !== null &&
    (message.status === status || Math.floor(message.status / 100) === status) &&
    (callId === undefined || message.callId === callId);
